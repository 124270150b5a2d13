"""Amounts that are allowed, and look as if something had slipped: nothing, or thousandfold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median

from prioritise.programme.eligibility import Eligibility
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme

THOUSANDFOLD = 1_000
"""Costs that differ so much from the median look like another unit."""
FEWEST = 3
"""Costs that a median is taken of, at least."""


def amount_warnings(programme: Programme, eligible: Mapping[str, Eligibility]) -> Iterator[str]:
    """A sentence for each proposal whose amounts look wrong."""
    yield from _pasted_twice(programme)
    yield from _free(programme, eligible)
    yield from _thousandfold(programme)


def _pasted_twice(programme: Programme) -> Iterator[str]:
    """Rows of costs that are alike in everything: both count."""
    times = Counter(
        (cost.proposal, cost.option, cost.kind, cost.stream, cost.amounts)
        for cost in programme.costs
        if any(cost.amounts)
    )
    for (name, _, _, stream, amounts), rows in times.items():
        if rows > 1:
            payer = stream or "a stream to be picked"
            yield (
                f"{name}: {rows} rows of its costs are alike ({payer}, "
                f"{money_text(sum(amounts), programme.unit)}), and each is counted; "
                "was one pasted twice?"
            )


def _free(programme: Programme, eligible: Mapping[str, Eligibility]) -> Iterator[str]:
    """Proposals that no budget holds back."""
    years = " to ".join(dict.fromkeys((programme.years[0], programme.years[-1])))
    for name, found in eligible.items():
        costs = [option.public_cost for option in found.options]
        if costs and not min(costs):
            ways = "costs" if not max(costs) else "can be done in a way that costs"
            title = programme.proposal_of[name].title
            yield f"{name} ({title}) {ways} nothing in {years}, so no budget holds it back"


def _thousandfold(programme: Programme) -> Iterator[str]:
    """Proposals that cost a thousand times what most do, or a thousandth of it."""
    costs = {
        name: max((option.public_cost for option in options), default=0)
        for name, options in programme.options.items()
        if programme.considers(programme.proposal_of[name])
    }
    paid = sorted(cost for cost in costs.values() if cost)
    if len(paid) < FEWEST:
        return
    middle = int(median(paid))
    for name, cost in costs.items():
        if cost > THOUSANDFOLD * middle:
            words = "more than 1,000 times"
        elif 0 < cost * THOUSANDFOLD < middle:
            words = "less than a thousandth of"
        else:
            continue
        yield (
            f"{name} ({programme.proposal_of[name].title}) costs "
            f"{money_text(cost, programme.unit)}, {words} the median of "
            f"{money_text(middle, programme.unit)}: are its amounts in {programme.unit}?"
        )

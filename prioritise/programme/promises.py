"""Promises that cannot all be kept, found by arithmetic and in pounds, without any solving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prioritise.programme.eligibility import Eligibility
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH


def broken_promises(programme: Programme, eligibility: Mapping[str, Eligibility]) -> list[str]:
    """A sentence for each promise that cannot be kept, alone or beside the others."""
    promised = {
        name: how
        for name, proposal in programme.proposal_of.items()
        for how in [_promise(programme, name, proposal.commitment)]
        if how
    }
    return [
        *_not_eligible(promised, eligibility),
        *_contradicted(programme, promised),
        *_over_budget(programme, promised, eligibility),
    ]


def _promise(programme: Programme, name: str, commitment: str) -> str:
    decision = programme.decision_of.get(name)
    if commitment:
        return commitment
    return f"{decision.because} in" if decision and decision.chosen else ""


def _not_eligible(
    promised: Mapping[str, str], eligibility: Mapping[str, Eligibility]
) -> Iterator[str]:
    for name, how in promised.items():
        if eligibility[name].reason:
            yield f"{name} is {how}, and can never be chosen: {eligibility[name].reason}"


def _contradicted(programme: Programme, promised: Mapping[str, str]) -> Iterator[str]:
    for name, how in promised.items():
        decision = programme.decision_of.get(name)
        if decision and not decision.chosen:
            yield f"{name} is {how}, and {decision.because} out"
    for link in programme.links:
        one, other = link.proposal in promised, link.other in promised
        if link.kind == "excludes" and one and other:
            yield f"{link.proposal} and {link.other} are promised, and exclude each other"
        decided = programme.decision_of.get(link.other)
        out = decided is not None and not decided.chosen
        if link.kind in ("requires", "together") and one and out:
            yield f"{link.proposal} is promised, and needs {link.other}, which is out"


def _over_budget(
    programme: Programme, promised: Mapping[str, str], eligibility: Mapping[str, Eligibility]
) -> Iterator[str]:
    """Streams that promises with one option and named payers overspend by themselves."""
    spent = {stream.stream: [0] * len(programme.years) for stream in programme.streams}
    for name in promised:
        for option in eligibility[name].options if len(eligibility[name].options) == 1 else ():
            for row in option.rows:
                payer = row.payers[0] if len(row.payers) == 1 else MATCH
                for stream in programme.ancestors.get(payer, ()):
                    for year, amount in enumerate(row.amounts):
                        spent[stream][year] += amount
    for stream, amounts in sorted(spent.items()):
        for first, last, limit in programme.spending_limits[stream]:
            needed = sum(amounts[first : last + 1])
            if needed > limit:
                years = " to ".join(dict.fromkeys((programme.years[first], programme.years[last])))
                yield (
                    f"what is promised needs {money_text(needed, programme.unit)} of {stream} in "
                    f"{years}, which has {money_text(limit, programme.unit)}"
                )

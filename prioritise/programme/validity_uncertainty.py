"""Faults of what is declared uncertain: names that do not exist, ranges that run backwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from prioritise.programme.faults import Fault
from prioritise.programme.records import ALIGNMENT, MoneyKind, Proposal
from prioritise.programme.uncertainty import (
    CostUncertainty,
    Range,
    ScoreUncertainty,
    WeightUncertainty,
)
from prioritise.programme.validity_names import Lookup, Names

PLACE = "uncertainty"
EVERY = "all"


def uncertainty_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of `uncertainty`; `column` is the path of keys below it."""
    declared = look.programme.uncertainty
    if look.programme.confidence is not None and not (
        declared and (declared.costs or declared.streams)
    ):
        expected = "`uncertainty` of costs or streams beside it, from which futures can be drawn"
        yield Fault("confidence", None, "level", "nothing uncertain about money", expected)
    if declared is None:
        return
    if declared.weights is not None:
        yield from _weight_faults(look, declared.weights)
    if declared.scores is not None:
        yield from _score_faults(look, declared.scores)
    if declared.costs is not None:
        yield from _cost_faults(look, declared.costs)
    yield from _unknown("streams", (s for s in declared.streams if s != EVERY), look.streams)


def _weight_faults(look: Lookup, weights: WeightUncertainty) -> Iterator[Fault]:
    said = [name for name, value in (("order", weights.order), ("within", weights.within)) if value]
    if weights.concentration is not None:
        said.append("concentration")
    if len(said) > 1:
        expected = f"only one of {', '.join(said)}"
        yield Fault(PLACE, None, f"weights.{said[-1]}", "another way to say it", expected)
    criteria = _criteria(look, alignment=True)
    for name in weights.order:
        if name not in criteria:
            yield criteria.fault(PLACE, None, "weights.order", name)
    yield from _unknown("weights.within", weights.within, criteria)
    yield from _backwards("weights.within", weights.within)
    kept = any(c.weight for c in look.programme.criteria if c.name not in weights.within)
    if weights.within and not kept and not any(any(ends) for ends in weights.within.values()):
        yield Fault(PLACE, None, "weights.within", "weights that are all 0", "one above 0")
    if weights.order:
        named = [c.weight for c in look.programme.criteria if c.name in weights.order]
        if named and not any(named):
            expected = "a criterion with a weight above 0, whose weight can be shared out"
            yield Fault(PLACE, None, "weights.order", "weights that are all 0", expected)


def _score_faults(look: Lookup, scores: ScoreUncertainty) -> Iterator[Fault]:
    criteria = _criteria(look, alignment=False)
    yield from _backwards("scores", {EVERY: scores.every})
    yield from _unknown("scores.criterion", scores.criterion, criteria)
    yield from _backwards("scores.criterion", scores.criterion)
    yield from _unknown("scores.proposal", scores.proposal, look.proposals)
    for name, ranges in scores.proposal.items():
        yield from _unknown(f"scores.proposal.{name}", ranges, criteria)
        yield from _backwards(f"scores.proposal.{name}", ranges)


def _cost_faults(look: Lookup, costs: CostUncertainty) -> Iterator[Fault]:
    if look.programme.value.size == "public_cost":
        expected = "a size that does not follow costs, such as a column of proposals"
        yield Fault("value", None, "size", "public_cost, beside uncertain costs", expected)
    yield from _backwards("costs", {EVERY: costs.every})
    yield from _unknown("costs.money", costs.money, Names("a kind of money", get_args(MoneyKind)))
    yield from _backwards("costs.money", costs.money)
    themes = [proposal.theme for proposal in look.programme.proposals if proposal.theme]
    if not look.also.get("proposals"):
        known = Names("a theme that some proposal has", themes)
        yield from _unknown("costs.theme", costs.theme, known)
    yield from _backwards("costs.theme", costs.theme)
    stages = get_args(Proposal.model_fields["stage"].annotation)
    yield from _unknown("costs.stage", costs.stage, Names("a stage", [s for s in stages if s]))
    yield from _backwards("costs.stage", costs.stage)
    yield from _backwards("costs", {"index": costs.index})
    yield from _unknown("costs.proposal", costs.proposal, look.proposals)
    yield from _backwards("costs.proposal", costs.proposal)


def _criteria(look: Lookup, *, alignment: bool) -> Names:
    """Names of criteria: of all, or of those whose scores people have typed."""
    if alignment:
        return Names("the name of a criterion", [c.name for c in look.programme.criteria])
    typed = [
        criterion.name
        for criterion in look.programme.criteria
        if criterion.name != ALIGNMENT and criterion.name not in look.programme.worked_out
    ]
    return Names("the name of a criterion that has a scale and is not worked out", typed)


def _unknown(column: str, found: Iterable[str], names: Names) -> Iterator[Fault]:
    for name in found:
        if not names.accepts(name):
            yield names.fault(PLACE, None, f"{column}.{name}", name)


def _backwards(column: str, ranges: Mapping[str, Range]) -> Iterator[Fault]:
    for name, ends in ranges.items():
        if list(ends) != sorted(ends):
            found = ", ".join(map(str, ends))
            expected = "low and high, or low, likely and high, in this order"
            yield Fault(PLACE, None, f"{column}.{name}", found, expected)

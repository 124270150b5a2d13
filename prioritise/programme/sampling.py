"""Futures drawn from what is declared uncertain: each from its own seed, so any can be drawn alone.

Draw number i of a seed is made with `Random(f"{seed}/{i}")`, in an order that does not depend on
the order of rows or criteria. Weights are drawn first, then what happens to streams, then scores,
then costs, and last their common index. Drawn weights are whole thousandths of all weight, and
scores whole thousandths of their scale or finer and kept within it, factors are whole percents
(thousandths where a range is narrow, and with an index), and amounts are whole pence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from random import Random

from prioritise.programme.budgets import delayed, with_open_budgets
from prioritise.programme.money import rounded
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, Cost, Criterion, Proposal, Stream
from prioritise.programme.uncertainty import (
    AROUND_THE_CHOSEN,
    USUAL_CONCENTRATION,
    CostUncertainty,
    Range,
    ScoreUncertainty,
    StreamUncertainty,
    Uncertainty,
    WeightUncertainty,
)

WHOLE = 1000
"""Shares of the criteria are whole thousandths of all weight."""
Shares = tuple[int, ...]
"""Thousandths of all weight, in the order of the criteria; they add up to a thousand."""
EVERY = "all"
COARSE, FINE = Decimal("0.01"), Decimal("0.001")
"""A drawn factor is a whole multiple of the one, or of the other where its range is narrow."""
NARROW = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Streams:
    """What happens to the money of streams."""

    late: tuple[tuple[str, int], ...] = ()
    """Streams whose money is late, and by how many years, in order of id."""
    cut: tuple[tuple[str, Decimal], ...] = ()
    """Streams that are cut, and the share that is left, in order of id."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme with this money."""
        if not self.late and not self.cut:
            return programme
        return programme.revised(streams=tuple(map(self.changed, programme.streams)))

    def changed(self, stream: Stream) -> Stream:
        """A stream with this money."""
        late = next((years for name, years in self.late if name == stream.stream), 0)
        cut = next((share for name, share in self.cut if name == stream.stream), None)
        return stream if not late and cut is None else _changed(stream, late, cut)


@dataclass(frozen=True)
class Drawn:
    """One future."""

    shares: Shares | None
    """Weights in thousandths, in the order of the criteria; none where they are certain."""
    streams: Streams
    """What happens to streams."""
    scores: tuple[tuple[str, str, Decimal], ...]
    """Proposal, criterion and the score that was drawn."""
    factors: tuple[tuple[str, str, Decimal], ...]
    """Proposal, kind of money (empty for every row of it) and the factor on its costs."""

    @property
    def only_weighed(self) -> bool:
        """Whether nothing but weights and the money of streams was drawn."""
        return not self.scores and not self.factors

    @cached_property
    def _factor_of(self) -> Mapping[tuple[str, str], Decimal]:
        return {(name, kind): factor for name, kind, factor in self.factors}

    def factor_on(self, cost: Cost) -> Decimal:
        """The factor on a row of cost; 1 where it is certain."""
        of, everything = self._factor_of, (cost.proposal, EVERY)
        return of.get((cost.proposal, cost.kind or ""), of.get(everything, Decimal(1)))

    def applied_to(self, programme: Programme) -> Programme:
        """The programme in this future."""
        programme = self.streams.applied_to(programme)
        if self.shares is not None:
            programme = weighed(programme, self.shares)
        if self.scores:
            programme = programme.revised(proposals=_scored(programme, self.scores))
        if self.factors:
            costs = tuple(costed(cost, self.factor_on(cost)) for cost in programme.costs)
            programme = programme.revised(costs=costs)
        return programme


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw by its number: what it changes is drawn where it is needed."""

    seed: int
    number: int
    """From 1."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme in the future of this number."""
        return drawn(programme, self).applied_to(programme)


def weighed(programme: Programme, shares: Shares) -> Programme:
    """The programme with these shares as its weights, in per cent."""
    return programme.revised(
        criteria=tuple(
            criterion.model_copy(update={"weight": Decimal(share).scaleb(-1)})
            for criterion, share in zip(programme.criteria, shares, strict=True)
        )
    )


def declared(programme: Programme) -> Uncertainty:
    """What is uncertain: what is declared, or the weights where nothing is."""
    return programme.uncertainty or AROUND_THE_CHOSEN


def drawn(programme: Programme, draw: Draw) -> Drawn:
    """What is drawn under a number; the programme says from what."""
    said, chance = declared(programme), Random(f"{draw.seed}/{draw.number}")
    shares = _weights(programme.criteria, said.weights, chance) if said.weights else None
    return Drawn(
        shares,
        _streams(programme.streams, said.streams, chance),
        tuple(_scores(programme, said.scores, chance)) if said.scores else (),
        tuple(_factors(programme, said.costs, chance)) if said.costs else (),
    )


def _weights(criteria: Sequence[Criterion], said: WeightUncertainty, chance: Random) -> Shares:
    """Weights as thousandths, drawn in order of name."""
    given = {c.name: float(c.weight) for c in sorted(criteria, key=lambda c: c.name)}
    whole = sum(given.values())
    found = {name: weight / whole for name, weight in given.items()}
    if said.order:
        together = sum(found[name] for name in said.order)
        parts = sorted((chance.expovariate(1) for _ in said.order), reverse=True)
        for name, part in zip(said.order, parts, strict=True):
            found[name] = together * part / sum(parts)
    elif said.within:
        found = {
            name: _number(said.within[name], chance) if name in said.within else weight
            for name, weight in given.items()
        }
    else:
        spread = float(said.concentration or USUAL_CONCENTRATION)
        found = {
            name: chance.gammavariate(spread * share, 1) if share else 0.0
            for name, share in found.items()
        }
    thousandths = _in_thousandths(found)
    return tuple(thousandths[criterion.name] for criterion in criteria)


def _in_thousandths(weights: dict[str, float]) -> dict[str, int]:
    """Shares of a thousand; what rounding down leaves goes to the largest remainders."""
    total = sum(weights.values())
    if not total:
        weights, total = dict.fromkeys(weights, 1.0), float(len(weights))
    exact = {name: WHOLE * weight / total for name, weight in weights.items()}
    found = {name: int(share) for name, share in exact.items()}
    by_rest = sorted(exact, key=lambda name: (found[name] - exact[name], name))
    for name in by_rest[: WHOLE - sum(found.values())]:
        found[name] += 1
    return found


def _number(ends: Range, chance: Random) -> float:
    """A number from a range: even between two, a triangle over three."""
    low, high = float(ends[0]), float(ends[-1])
    if len(ends) == 2 or low == high:
        return low + (high - low) * chance.random()
    return chance.triangular(low, high, float(ends[1]))


def _streams(
    streams: Sequence[Stream], said: dict[str, StreamUncertainty], chance: Random
) -> Streams:
    late, cut = [], []
    for name in sorted(stream.stream for stream in streams):
        about = said.get(name, said.get(EVERY))
        if about is None:
            continue
        if about.late and chance.random() < about.late:
            late.append((name, about.years_late))
        if about.cut and chance.random() < about.cut:
            cut.append((name, about.cut_to))
    return Streams(tuple(late), tuple(cut))


def _changed(stream: Stream, years: int, share: Decimal | None) -> Stream:
    if share is not None:
        factor = Fraction(share)
        budgets = with_open_budgets(stream, lambda pence: rounded(pence * factor))
        stream = stream.model_copy(update={"budgets": budgets})
    return delayed(stream, years)


def _scores(
    programme: Programme, said: ScoreUncertainty, chance: Random
) -> list[tuple[str, str, Decimal]]:
    scales = {
        c.name: c.scale
        for c in programme.criteria
        if c.scale and c.name != ALIGNMENT and c.name not in programme.worked_out
    }
    found = []
    for name, proposal in programme.proposal_of.items():
        for criterion in sorted(scales):
            ends = said.proposal.get(name, {}).get(criterion) or said.criterion.get(
                criterion, said.every
            )
            if ends:
                low, high = sorted(scales[criterion])
                step = Decimal(1).scaleb((high - low).adjusted() - 3)
                moved = float(proposal.scores[criterion]) + _number(ends, chance)
                score = Decimal(round(moved / float(step))) * step
                found.append((name, criterion, min(max(score, low), high)))
    return found


def _scored(
    programme: Programme, scores: Sequence[tuple[str, str, Decimal]]
) -> tuple[Proposal, ...]:
    changed: dict[str, dict[str, Decimal]] = {}
    for name, criterion, score in scores:
        changed.setdefault(name, {})[criterion] = score
    return tuple(
        p.model_copy(update={"scores": {**p.scores, **changed[p.proposal]}})
        if p.proposal in changed
        else p
        for p in programme.proposals
    )


def _factors(
    programme: Programme, said: CostUncertainty, chance: Random
) -> list[tuple[str, str, Decimal]]:
    """One factor a proposal, or one for each kind of its money where kinds have ranges."""
    found = []
    for name, proposal in programme.proposal_of.items():
        ends = said.own_range(proposal)
        if ends:
            found.append((name, EVERY, _factor(ends, chance)))
            continue
        if said.every:
            found.append((name, EVERY, _factor(said.every, chance)))
        kinds = {cost.kind for cost in programme.costs_of.get(name, ()) if cost.kind}
        found += [
            (name, kind, _factor(said.money[kind], chance))
            for kind in sorted(kinds & said.money.keys())
        ]
    return _indexed(programme, found, _factor(said.index, chance)) if said.index else found


def _indexed(
    programme: Programme, factors: Sequence[tuple[str, str, Decimal]], index: Decimal
) -> list[tuple[str, str, Decimal]]:
    """The factors times a common one, which by itself moves what has no other."""
    found = [(name, kind, (factor * index).quantize(FINE)) for name, kind, factor in factors]
    whole = {name for name, kind, _ in factors if kind == EVERY}
    return found + [(name, EVERY, index) for name in programme.proposal_of if name not in whole]


def _factor(ends: Range, chance: Random) -> Decimal:
    step = FINE if ends[-1] - ends[0] < NARROW else COARSE
    return Decimal(_number(ends, chance)).quantize(step)


def costed(cost: Cost, factor: Decimal) -> Cost:
    """A row of cost times a factor, each amount rounded to a penny."""
    if factor == 1:
        return cost
    times = Fraction(factor)
    return cost.model_copy(
        update={
            "before": rounded(cost.before * times),
            "after": rounded(cost.after * times),
            "amounts": tuple(rounded(amount * times) for amount in cost.amounts),
            "later": tuple(rounded(amount * times) for amount in cost.later),
        }
    )

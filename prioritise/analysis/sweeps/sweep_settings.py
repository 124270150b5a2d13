"""The settings of a sweep: budgets times a factor, or one criterion's share of all weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.programme.faults import UsageError
from prioritise.programme.money import plain, rounded
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision, Stream

MOST_POINTS = 10_000
"""Points of one sweep; more are taken for a slip of the finger."""
MOST_LIKELY = 10
"""Factors above this look like hundredths."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """Budgets times a factor, rounded to the penny as a scenario's `scale` is.

    Those of closed years stay as they were.
    """

    factor: Decimal
    """What they are multiplied by."""
    stream: str = ""
    """The stream whose budgets change; empty for all."""
    year: str = ""
    """The year whose budgets change; empty for all."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme with these budgets."""
        return programme.revised(streams=self.streams_of(programme))

    def streams_of(self, programme: Programme) -> tuple[Stream, ...]:
        """The streams with these budgets."""
        factor = Fraction(self.factor)
        return tuple(
            stream.model_copy(
                update={
                    "budgets": tuple(
                        rounded(budget * factor)
                        if self._changes(stream, programme.years, place)
                        else budget
                        for place, budget in enumerate(stream.budgets)
                    )
                }
            )
            for stream in programme.streams
        )

    def money_in(self, programme: Programme) -> int:
        """Pence of the budgets that change; a stream within another that does counts once."""
        return sum(
            budget
            for stream in self.streams_of(programme)
            for place, budget in enumerate(stream.budgets)
            if self._changes(stream, programme.years, place) and (self.stream or not stream.parent)
        )

    def _changes(self, stream: Stream, years: Sequence[str], place: int) -> bool:
        return (
            place >= stream.closed
            and self.stream in ("", stream.stream)
            and self.year in ("", years[place])
        )


@dataclass(frozen=True, slots=True)
class Weight:
    """One criterion with a share of all weights; the others keep their proportions."""

    criterion: str
    """Name of the criterion."""
    share: Decimal
    """From 0 to 1."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme with these weights."""
        others = others_weigh(programme, self.criterion)
        return programme.revised(
            criteria=tuple(
                criterion.model_copy(
                    update={
                        "weight": self.share * others
                        if criterion.name == self.criterion
                        else (1 - self.share) * criterion.weight
                    }
                )
                for criterion in programme.criteria
            )
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A setting under which some proposals have to stay in."""

    setting: Budgets
    """The setting."""
    proposals: tuple[str, ...]
    """Ids, in order."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme with these budgets and locks."""
        programme = self.setting.applied_to(programme)
        decided = programme.decision_of
        more = (Decision(proposal=p, chosen=True) for p in self.proposals if p not in decided)
        return programme.revised(decisions=(*programme.decisions, *more))


def others_weigh(programme: Programme, criterion: str) -> Decimal:
    """The weight of all other criteria.

    Raises
    ------
    UsageError
        They weigh nothing, so that their proportions say nothing.
    """
    others = sum((c.weight for c in programme.criteria if c.name != criterion), Decimal(0))
    if not others:
        raise UsageError(f"only {criterion} has a weight, so its share is always the whole")
    return others


def share_of(programme: Programme, criterion: str) -> Fraction:
    """The chosen share of a criterion, exactly."""
    weights = {c.name: Fraction(c.weight) for c in programme.criteria}
    return weights[criterion] / sum(weights.values())


def steps(first: Decimal, last: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """Settings from the first by steps as far as the last, exactly.

    Raises
    ------
    UsageError
        There is no way from the first to the last, or there are too many steps.
    """
    if step <= 0:
        raise UsageError("--step has to be more than 0")
    if last < first:
        way_out = "; half is 0.5 or 50%" if first > MOST_LIKELY else ""
        raise UsageError(f"--to ({last}) has to be at least --from ({first}){way_out}")
    number = int((last - first) / step) + 1
    if number > MOST_POINTS:
        raise UsageError(f"these are {number:,} points, and at most {MOST_POINTS:,} are taken")
    return tuple(plain(first + place * step) for place in range(number))


def budget_settings(
    factors: Iterable[Decimal], stream: str = "", year: str = ""
) -> tuple[Budgets, ...]:
    """Budgets times each factor, the least money first."""
    return tuple(Budgets(factor, stream, year) for factor in sorted(set(factors)))


def weight_settings(shares: Sequence[Decimal], criterion: str) -> tuple[Weight, ...]:
    """Each share of a criterion, the least first."""
    return tuple(Weight(criterion, share) for share in sorted(set(shares)))

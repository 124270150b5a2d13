"""The same programme under other weights: groups of people, and a criterion left out.

Each answer is a shortlist of its own. Every list is then valued by the weights of every other one,
with the sizes and payers that serve these best: what somebody loses under another's list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.comparison.compare import ComparedShortlist, found, given
from prioritise.optimise import Plan, optimise
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.weighting import weighed

LossStep = Callable[[str], None]
"""Told whose weights are looked at."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One list by the weights of another."""

    shortlist: str
    """Label of the list."""
    weights: str
    """Label of the answer whose weights count."""
    value: Fraction | None
    """Points of the list; none where it breaks a rule at these weights."""
    best: Fraction
    """Points of the best list by these weights."""
    proven: bool
    """Whether both are proven."""

    @property
    def lost(self) -> Fraction | None:
        """Points that the list lacks."""
        return None if self.value is None else self.best - self.value


def of_groups(
    programme: Programme, *, watch: Watch | None = None, step: LossStep | None = None
) -> tuple[ComparedShortlist, ...]:
    """The shortlist of each group by its own weights, in the order of the groups.

    Raises
    ------
    UsageError
        The programme names fewer than two groups.
    """
    if len(programme.groups) < 2:
        raise UsageError("--groups needs two groups at least under `groups` in the programme")
    answers = []
    for group in programme.groups:
        if step is not None:
            step(group.group)
        revised = programme.revised(
            criteria=group.weighting.applied_to(programme.criteria),
            weighting=group.weighting,
            group=group.group,
            scenario=f"Weights of {group.group}",
        )
        answers.append(found(group.group, optimise(revised, watch=watch)))
    return tuple(answers)


def without_criterion(programme: Programme, criterion: str, *, watch: Watch | None = None) -> Plan:
    """The shortlist with a criterion's weight at 0, the others keeping their proportions.

    Raises
    ------
    UsageError
        Nothing else has a weight.
    """
    if not any(one.weight for one in programme.criteria if one.name != criterion):
        raise UsageError(f"only {criterion} has a weight, so nothing is left to compare without it")
    revised = programme.revised(
        criteria=weighed(programme.criteria, {criterion: Decimal(0)}),
        weighting=None,
        group="",
        scenario=f"{programme.scenario or programme.title}, without {criterion}",
    )
    return optimise(revised, watch=watch)


def losses(
    answers: Sequence[ComparedShortlist],
    *,
    watch: Watch | None = None,
    step: LossStep | None = None,
) -> tuple[Loss, ...]:
    """Every list by the weights of every other, in the order of the lists."""
    result = []
    for mine in answers:
        if step is not None:
            step(mine.label)
        for theirs in answers:
            if mine is theirs:
                continue
            valued = given(mine.label, theirs.programme, mine.shortlist, watch=watch)
            value = None if valued.broken else valued.value
            proven = theirs.bound == theirs.value
            result.append(Loss(mine.label, theirs.label, value, theirs.value, proven))
    return tuple(result)

"""Aims: measures of which more, or less, is wanted, and how each is limited to the last step."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from prioritise.analysis.agreed.exact_limits import decimal_within
from prioritise.optimise import Plan
from prioritise.optimise.columns import Formulation, formulated
from prioritise.optimise.rules import steps_in_a_unit
from prioritise.programme.faults import UsageError, nearest
from prioritise.programme.goals import VALUE, Goal, GoalPart
from prioritise.programme.groups import RuleGroup
from prioritise.programme.measures import MEASURES, REACH
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule
from prioritise.programme.validity_rules import numeric_columns

LEAST = "least"
"""What stands before a measure of which less is wanted."""

AimAmounts = tuple[Fraction, ...]
"""What a shortlist has of each aim, in the units of the measures; of less wanted, below 0."""


class Aims:
    """Several aims of one programme, in their order."""

    def __init__(self, programme: Programme, texts: Sequence[str]) -> None:
        """Take aims as people write them.

        Raises
        ------
        UsageError
            A measure is not known or is no sum, or an aim is named twice.
        """
        self._programme = programme
        self.goals = tuple(goal_of(programme, text) for text in texts)
        doubled = {goal.name for goal in self.goals if self.names.count(goal.name) > 1}
        if doubled:
            raise UsageError(f"the aim {min(doubled)} is named twice")

    @property
    def names(self) -> tuple[str, ...]:
        """What people call them."""
        return tuple(goal.name for goal in self.goals)

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Steps in a unit of each: amounts of two shortlists differ by whole steps."""
        formulation = self._formulation
        return tuple(steps_in_a_unit(formulation, goal) for goal in self.goals)

    @cached_property
    def _formulation(self) -> Formulation:
        return formulated(self._programme)

    def first(self, place: int) -> tuple[Goal, ...]:
        """All of them, one of them first."""
        return (self.goals[place], *self.goals[:place], *self.goals[place + 1 :])

    def amounts(self, plan: Plan) -> AimAmounts:
        """What a plan has of each, as the independent check measures it."""
        return tuple(
            goal.parts[0].times * self._measured(plan, goal.parts[0].rule(goal.name))
            for goal in self.goals
        )

    def _measured(self, plan: Plan, rule: Rule) -> Fraction:
        group = RuleGroup(plan.programme, rule, "", {})
        return plan.examiner.measured(group, plan.choices).achieved

    def limited(self, least: Sequence[Fraction | None], words: str) -> tuple[Rule, ...]:
        """Rules by which no aim falls short of an amount that is a whole number of steps."""
        return tuple(
            _at_least(goal.parts[0], f"{goal.name}, {words}", amount, steps)
            for goal, amount, steps in zip(self.goals, least, self.steps, strict=True)
            if amount is not None
        )


def goal_of(programme: Programme, text: str) -> Goal:
    """The goal that people mean by `jobs`, `least:spend` or `reach:near`."""
    words = text.split(":")
    times = -1 if words[0].strip() == LEAST and len(words) > 1 else 1
    measure, *column = words[1:] if times < 0 else words
    known = aims_of(programme)
    if measure not in known:
        near = nearest(measure, known)
        hint = f"; did you mean {near!r}?" if near else ""
        raise UsageError(f"{text!r} is no aim: expected one of {', '.join(known)}{hint}")
    columns = [reach.name for reach in programme.reach] if measure == REACH else []
    if (column and column[0] not in columns) or len(column) > 1:
        raise UsageError(f"{text!r}: after {measure} comes {' or '.join(columns) or 'nothing'}")
    if len(columns) > 1 and not column:
        raise UsageError(f"{text!r}: say whose people, such as {measure}:{columns[0]}")
    part = GoalPart(measure=measure, column="".join(column), times=times)
    return Goal(name=text, parts=(part,))


def aims_of(programme: Programme) -> list[str]:
    """Every measure that an aim may have."""
    measures = [word for word, measure in MEASURES.items() if measure.adds_up]
    people = [REACH] if programme.reach else []
    return [VALUE, *dict.fromkeys([*measures, *people, *numeric_columns(programme)])][1:]


def _at_least(part: GoalPart, name: str, amount: Fraction, steps: int) -> Rule:
    limit = decimal_within(amount - Fraction(1, steps), amount)
    if part.times > 0:
        return part.rule(name, at_least=limit)
    return part.rule(name, at_most=-limit)

"""Plans outside known ones: how much is at most to be had from any of them, at some weights.

What this says holds for points before they are rounded, so it may be carried to other weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from prioritise.appraisal.value import ROUNDED_DENOMINATOR
from prioritise.optimise.apart.listing import plans_above
from prioritise.optimise.clock import left
from prioritise.optimise.columns import Formulation, OptionColumns
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Constraint, Objective, collected
from prioritise.optimise.objectives import levels_after_value
from prioritise.optimise.weighing import Weighing
from prioritise.programme.options import Choice
from prioritise.programme.sampling import Shares

Choices = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NextBest:
    """What is known of all plans but some, at some weights."""

    exists: bool
    """False where there is proof that there is no other plan at all."""
    bound: Fraction | None
    """Points that none but those found exceeds, before rounding; none where nothing was proven."""
    plans: tuple[Choices, ...] = ()
    """Those that were found, where they have the points that were asked for; they may be known."""


def next_best(
    weighing: Weighing, shares: Shares, known: Sequence[Choices], at_least: Fraction | None
) -> NextBest:
    """The best plan that is none of the known ones, if it has at least so many points.

    Parameters
    ----------
    weighing : Weighing
        What is asked, with its weights open.
    shares : Shares
        The weights; a share may be below 0, for points are linear in it all the same.
    known : sequence of choices
        Plans that do not count.
    at_least : Fraction
        Points below which a plan is of no interest; without it, any is.

    Raises
    ------
    SolverError
        The solver failed.
    """
    question = _OutsideQuestion.of(weighing, shares, at_least)
    rows = [_another(weighing.asked.formulation, choices) for choices in known]
    if question.least is not None:
        rows.append(question.objective.held_at(question.least))
    model = weighing.asked.model.within(*rows).aiming(question.objective)
    seconds = max(left(float(weighing.asked.programme.solver.seconds)), 0.01)
    outcome = solve(model, seconds=seconds, manner="proving")
    if outcome.found == "infeasible":
        if question.least is None:
            return NextBest(False, None)
        return NextBest(True, question.points(question.least - 1))
    plans: tuple[Choices, ...] = ()
    if outcome.found in ("optimal", "feasible"):
        plans = (weighing.asked.formulation.choices(outcome.values),)
    bound = None if outcome.bound is None else question.points(outcome.bound)
    return NextBest(True, bound, plans)


def all_next_best(weighing: Weighing, shares: Shares, at_least: Fraction) -> NextBest | None:
    """Every plan with at least so many points, or somewhat more where those would be too many.

    Without a solver; none where the streams cannot be searched apart.
    """
    question = _OutsideQuestion.of(weighing, shares, at_least)
    assert question.least is not None
    listing = plans_above(weighing.asked, question.objective, question.least)
    if listing is None:
        return None
    return NextBest(True, question.points(listing.least - 1), listing.plans)


@dataclass(frozen=True, slots=True)
class _OutsideQuestion:
    """Points at some weights as whole figures of a thousandth."""

    objective: Objective
    least: int | None
    slack: Fraction
    """Points by which rounding may mislead."""

    @classmethod
    def of(cls, weighing: Weighing, shares: Shares, at_least: Fraction | None) -> _OutsideQuestion:
        figures = weighing.in_thousandths(shares)
        pairs = zip(weighing.terms, figures.by_term[0], strict=True)
        terms = collected((term.column, int(figure)) for term, figure in pairs)
        least = None if at_least is None else floor(at_least * ROUNDED_DENOMINATOR)
        return cls(Objective("value", "maximise", terms), least, figures.slack(0))

    def points(self, figure: int) -> Fraction:
        """The most points of a plan of this figure."""
        return Fraction(figure, ROUNDED_DENOMINATOR) + self.slack


def order_of(formulation: Formulation, choices: Sequence[Choice]) -> tuple[int, ...]:
    """What settles which of two plans of equal value comes first: the lesser one does."""
    values = [0] * len(formulation.columns)
    for column in formulation.columns_of(choices):
        values[column] = 1
    levels = levels_after_value(formulation)
    return tuple(rank for level in levels for aim in level.aims for rank in aim.rank(values))


def _another(formulation: Formulation, choices: Choices) -> Constraint:
    """Any plan but this one."""
    ones = set(formulation.columns_of(choices))
    decided = sorted(
        {
            column
            for options in formulation.options.values()
            for chosen in options
            for column in _own(chosen)
        }
    )
    terms = tuple((column, -1 if column in ones else 1) for column in decided)
    return Constraint("another plan", terms, ">=", 1 - len(ones), is_limit=False)


def _own(chosen: OptionColumns) -> set[int]:
    return {chosen.column, *(column for row in chosen.payers for column, _ in row)}

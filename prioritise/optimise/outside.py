"""Plans outside known ones: how much is at most to be had from any of them, at some weights.

What this says holds for points before they are rounded, so it may be carried to other weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from prioritise.appraisal.value import ROUNDED_DENOMINATOR
from prioritise.optimise.columns import Chosen, Formulation
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Objective, Row, collected, evaluate
from prioritise.optimise.objectives import change_objective, money_objective, preferences
from prioritise.optimise.weighing import Shares, Weighing
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice

Choices = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known of all plans but some, at some weights."""

    exists: bool
    """False where there is proof that there is no other plan at all."""
    bound: Fraction | None
    """Points that none of them exceeds, before rounding; none where nothing was proven."""
    best: Choices | None
    """The best of them that was found, where it has the points that were asked for."""


def best_outside(
    weighing: Weighing, shares: Shares, known: Sequence[Choices], at_least: Fraction | None
) -> Outside:
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
        The solver failed, or what it found does not pass the independent check.
    """
    asked, figures = weighing.asked, weighing.in_thousandths(shares)
    pairs = zip(weighing.terms, figures.by_term[0], strict=True)
    terms = collected((term.column, int(figure)) for term, figure in pairs)
    objective = Objective("value", "maximise", terms)
    rows = [_another(asked.formulation, choices) for choices in known]
    least = None if at_least is None else floor(at_least * ROUNDED_DENOMINATOR)
    if least is not None:
        rows.append(objective.held_at(least))
    model = asked.model.within(*rows).aiming(objective)
    outcome = solve(model, seconds=float(asked.programme.solver.seconds), manner="proving")
    slack = figures.slack(0)
    if outcome.found == "infeasible":
        if least is None:
            return Outside(False, None, None)
        return Outside(True, Fraction(least - 1, ROUNDED_DENOMINATOR) + slack, None)
    best = None
    if outcome.found in ("optimal", "feasible"):
        best = asked.formulation.choices(outcome.values)
        broken = asked.examiner.examine(best).violations
        if broken:
            message = f"the answer did not pass the independent check: {broken[0]}"
            raise SolverError(message, f"{model}\n\nplan: {best}\n")
    if outcome.bound is None:
        return Outside(True, None, best)
    return Outside(True, Fraction(outcome.bound, ROUNDED_DENOMINATOR) + slack, best)


def columns_of(formulation: Formulation, choices: Sequence[Choice]) -> tuple[int, ...]:
    """The columns that stand for choices, in order; bonuses that follow from them aside."""
    found = set()
    for choice in choices:
        for chosen in formulation.options[choice.proposal]:
            if (chosen.option.name, chosen.option.tenths) == (choice.option, choice.tenths):
                found.add(chosen.column)
                for row, payer in zip(chosen.payers, choice.payers, strict=True):
                    found |= {column for column, stream in row if stream == payer}
    return tuple(sorted(found))


def order_of(formulation: Formulation, choices: Sequence[Choice]) -> tuple[int, ...]:
    """What settles which of two plans of equal value comes first: the lesser one does."""
    values = [0] * len(formulation.columns)
    for column in columns_of(formulation, choices):
        values[column] = 1
    changes = change_objective(formulation)
    return (
        money_objective(formulation).at(values),
        changes.at(values) if changes else 0,
        *(-evaluate(entry, values) for entry in preferences(formulation)),
    )


def _another(formulation: Formulation, choices: Choices) -> Row:
    """Any plan but this one."""
    ones = set(columns_of(formulation, choices))
    decided = sorted(
        {
            column
            for options in formulation.options.values()
            for chosen in options
            for column in _own(chosen)
        }
    )
    terms = tuple((column, -1 if column in ones else 1) for column in decided)
    return Row("another plan", terms, ">=", 1 - len(ones), is_limit=False)


def _own(chosen: Chosen) -> set[int]:
    return {chosen.column, *(column for row in chosen.payers for column, _ in row)}

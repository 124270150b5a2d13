"""The table of `robust --levels`: what being sure of the money costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from prioritise.analysis.robust.confidence_levels import LevelAnswer
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

INTERVAL_STEPS = 10_000
"""An interval is told in steps of a hundredth of a per cent."""


def confidence_table(programme: Programme, levels: Sequence[LevelAnswer]) -> Table:
    """One row a level, in the order in which they were asked for."""
    return Table.of(
        "confidence",
        "The best list that keeps its budgets in a share of the draws.",
        ("level",),
        (
            of.number(
                "level",
                "Level",
                "Share of the draws that was asked for.",
                lambda row: row.confidence.level,
            ),
            of.points("value", "Value", "Value of the shortlist.", _of_list("value")),
            of.points(
                "bound",
                "Bound",
                "What no list that is so sure on these draws can exceed.",
                _of_list("bound"),
            ),
            of.money(
                programme,
                "spend",
                "Spend",
                "Public money of the list within the budgeted years.",
                _of_list("public_cost"),
            ),
            of.whole(
                "selected",
                "Selected",
                "Proposals in the list.",
                lambda row: len(row.found.shortlist) if row.is_answered else None,
            ),
            of.number(
                "held_on_sample",
                "Held on sample",
                "Share of the draws that it was fitted to in which it keeps every budget.",
                _share("held_on_sample"),
            ),
            of.number(
                "held_on_fresh",
                "Held on fresh draws",
                "The same of as many draws that it was not fitted to.",
                _share("held_on_fresh"),
            ),
            of.names(
                "enters",
                "Enters",
                "In this list and not in the one that need not be sure; `;` list.",
            ),
            of.names(
                "leaves",
                "Leaves",
                "In the list that need not be sure and not in this one; `;` list.",
            ),
            of.number(
                "fresh_from",
                "Fresh from",
                "The true share is not below this, 19 times in 20, as far as the fresh draws tell.",
                _end(0),
            ),
            of.number("fresh_to", "Fresh to", "The same: it is not above this.", _end(1)),
            of.money(
                programme,
                "contingency",
                "Contingency",
                "Held centrally, it carries the list's public money from its middle (P50) to the "
                "level, as drawn.",
                lambda row: row.contingency if row.is_answered else None,
            ),
            Column(
                "status",
                "Status",
                "`optimal`, `feasible`, `infeasible` or `failed`.",
                cell=lambda row: row.found.status,
            ),
        ),
        levels,
    )


def _of_list(name: str) -> Callable[[LevelAnswer], Any]:
    """Finds what a level's list has, where there is one."""
    return lambda row: getattr(row.found, name) if row.is_answered else None


def _share(name: str) -> Callable[[LevelAnswer], Fraction | None]:
    def share(row: LevelAnswer) -> Fraction | None:
        held: int = getattr(row, name)
        return Fraction(held, row.confidence.draws) if row.is_answered else None

    return share


def _end(place: int) -> Callable[[LevelAnswer], Fraction | None]:
    def end(row: LevelAnswer) -> Fraction | None:
        steps = round(row.interval[place] * INTERVAL_STEPS)
        return Fraction(steps, INTERVAL_STEPS) if row.is_answered else None

    return end

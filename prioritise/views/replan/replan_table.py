"""The table of `replan`: the best list for each amount of change from the list in force."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.replan.least_disturbance import ReplannedPoint
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.programme.staying import ChangeMeasure
from prioritise.views import columns as of
from prioritise.views.table import Column, Table


def replan_table(best: Plan, by: ChangeMeasure, points: Sequence[ReplannedPoint]) -> Table:
    """One row a point; what is lost is lost against the best list of all."""
    programme = best.programme
    bound = "What no list with so much change, or less, can exceed."
    enters, leaves = (
        f"In {one} and not in {other}; `;` list."
        for one, other in (
            ("this list", "the one in force"),
            ("the list in force", "this one"),
        )
    )
    return Table.of(
        "replan",
        "The best list for an amount of change from the list in force.",
        ("changes",),
        (
            _changes(programme, by),
            of.VALUE_OF_LIST.within(lambda row: row.plan),
            of.points("bound", "Bound", bound),
            of.points(
                "value_lost",
                "Value lost",
                "Value less than that of the best list of all.",
                lambda row: best.value - row.plan.value,
            ),
            of.number(
                "share_lost",
                "Share lost",
                "The same as a share of the best value.",
                lambda row: share_lost(best, row.plan),
            ),
            of.money(
                programme,
                "spend",
                "Spend",
                "Public money of the list within the budgeted years.",
                lambda row: row.plan.public_cost,
            ),
            of.names("enters", "Enters", enters),
            of.names("leaves", "Leaves", leaves),
        ),
        points,
    )


def share_lost(best: Plan, plan: Plan) -> Fraction:
    """Value that a list gives up, as a share of the best."""
    return (best.value - plan.value) / abs(best.value) if best.value else Fraction(0)


def _changes(programme: Programme, by: ChangeMeasure) -> Column:
    if by == "money":
        moved = "Public money of the proposals that come in or go out."
        return of.money(programme, "changes", "Changes", moved)
    return of.whole("changes", "Changes", "Proposals that come in or go out.")

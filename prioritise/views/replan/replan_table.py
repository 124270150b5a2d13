"""The table of `replan`: the best list for each amount of change from the list in force."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.replan.least_disturbance import ReplannedPoint
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.programme.staying import ChangeMeasure
from prioritise.views import columns
from prioritise.views.table import Column, Table, amount, figure


def replan_table(best: Plan, by: ChangeMeasure, points: Sequence[ReplannedPoint]) -> Table:
    """One row a point; what is lost is lost against the best list of all."""
    programme = best.programme
    return Table(
        "replan",
        "The best list for an amount of change from the list in force.",
        ("changes",),
        (
            _changes(programme, by),
            columns.VALUE_OF_LIST,
            Column(
                "bound",
                "Bound",
                "What no list with so much change, or less, can exceed.",
                "number",
                columns.POINTS,
            ),
            Column(
                "value_lost",
                "Value lost",
                "Value less than that of the best list of all.",
                "number",
                columns.POINTS,
            ),
            Column("share_lost", "Share lost", "The same as a share of the best value.", "number"),
            columns.money(
                programme, "spend", "Spend", "Public money of the list within the budgeted years."
            ),
            Column(
                "enters",
                "Enters",
                "In this list and not in the one in force; `;` list.",
                is_list=True,
            ),
            Column(
                "leaves",
                "Leaves",
                "In the list in force and not in this one; `;` list.",
                is_list=True,
            ),
        ),
        tuple(
            (
                amount(point.changes, programme.unit) if by == "money" else str(point.changes),
                figure(point.plan.value),
                figure(point.bound),
                figure(best.value - point.plan.value),
                figure(share_lost(best, point.plan)),
                amount(point.plan.public_cost, programme.unit),
                ";".join(point.enters),
                ";".join(point.leaves),
            )
            for point in points
        ),
    )


def share_lost(best: Plan, plan: Plan) -> Fraction:
    """Value that a list gives up, as a share of the best."""
    return (best.value - plan.value) / abs(best.value) if best.value else Fraction(0)


def _changes(programme: Programme, by: ChangeMeasure) -> Column:
    if by == "money":
        return columns.money(
            programme, "changes", "Changes", "Public money of the proposals that come in or go out."
        )
    return Column("changes", "Changes", "Proposals that come in or go out.", "integer")

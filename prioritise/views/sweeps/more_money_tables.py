"""The table of `more-money`: a row for each sum, where it does most, and what it buys."""

from __future__ import annotations

from prioritise.analysis.sweeps.more_money import MoreMoney, SumPlaced
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, amount, figure


def more_money_table(found: MoreMoney) -> Table:
    """One row a sum, the least first."""
    programme = found.plan.programme
    return Table(
        "more_money",
        "A sum that comes, or is saved, and the best that can be had with it.",
        ("amount",),
        (
            columns.money(programme, "amount", "Amount", "The sum; below 0 a saving."),
            Column(
                "value",
                "Value",
                "Value of the best shortlist, over all placings of the sum; empty where none is "
                "possible.",
                "number",
                columns.POINTS,
            ),
            Column(
                "value_gained",
                "Value gained",
                "Value above that without the sum; below 0 where a saving costs it.",
                "number",
                columns.POINTS,
            ),
            Column(
                "bound",
                "Bound",
                "What no shortlist can exceed, wherever the sum is placed.",
                "number",
                columns.POINTS,
            ),
            Column(
                "placed",
                "Placed",
                "Stream, year and sum of each budget that changes, parted by semicolons; the "
                f"sums in {programme.unit}, below 0 where they are saved. Pots around change with "
                "them.",
            ),
            Column("enters", "Enters", "Who comes in; `;` list."),
            Column("leaves", "Leaves", "Who goes out; `;` list."),
        ),
        tuple(_cells(found, row) for row in found.sums),
    )


def _cells(found: MoreMoney, row: SumPlaced) -> Cells:
    programme = found.plan.programme
    gained = found.gained(row)
    placed = row.placing.pence if row.placing else {}
    return (
        amount(row.amount, programme.unit),
        "" if row.value is None else figure(row.value),
        "" if gained is None else figure(gained),
        "" if row.bound is None else figure(row.bound),
        ";".join(
            f"{stream} {programme.years[year]} {amount(pence, programme.unit)}"
            for (stream, year), pence in sorted(placed.items())
        ),
        ";".join(found.enters(row)),
        ";".join(found.leaves(row)),
    )

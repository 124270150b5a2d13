"""The table of `more-money`: a row for each sum, where it does most, and what it buys."""

from __future__ import annotations

from prioritise.analysis.sweeps.more_money import MoreMoney, SumPlaced
from prioritise.views import columns as of
from prioritise.views.table import Column, Table, amount


def more_money_table(found: MoreMoney) -> Table:
    """One row a sum, the least first."""
    programme = found.plan.programme

    def placed(row: SumPlaced) -> list[str]:
        pence = row.placing.pence if row.placing else {}
        return [
            f"{stream} {programme.years[year]} {amount(sum_placed, programme.unit)}"
            for (stream, year), sum_placed in sorted(pence.items())
        ]

    value = (
        "Value of the best shortlist, over all placings of the sum; empty where none is possible."
    )
    gained = "Value above that without the sum; below 0 where a saving costs it."
    bound = "What no shortlist can exceed, wherever the sum is placed."
    budgets = (
        f"Stream, year and sum of each budget that changes, parted by semicolons; the sums in "
        f"{programme.unit}, below 0 where they are saved. Pots around change with them."
    )
    return Table.of(
        "more_money",
        "A sum that comes, or is saved, and the best that can be had with it.",
        ("amount",),
        (
            of.money(programme, "amount", "Amount", "The sum; below 0 a saving."),
            of.points("value", "Value", value),
            of.points("value_gained", "Value gained", gained, found.gained),
            of.points("bound", "Bound", bound),
            Column("placed", "Placed", budgets).of(lambda row: ";".join(placed(row))),
            Column("enters", "Enters", "Who comes in; `;` list.").of(
                lambda row: ";".join(found.enters(row))
            ),
            Column("leaves", "Leaves", "Who goes out; `;` list.").of(
                lambda row: ";".join(found.leaves(row))
            ),
        ),
        found.sums,
    )

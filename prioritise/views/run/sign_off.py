"""The list that budget holders sign: what is chosen, what it costs them, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.run.shortlist_table import SELECTED, shortlist_table
from prioritise.views.table import Column, Table

RESERVE = "reserve"


def sign_off_table(plan: Plan, waiting: Mapping[str, Reserve]) -> Table:
    """Chosen proposals by hub, then the reserve list in its order, with room to sign."""
    shortlist = shortlist_table(plan, waiting)
    programme = plan.programme
    columns = {column.name: column for column in shortlist.columns}
    rows = [dict(zip(columns, row, strict=True)) for row in shortlist.rows]
    place_of = {name: each.place for name, each in waiting.items() if each.place}
    chosen = [row for row in rows if row["decision"] == SELECTED]
    reserve = [row | {"decision": RESERVE} for row in rows if row["proposal"] in place_of]
    reserve.sort(key=lambda row: place_of[row["proposal"]])

    def same(*names: str) -> Iterator[Column]:
        """Columns of the shortlist, whose cells are made already."""
        return (replace(columns[name], cell=None) for name in names)

    return Table.of(
        "sign_off",
        "What is chosen, by hub, and then the reserve list, with room for a name and a date.",
        ("proposal",),
        (
            Column("decision", "Decision", "`selected`, or `reserve` for what waits for money."),
            *same("reserve", "hub", "hub_name", "proposal", "title"),
            Column("lead", "Lead", "Who leads it.").of(
                lambda row: programme.proposal_of[row["proposal"]].lead
            ),
            *same("because", "option", "share", "streams", *programme.years),
            of.money(programme, "total", "Total", "Public money within the years.").of(
                lambda row: row["cost"]
            ),
            *same("match", "after", "value", "reason"),
            Column("signed_by", "Signed by", "To be filled in."),
            Column("signed_on", "Signed on", "To be filled in."),
        ),
        [*chosen, *reserve],
    )

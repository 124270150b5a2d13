"""The list that budget holders sign: what is chosen, what it costs them, and what waits."""

from __future__ import annotations

from collections.abc import Mapping

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.run.shortlist_table import SELECTED, shortlist_table
from prioritise.views.table import Cells, Column, Table

RESERVE = "reserve"


def sign_off_table(plan: Plan, waiting: Mapping[str, Reserve]) -> Table:
    """Chosen proposals by hub, then the reserve list in its order, with room to sign."""
    shortlist = shortlist_table(plan, waiting)
    programme = plan.programme
    by_name = {c.name: place for place, c in enumerate(shortlist.columns)}
    place_of = {name: each.place for name, each in waiting.items() if each.place}
    chosen = [row for row in shortlist.rows if row[by_name["decision"]] == SELECTED]
    reserve = [row for row in shortlist.rows if row[by_name["proposal"]] in place_of]
    reserve.sort(key=lambda row: place_of[row[by_name["proposal"]]])
    lead = ("reserve", "hub", "hub_name", "proposal", "title")
    middle = ("because", "option", "share", "streams", *programme.years)
    end = ("match", "after", "value", "reason")
    columns = {column.name: column for column in shortlist.columns}

    def cells(row: Cells, decision: str) -> Cells:
        name = row[by_name["proposal"]]
        return (
            decision,
            *(row[by_name[column]] for column in lead),
            programme.proposal_of[name].lead,
            *(row[by_name[column]] for column in middle),
            row[by_name["cost"]],
            *(row[by_name[column]] for column in end),
            "",
            "",
        )

    return Table(
        "sign_off",
        "What is chosen, by hub, and then the reserve list, with room for a name and a date.",
        ("proposal",),
        (
            Column("decision", "Decision", "`selected`, or `reserve` for what waits for money."),
            *(columns[name] for name in lead),
            Column("lead", "Lead", "Who leads it."),
            *(columns[name] for name in middle),
            of.money(programme, "total", "Total", "Public money within the years."),
            *(columns[name] for name in end),
            Column("signed_by", "Signed by", "To be filled in."),
            Column("signed_on", "Signed on", "To be filled in."),
        ),
        tuple(cells(row, SELECTED) for row in chosen)
        + tuple(cells(row, RESERVE) for row in reserve),
    )

"""The list that budget holders sign: what is chosen, what it costs them, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.document import Document, Grid, Head, Section, Stacked, heads, words
from prioritise.views.run.run_screen import answer
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


def sign_off_document(plan: Plan, waiting: Mapping[str, Reserve]) -> Document:
    """The same list for paper: a table a hub, then what waits, with room to sign in each row."""
    programme = plan.programme
    table = sign_off_table(plan, waiting)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    chosen = [row for row in rows if row["decision"] == SELECTED]
    hubs = dict.fromkeys(row["hub_name"] for row in chosen)
    sections = [
        Section(
            f"hub-{number}",
            hub.replace(";", ","),
            (_to_sign(programme, hub, [row for row in chosen if row["hub_name"] == hub]),),
        )
        for number, hub in enumerate(hubs, start=1)
    ]
    if reserve := [row for row in rows if row["decision"] == RESERVE]:
        block = _to_sign(programme, "Reserve list", reserve)
        sections.append(Section("reserve", "Reserve list, in its order", (block,)))
    return Document(
        kind="Sign-off",
        title=programme.title,
        scenario=programme.scenario,
        made="",
        opening=(words(*answer(plan), tone="lead"),),
        sections=tuple(sections),
        origin="A name in a row agrees to what stands in it; rows without a name decide nothing.",
    )


def _to_sign(programme: Programme, caption: str, rows: Sequence[Mapping[str, str]]) -> Grid:
    streams = programme.stream_of

    def payers(row: Mapping[str, str]) -> str:
        return ", ".join(streams[each].name for each in row["streams"].split(";") if each)

    def money(row: Mapping[str, str]) -> str:
        return f"{Decimal(row['total']):,}"

    heading = (*heads("Proposal", "Lead", "Paid by"), Head(f"Cost, {programme.unit}", True))
    return Grid(
        caption,
        (*heading, Head("Signed by", wide=True), Head("Signed on")),
        tuple(
            (Stacked(row["title"], row["proposal"]), row["lead"], payers(row), money(row), "", "")
            for row in rows
        ),
        hidden_caption=True,
    )

"""Columns that several tables share, each described once."""

from __future__ import annotations

from dataclasses import replace

from prioritise.programme.programme import Programme
from prioritise.views.table import Column

POINTS = "points"

HUB = Column(
    "hub", "Hub", "Id of the hub; the hubs of a linkage are parted by semicolons.", is_list=True
)
ONE_HUB = replace(HUB, is_list=False)
"""The same in a table whose rows are about one hub each."""
HUB_NAME = Column("hub_name", "Hub name", "Name of the hub, or of the hubs of a linkage.")
PROPOSAL = Column("proposal", "Proposal", "Id of the proposal.")
TITLE = Column("title", "Title", "Title of the proposal.")
DECISION = Column("decision", "Decision", "`selected` or `not selected`.")
BECAUSE = Column(
    "because",
    "Because",
    "Who or what decided: `free` is the optimiser; `contracted`, `agreed`, `declined`, `deferred` "
    "and `locked` were settled beforehand; `not eligible` could not be chosen at all.",
)
RESERVE = Column(
    "reserve",
    "Reserve",
    "Place on the reserve list: the order in which more money would bring the proposal in, with "
    "the shortlist kept. What a link, a decision or a rule bars comes last.",
    "integer",
)
OPTION = Column("option", "Option", "Alternative of size or timing; empty where there is only one.")
SHARE = Column("share", "Share", "Share of the whole that is funded, in tenths.", "number")
VALUE = Column("value", "Value", "Value of the proposal.", "number", POINTS)
VALUE_OF_LIST = Column("value", "Value", "Value of the shortlist.", "number", POINTS)
STREAMS = Column(
    "streams", "Streams", "Ids of the streams that pay, parted by semicolons.", is_list=True
)
REASON = Column("reason", "Reason", "What it brings and costs, or what stands in its way.")
STREAM = Column("stream", "Stream", "Id of the stream that pays; `match` is match funding.")
KIND = Column(
    "kind",
    "Kind",
    "Kind of money: that of the cost row, or else of the stream; empty where neither says.",
)
YEAR = Column("year", "Year", "Financial year.")


def money(programme: Programme, name: str, heading: str, description: str) -> Column:
    """A column of exact amounts in the programme's unit."""
    return Column(name, heading, description, "number", programme.unit)


def cost(programme: Programme) -> Column:
    """Public money within the budgeted years."""
    return money(programme, "cost", "Cost", "Public money within the budgeted years.")


def match(programme: Programme) -> Column:
    """Match funding."""
    return money(programme, "match", "Match", "Match funding, before and after included.")


def after(programme: Programme) -> Column:
    """Future commitment."""
    return money(
        programme, "after", "After", "Public money after the budgeted years: a future commitment."
    )


def later_years(programme: Programme) -> tuple[Column, ...]:
    """One column of amounts a later year."""
    return tuple(
        money(programme, year, year, f"Public money in {year}, for which there is no budget yet.")
        for year in programme.later_years
    )


def years(programme: Programme, what: str) -> tuple[Column, ...]:
    """One column of amounts a year."""
    return tuple(
        money(programme, year, year, f"{what} in the financial year {year}.")
        for year in programme.years
    )


def criteria(programme: Programme) -> tuple[Column, ...]:
    """One column of points a criterion."""
    return tuple(
        Column(
            f"value_{criterion.name}",
            criterion.name,
            f"Points of {criterion.name}, before value is rounded.",
            "number",
            POINTS,
        )
        for criterion in programme.criteria
    )

"""Kinds of columns, and columns that several tables share; each makes its cells of a record.

A column whose `find` is left out shows what the record has by the column's own name; where that is
none, its cell is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from prioritise.programme.programme import Programme
from prioritise.views.table import Column, amount, figure, named, shown, yes_no

POINTS = "points"
PenceOf = Callable[[Any], int | None]
"""Finds an amount of a record."""

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
    "Who or what decided: `free` is the optimiser; `contracted`, `begun`, `agreed`, `declined`, "
    "`deferred` and `locked` were settled beforehand; `not eligible` could not be chosen at all.",
)

OPTION = Column("option", "Option", "Alternative of size or timing; empty where there is only one.")
SHARE = Column("share", "Share", "Share of the whole that is funded, in tenths.", "number")
REASON = Column("reason", "Reason", "What it brings and costs, or what stands in its way.")
STREAM = Column("stream", "Stream", "Id of the stream that pays; `match` is match funding.")
KIND = Column(
    "kind",
    "Kind",
    "Kind of money: that of the cost row, or else of the stream; empty where neither says.",
)
YEAR = Column("year", "Year", "Financial year.")


def names(
    name: str,
    heading: str,
    meaning: str,
    find: Callable[[Any], Iterable[str]] | None = None,
    unit: str = "",
) -> Column:
    """A column of several texts in each cell, parted by semicolons."""
    cell = shown(find or named(name), ";".join)
    return Column(name, heading, meaning, unit=unit, is_list=True, cell=cell)


def whole(
    name: str,
    heading: str,
    meaning: str,
    find: Callable[[Any], int | None] | None = None,
    unit: str = "",
) -> Column:
    """A column of whole numbers."""
    return Column(name, heading, meaning, "integer", unit, cell=shown(find or named(name), str))


def number(
    name: str,
    heading: str,
    meaning: str,
    find: Callable[[Any], Fraction | Decimal | int | None] | None = None,
    unit: str = "",
) -> Column:
    """A column of figures to six places."""
    return Column(name, heading, meaning, "number", unit, cell=shown(find or named(name), figure))


def points(
    name: str, heading: str, meaning: str, find: Callable[[Any], Fraction | None] | None = None
) -> Column:
    """A column of values in points."""
    return number(name, heading, meaning, find, POINTS)


def truth(
    name: str, heading: str, meaning: str, find: Callable[[Any], bool | None] | None = None
) -> Column:
    """A column of yes and no."""
    return Column(name, heading, meaning, "boolean", cell=shown(find or named(name), yes_no))


def money(
    programme: Programme, name: str, heading: str, meaning: str, pence: PenceOf | None = None
) -> Column:
    """A column of exact amounts in the programme's unit."""
    unit = programme.unit
    cell = shown(pence or named(name), lambda found: amount(found, unit))
    return Column(name, heading, meaning, "number", unit, cell=cell)


def cost(programme: Programme, pence: PenceOf | None = None) -> Column:
    """Public money within the budgeted years."""
    return money(programme, "cost", "Cost", "Public money within the budgeted years.", pence)


def match(programme: Programme, pence: PenceOf | None = None) -> Column:
    """Match funding."""
    meaning = "Match funding, before and after included."
    return money(programme, "match", "Match", meaning, pence)


def after(programme: Programme, pence: PenceOf | None = None) -> Column:
    """Future commitment."""
    meaning = "Public money after the budgeted years: a future commitment."
    return money(programme, "after", "After", meaning, pence)


def later_years(programme: Programme) -> tuple[Column, ...]:
    """One column of amounts a later year, of records with `amounts`."""
    what = "Public money in {}, for which there is no budget yet."
    return _by_year(programme, programme.later_years, what)


def years(programme: Programme, what: str) -> tuple[Column, ...]:
    """One column of amounts a year, of records with `amounts`, which may be none."""
    return _by_year(programme, programme.years, f"{what} in the financial year {{}}.")


def criteria(programme: Programme) -> tuple[Column, ...]:
    """One column of points a criterion, of records with `points` by name, which may be none."""

    def column(name: str) -> Column:
        meaning = f"Points of {name}, before value is rounded."
        return points(
            f"value_{name}", name, meaning, lambda row: row.points and row.points.get(name)
        )

    return tuple(column(criterion.name) for criterion in programme.criteria)


def _by_year(programme: Programme, years: Sequence[str], what: str) -> tuple[Column, ...]:
    def column(place: int, year: str) -> Column:
        return money(
            programme, year, year, what.format(year), lambda row: row.amounts and row.amounts[place]
        )

    return tuple(column(place, year) for place, year in enumerate(years))


VALUE_OF_LIST = points("value", "Value", "Value of the shortlist.")
VALUE = points("value", "Value", "Value of the proposal.")
RESERVE = whole(
    "reserve",
    "Reserve",
    "Place on the reserve list: the order in which more money would bring the proposal in, with "
    "the shortlist kept. What a link, a decision or a rule bars comes last.",
    lambda waiting: waiting.place or None,
)
STREAMS = names("streams", "Streams", "Ids of the streams that pay, parted by semicolons.")
BOUND = points("bound", "Bound", "What no shortlist can exceed.")
CHOSEN = whole(
    "selected", "Selected", "Proposals in the shortlist.", lambda plan: len(plan.shortlist)
)

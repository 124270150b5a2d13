"""Tables of any answer as a document for people: a section each, without empty columns."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.views.document import Document, Grid, Head, Section, words
from prioritise.views.table import Column, Table

WIDE = 60
"""Signs from which on a column holds sentences."""


def tables_document(tables: Sequence[Table], title: str) -> Document:
    """The whole document; of the tables without rows, only the first is told."""
    told = [table for table in tables if table.rows or table is tables[0]]
    return Document(
        kind="Tables",
        title=title,
        scenario="",
        made="",
        opening=(),
        sections=tuple(map(_section, told)),
        origin="Every figure is exact, as in the CSV file of the same name.",
    )


def _section(table: Table) -> Section:
    shown = [place for place in range(len(table.columns)) if any(row[place] for row in table.rows)]
    if not shown:
        return Section(table.name, _heading(table), (words("There is nothing to tell."),))
    heads = tuple(
        _head(table.columns[place], [row[place] for row in table.rows]) for place in shown
    )
    rows = tuple(tuple(_plain(row[place]) for place in shown) for row in table.rows)
    grid = Grid(_heading(table), heads, rows, hidden_caption=True)
    return Section(table.name, _heading(table), (words(table.description, tone="quiet"), grid))


def _heading(table: Table) -> str:
    return table.name.replace("_", " ").capitalize()


def _head(column: Column, cells: Sequence[str]) -> Head:
    unit = f", {column.unit}" if column.unit and column.unit != column.heading.casefold() else ""
    is_wide = max(map(len, cells)) >= WIDE
    return Head(f"{column.heading}{unit}", is_number=column.is_number, wide=is_wide)


def _plain(cell: str) -> str:
    return cell.replace(";", "; ") if ";" in cell else cell

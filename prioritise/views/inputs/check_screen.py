"""What `check` shows: the rows of every table, then what may not be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from prioritise.programme.programme import Programme
from prioritise.reading import RowCount
from prioritise.views import columns as of
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table
from prioritise.views.words.weights import weights_in_words

GUTTER = "  "


def counts_table(counts: Iterable[RowCount]) -> Table:
    """What became of the rows of each table."""
    return Table.of(
        "check",
        "What became of the rows of each table; blank rows and headings are not counted.",
        ("table",),
        (
            Column("table", "Table", "Name of the table."),
            Column("place", "File or sheet", "Where it stands."),
            of.whole("read", "Read", "Rows that are not blank."),
            of.whole("used", "Used", "Rows that were understood."),
            of.whole("refused", "Refused", "Rows with a fault."),
        ),
        counts,
    )


def show_counts(table: Table, screen: Screen) -> None:
    """Print the rows of a table, numbers to the right."""
    headings = [column.heading for column in table.columns]
    widths = [
        max(map(cell_len, (heading, *(row[place] for row in table.rows))))
        for place, heading in enumerate(headings)
    ]
    for number, row in enumerate([headings, *table.rows]):
        cells = [
            right(cell, width) if column.is_number else screen.cut(cell, width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        ]
        screen.row((GUTTER.join(cells), "" if number else "dim"))


def show_weights(programme: Programme, screen: Screen) -> None:
    """Print the weights as they are used, and those of each group."""
    screen.line()
    group = f" ({programme.group})" if programme.group else ""
    screen.line(f"Weights{group}: {weights_in_words(programme)}.")
    for one in programme.groups:
        criteria = one.weighting.applied_to(programme.criteria)
        weighed = programme.revised(criteria=criteria, weighting=one.weighting)
        screen.line(f"{one.group}: {weights_in_words(weighed)}.", lead="  ")


def show_warnings(title: str, warnings: Sequence[str], screen: Screen) -> None:
    """Print the title and all warnings, or that there are none."""
    screen.line()
    for warning in warnings:
        screen.line(warning, "yellow", lead="! " if screen.is_plain else "• ")
    if warnings:
        screen.line()
    count = (
        f"{len(warnings)} warning{'' if len(warnings) == 1 else 's'}" if warnings else "no warnings"
    )
    screen.line(f"{title}: no faults, {count}.", "" if warnings else "green")

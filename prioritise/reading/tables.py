"""Rows of text from a CSV file, each with its number as a spreadsheet counts, nothing shifted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.cells import BadCell, label, shown
from prioritise.reading.text_file import text_of

_NONE: Mapping[tuple[int, int], str] = {}

LARGEST_CSV = 20_000_000
"""Bytes of a CSV file."""
MOST_LINES = 200_000
"""Lines of a CSV file."""
LONGEST_LINE = 1_000_000
"""Characters of a line of a CSV file."""
MOST_COLUMNS = 1_000
"""Columns of a table."""


@dataclass(frozen=True, slots=True)
class InputTable:
    """A table as it was written."""

    name: str
    """`hubs`, `costs`, …"""
    place: str
    """File, or sheet of a workbook."""
    headings: Sequence[str]
    """Headings, trimmed."""
    rows: Sequence[Sequence[str]]
    """Cells of each row that is not blank, one for each heading."""
    numbers: Sequence[int]
    """Row of each as a spreadsheet counts."""
    refused: int = 0
    """Further rows, which do not fit under the headings."""
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Dates and truth values of a workbook, by row number and column: no numbers and no ids."""
    lost: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells of a workbook that hold what cannot be read."""


def read_csv(path: Path, name: str, place: str, faults: list[Fault]) -> InputTable:
    """The rows of a CSV file.

    Raises
    ------
    InputError
        Where the file as a whole cannot be read; faults of single rows are added to `faults`.
    """
    text = text_of(path, place, LARGEST_CSV)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(_lines(text, place), strict=True))
    except csv.Error:
        expected = 'quotes that are closed, and doubled inside a cell ("a ""word"" in quotes")'
        found = "a cell that does not end properly"
        raise InputError([Fault(place, len(rows) + 1, "", found, expected)]) from None
    if "\r" in text:
        rows = [[cell.replace("\r\n", "\n") for cell in row] for row in rows]
    _refuse_other_separators(rows, place)
    return table_of(name, place, rows, faults)


def _lines(text: str, place: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if number > MOST_LINES or len(line) > LONGEST_LINE:
            found = "a line that is too long" if number <= MOST_LINES else "more lines"
            expected = f"at most {MOST_LINES:,} lines of {LONGEST_LINE:,} characters"
            raise InputError([Fault(place, number, "", found, expected)])
        yield line


def table_of(
    name: str,
    place: str,
    rows: Iterable[list[str]],
    faults: list[Fault],
    odd: Mapping[tuple[int, int], str] = _NONE,
    lost: Mapping[tuple[int, int], str] = _NONE,
    above: int = 0,
) -> InputTable:
    """A table from its rows; the first below those that stand above it holds the headings."""
    numbered = islice(enumerate(rows, start=1), above, None)
    headings = _headings(place, next(numbered, (1, []))[1], {**odd, **lost}, above + 1)
    width = len(headings)
    kept: list[list[str]] = []
    numbers: list[int] = []
    refused = 0
    for number, row in numbered:
        if len(row) != width:
            row = _without_blank_end(row, width)
        if not any(row):
            continue
        if len(row) == width:
            kept.append(row)
            numbers.append(number)
        else:
            refused += 1
            found = f"{len(row)} cells"
            faults.append(Fault(place, number, "", found, f"{width}, one for each heading"))
    return InputTable(name, place, headings, kept, numbers, refused, odd, lost)


def _headings(place: str, row: list[str], odd: Mapping[tuple[int, int], str], at: int) -> list[str]:
    headings = [heading.strip() for heading in row]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise InputError([Fault(place, at, "", "no headings", "the names of the columns")])
    if len(headings) > MOST_COLUMNS:
        found = f"{len(headings)} columns"
        raise InputError([Fault(place, at, "", found, f"at most {MOST_COLUMNS}")])
    faults = list(_heading_faults(place, headings, at))
    for (number, column), what in odd.items():
        if number == at and column < len(headings):
            faults.append(Fault(place, at, headings[column], what, "a heading that is text"))
    if faults:
        raise InputError(faults)
    return headings


def _heading_faults(place: str, headings: list[str], at: int) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for column, heading in enumerate(headings, start=1):
        if not heading:
            yield Fault(
                place, at, "", f"no heading above column {column}", "the name of the column"
            )
        elif heading in seen:
            found = f"{shown(heading)} again"
            yield Fault(place, at, heading[:60], found, "every heading once")
        seen[heading] = column
        try:
            label(heading)
        except BadCell as bad:
            yield Fault(place, at, "", shown(heading), f"a heading with {bad.expected}")


def _without_blank_end(row: list[str], width: int) -> list[str]:
    """The row without blank cells that stand to the right of the headings."""
    end = len(row)
    while end > width and not row[end - 1]:
        end -= 1
    return row[:end]


def _refuse_other_separators(rows: list[list[str]], place: str) -> None:
    if rows and len(rows[0]) == 1:
        for separator, name in ((";", "semicolons"), ("\t", "tabs")):
            if separator in rows[0][0]:
                found = f"columns separated by {name}"
                raise InputError([Fault(place, 1, "", found, "columns separated by commas")])

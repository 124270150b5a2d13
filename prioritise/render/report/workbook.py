"""The answer as a workbook to work in: a cover, every table a sheet, notes, and charts.

Equal to the CSV files cell by cell, save that a heading for people stands above each column; the
sheet of notes says which column of which file it is.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from prioritise.render.report.book_charts import NAME as CHARTS
from prioritise.render.report.book_charts import write_charts
from prioritise.render.report.book_sheet import (
    HEADINGS,
    Formats,
    cut,
    headings_of,
    in_short,
    new_book,
    set_heights,
    write_sheet,
)
from prioritise.render.report.book_tables import AnswerSheet, sheets_of
from prioritise.render.report.given import Given
from prioritise.render.report.summary import answer_in_words, question
from prioritise.views.sanitise import one_line, sanitised
from prioritise.views.words.cautions import ADDING_UP, size_used

COVER, NOTES = "Cover", "Notes"
_WORDS, _LINE = 100, 125
"""Width of the column of sentences, and signs of a line of the cover."""


def workbook(given: Given) -> bytes:
    """The whole file."""
    book, content = new_book(given.plan.programme.title)
    sheets, formats = sheets_of(given), Formats(book)
    _write_cover(book, formats, given, sheets)
    for sheet in sheets:
        write_sheet(book, formats, sheet)
    write_charts(book, formats, sheets)
    _write_notes(book, formats, sheets)
    book.close()
    return content.getvalue()


def _write_cover(book: Any, formats: Formats, given: Given, sheets: Sequence[AnswerSheet]) -> None:
    page = book.add_worksheet(COVER)
    page.hide_gridlines(2)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, _WORDS)
    programme = given.plan.programme
    page.write_string(0, 0, cut(sanitised(one_line(programme.title))), formats.title)
    lines = [
        programme.scenario,
        question(given.plan),
        *answer_in_words(given),
        size_used(programme),
        ADDING_UP,
        "Amounts are cash of their year, exact. No cell is a formula: what is changed here "
        "changes nothing else.",
        f"Made on {given.made}." if given.made else "",
    ]
    row = 0
    for row, line in enumerate(_wrapped(lines), start=1):
        page.write_string(row, 0, cut(sanitised(line)), formats.plain)
    first = row + 2
    page.add_table(
        first,
        0,
        first + len(sheets) + 2,
        1,
        {
            "name": "contents",
            "style": "Table Style Light 1",
            "autofilter": False,
            "description": "The sheets of this workbook",
            "columns": [
                {"header": one, "header_format": formats.heading}
                for one in ("Sheet", "What it holds")
            ],
        },
    )
    contents = [(sheet.name, in_short(sheet.table)) for sheet in sheets]
    contents += [
        (CHARTS, "Charts of the tables."),
        (NOTES, "What each column means, its unit, and the file that holds the same."),
    ]
    for row, (name, what) in enumerate(contents, start=first + 1):
        page.write_url(row, 0, f"internal:'{name}'!A1", formats.link, name)
        page.write_string(row, 1, what, formats.wrapped)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_notes(book: Any, formats: Formats, sheets: Sequence[AnswerSheet]) -> None:
    page = book.add_worksheet(NOTES)
    page.hide_gridlines(2)
    page.write_string(0, 0, NOTES, formats.title)
    page.write_string(1, 0, "This sheet holds one table: the columns of the others.", formats.plain)
    page.write_string(2, 0, "In an empty cell there is nothing to say.", formats.plain)
    rows = [
        (
            sheet.name,
            heading,
            column.description,
            column.unit,
            f"{_file(sheet)}, {column.name}" if sheet.is_file else "",
        )
        for sheet in sheets
        for heading, column in zip(
            headings_of(sheet.table.columns), sheet.table.columns, strict=True
        )
    ]
    names = ("Sheet", "Column", "Meaning", "Unit", "File and column")
    page.add_table(
        HEADINGS,
        0,
        HEADINGS + len(rows),
        len(names) - 1,
        {
            "name": "table_notes",
            "style": "Table Style Light 1",
            "description": "What each column of the other sheets means",
            "columns": [{"header": one, "header_format": formats.heading} for one in names],
        },
    )
    widths = (24, 26, 80, 10, 34)
    set_heights(page, rows, widths)
    for number, row in enumerate(rows, start=HEADINGS + 1):
        for place, text in enumerate(row):
            page.write_string(number, place, cut(sanitised(text)), formats.long)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.freeze_panes(HEADINGS + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS)


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    """Lines no longer than the cover is wide."""
    for line in lines:
        yield from textwrap.wrap(one_line(line), _LINE)


def _file(sheet: AnswerSheet) -> str:
    name = {"scenarios": "totals", "appraisal_totals": "totals"}.get(
        sheet.table.name, sheet.table.name
    )
    return f"{name}.csv"

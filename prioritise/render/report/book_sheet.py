"""A table as a sheet: an Excel table with filters, numbers with their unit, headings that stay.

Cells hold what the CSV file holds, text and numbers; nothing is a formula. The
layout follows the guidance of the UK Government Analysis Function on accessible spreadsheets: a
title, a line on what is there, then one table from the left edge, without merged or blank rows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from prioritise.render.report.book_tables import AnswerSheet
from prioritise.views.rounding import percent, points
from prioritise.views.sanitise import one_line, sanitised
from prioritise.views.table import Column, Table

FONT = {"font_name": "Arial", "font_size": 11}
MADE = datetime(2020, 1, 1)  # the same workbook, byte for byte, for the same answer
HEADINGS = 3
"""Row of the headings, from 0: below the title and two lines of words."""
LONGEST_TEXT, DIGITS = 32_766, 15
"""Signs that a cell holds, and digits that a number in it keeps."""
TALLEST = 400
_WIDEST, _NARROWEST = 60, 9
_BARS = {
    "shortlist": ("value", "cost"),
    "by_hub": ("funded", "value"),
    "streams": ("share_used",),
    "scenarios": ("value", "cost"),
    "frontier": ("value",),
    "robustness": ("share_in",),
}
"""Columns with data bars, by table."""
_SHARES = ("share", "spend_share", "share_used", "share_in", "point")


def new_book(title: str) -> tuple[Any, io.BytesIO]:
    """A workbook in which text stays text, and what holds its bytes once it is closed."""
    import xlsxwriter  # type: ignore[import-untyped]

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "default_format_properties": FONT,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": cut(one_line(title))[:250], "created": MADE})
    return book, content


class Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.title = book.add_format({**FONT, "bold": True, "font_size": 16})
        self.plain = book.add_format(FONT)
        self.wrapped = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({**FONT, "num_format": "@", "valign": "top"})
        self.long = book.add_format({**FONT, "num_format": "@", "valign": "top", "text_wrap": True})
        self.link = book.add_format({**FONT, "underline": 1, "font_color": "#12436D"})
        heading = {
            **FONT,
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": "#12436D",
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.heading = book.add_format(heading)
        # The button of the filter takes the right end of a heading.
        self.number_heading = book.add_format({**heading, "align": "right", "indent": 2})

    def number(self, pattern: str) -> Any:
        """Numbers that are shown in one way."""
        if pattern not in self._made:
            form = {**FONT, "num_format": pattern, "valign": "top"}
            self._made[pattern] = self._book.add_format(form)
        return self._made[pattern]


def headings_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Headings for people, with units; all different, as a table needs them."""
    found: list[str] = []
    for column in columns:
        words = one_line(sanitised(column.heading))[:200] or column.name
        has_unit = column.unit and column.unit != words.casefold()
        base = f"{words}, {column.unit}" if has_unit else words
        heading, number = base, 1
        while heading.casefold() in [other.casefold() for other in found]:
            number += 1
            heading = f"{base} {number}"
        found.append(heading)
    return tuple(found)


def write_sheet(book: Any, formats: Formats, sheet: AnswerSheet) -> None:
    """Add the sheet of a table."""
    table, page = sheet.table, book.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    page.write_string(0, 0, sheet.name, formats.title)
    page.write_string(1, 0, f"This sheet holds one table. {in_short(table)}", formats.plain)
    page.write_string(2, 0, "In an empty cell there is nothing to say.", formats.plain)
    names = headings_of(table.columns)
    last = HEADINGS + max(1, len(table.rows))  # a table of a workbook has a row, if a blank one
    page.add_table(
        HEADINGS,
        0,
        last,
        len(names) - 1,
        {
            "name": f"table_{table.name}",
            "style": "Table Style Light 1",
            "description": table.description,
            "columns": [
                {
                    "header": name,
                    "header_format": formats.number_heading
                    if column.is_number
                    else formats.heading,
                }
                for name, column in zip(names, table.columns, strict=True)
            ],
        },
    )
    set_heights(page, table.rows, [_WIDEST] * len(names))
    for place, (column, name) in enumerate(zip(table.columns, names, strict=True)):
        _write_column(page, formats, place, column, name, [row[place] for row in table.rows])
        if column.name in _BARS.get(table.name, ()):
            page.conditional_format(HEADINGS + 1, place, last, place, _DATA_BAR)
    page.set_row(HEADINGS, 34)
    page.freeze_panes(HEADINGS + 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADINGS)
    page.set_footer("&L&A&RPage &P of &N")


_DATA_BAR = {
    "type": "data_bar",
    "bar_color": "#B5CFE3",
    "bar_solid": True,
    "bar_border_color": "#2073BC",
    "min_type": "num",
    "min_value": 0,
    "bar_negative_color_same": True,
}


def _write_column(
    page: Any, formats: Formats, place: int, column: Column, name: str, cells: Sequence[str]
) -> None:
    longest = max(map(len, cells), default=0)
    text_format = formats.long if longest > _WIDEST else formats.text
    for row, cell in enumerate(cells, start=HEADINGS + 1):
        if not cell:
            page.write_blank(row, place, None, text_format)
        elif column.is_number and _is_held(cell):
            page.write_number(row, place, float(cell), formats.number(_pattern(column, cell)))
        else:
            page.write_string(row, place, cut(sanitised(cell)), text_format)
    parts = [name] if len(name) < 14 else name.split()
    words = max(map(len, parts), default=0) + 5  # room for the button of the filter
    shown = longest + 6 if column.is_number else longest + 2
    page.set_column(place, place, min(max(shown, words, _NARROWEST), _WIDEST))


def set_heights(page: Any, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Give rows the height that their longest text takes; not every program does so by itself."""
    for number, row in enumerate(rows, start=HEADINGS + 1):
        sizes = (len(cell) * 11 / (10 * width) for cell, width in zip(row, widths, strict=True))
        lines = ceil(max(sizes))
        if lines > 1:
            page.set_row(number, min(15 * lines, TALLEST))


def in_short(table: Table) -> str:
    """The first sentence of what a table is."""
    return table.description.partition(". ")[0].rstrip(".") + "."


def cut(text: str) -> str:
    """A text that a cell can hold."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _is_held(cell: str) -> bool:
    """Whether a cell of a number keeps every digit; what it would round stays text."""
    try:
        number = Decimal(cell)
    except ArithmeticError:
        return False
    return number.is_finite() and len(number.as_tuple().digits) <= DIGITS


def _pattern(column: Column, cell: str) -> str:
    """How a number is shown: money with its unit, shares in per cent, decimals as there are."""
    if column.name in _SHARES and not column.unit:
        return _as_elsewhere("0%", percent(Decimal(cell)), Decimal(cell) * 100, 0)
    places = len(cell.partition(".")[2])
    decimals = f".{'0' * min(places, 6)}" if places else ""
    if column.unit.startswith("£"):
        decimals = ".00" if column.unit == "£" and places else decimals
        letter = f'"{column.unit[1:]}"' if column.unit[1:] else ""
        amount = f"£#,##0{decimals}{letter}"
        return f"{amount};-{amount}"
    if column.unit == "%":
        return f"#,##0{decimals}"
    if column.unit == "points":
        return _as_elsewhere("#,##0.00", points(Fraction(cell)), Decimal(cell), 2)
    return f"#,##0{decimals}"


def _as_elsewhere(pattern: str, shown: str, number: Decimal, places: int) -> str:
    """A pattern, or the words that stand elsewhere where a spreadsheet would round otherwise."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return pattern if f"{rounded:,}" == shown.removesuffix("%") else f'"{shown}"'

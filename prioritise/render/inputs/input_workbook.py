"""A programme as a workbook to work in: one table a sheet, with notes, formats and lists.

The headings say what they hold in a note; words and ids drop down; a number out of range is
warned of. Everything comes from the columns by which the workbook is read again. The layout follows
the guidance of the UK Government Analysis Function on accessible spreadsheets: a first sheet that
explains the others, tables marked as tables, no merged cells, nothing told by colour alone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from prioritise.programme.programme import Programme
from prioritise.reading.sheets import PROGRAMME
from prioritise.render.inputs.input_lists import (
    LISTS,
    SPARE_ROWS,
    add_validation,
    cell_name,
    define_names,
    write_lists,
)
from prioritise.views.inputs.input_columns import InputColumn
from prioritise.views.inputs.input_notes import note_of, setting_notes
from prioritise.views.inputs.input_sheets import InputSheet, Tables, sheets_of

README = "read me"
"""Sheet that is not read."""
_FONT = {"font_name": "Arial", "font_size": 12}
"""Font of every format."""
_MADE = datetime(2020, 1, 1)  # the same workbook, byte for byte, whenever it is made
_ROW = 18
_AMOUNT, _AMOUNT_WITH_PENCE = "#,##0", "#,##0.00###"
_ADVICE = (
    "Fill in the sheets. Each holds one table, with its headings in row 1; rows may stand in any"
    " order.",
    "White headings on dark have to be there. Headings in italics may be left empty.",
    "The note on each heading says what the column holds, its unit, and an example.",
    "Where only some words or ids will do, a list drops down, for 1,000 rows below the last.",
    "A warning may be overruled; what is wrong is named by sheet, row and column by: prioritise"
    " check",
    "Years: the list in the sheet programme, and the headings in the sheets streams and costs.",
    "Criteria: the rows of the sheet criteria, and the headings in the sheet proposals.",
    "Keep the names of sheets and headings, and merge no cells. Other sheets may be added.",
)


def input_workbook(programme: Programme, tables: Tables) -> bytes:
    """An .xlsx workbook that reads as the programme.

    Parameters
    ----------
    programme
        The programme, for its settings, its years and its criteria.
    tables
        Rows of each table as they were written, cells by heading.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    sheets = sheets_of(programme, tables)
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_format_properties": {**_FONT}})
    book.set_properties({"title": programme.title, "created": _MADE})
    formats = _Formats(book)
    _write_readme(book, formats, programme.title, sheets)
    for sheet in sheets:
        _write_sheet(book, formats, sheet, programme)
    write_lists(book, formats.needed, sheets)
    define_names(book, sheets, programme.horizon)
    book.close()
    return content.getvalue()


class _Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        heading = {"bold": True, "bottom": 2, "valign": "vcenter", "num_format": "@"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        needed = heading | {"font_color": "#FFFFFF", "bg_color": "#12436D"}
        optional = heading | {"italic": True, "bg_color": "#E8EDF2"}
        # The button of the filter takes the right end of a heading.
        above_numbers = {"align": "right", "indent": 3}
        self.needed = book.add_format(needed | {"indent": 1})
        self._headings = {
            (True, True): book.add_format(needed | above_numbers),
            (True, False): self.needed,
            (False, True): book.add_format(optional | above_numbers),
            (False, False): book.add_format(optional | {"indent": 1}),
        }
        self.text = book.add_format({"num_format": "@", "indent": 1})
        self.plain = book.add_format()
        self.number = book.add_format({"num_format": "General"})
        self.amount = book.add_format({"num_format": _AMOUNT})
        self.with_pence = book.add_format({"num_format": _AMOUNT_WITH_PENCE})
        self.link = book.add_format({"indent": 1, "underline": 1, "font_color": "#12436D"})

    def heading(self, column: InputColumn) -> Any:
        """The format of a column's heading."""
        return self._headings[column.needed, column.is_number]

    def of(self, column: InputColumn) -> Any:
        """The format of a column's cells; text keeps ids and years as they are typed."""
        return {"number": self.number, "amount": self.amount}.get(column.holds, self.text)


def _write_readme(book: Any, formats: _Formats, title: str, sheets: Sequence[InputSheet]) -> None:
    page = book.add_worksheet(README)
    page.hide_gridlines(2)
    page.set_default_row(_ROW)
    page.set_row(0, 30)
    page.write_string(0, 0, title, formats.title)
    for number, line in enumerate(_ADVICE, start=1):
        page.write_string(number, 0, line, formats.plain)
    first = len(_ADVICE) + 2
    headings = ("Sheet", "One row is", "Needed")
    page.add_table(
        first,
        0,
        first + len(sheets) + 1,
        2,
        {
            "name": "contents",
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [{"header": one, "header_format": formats.needed} for one in headings],
        },
    )
    for number, sheet in enumerate(sheets, start=first + 1):
        page.write_url(number, 0, f"internal:'{sheet.name}'!A1", formats.link, sheet.name)
        page.write_string(number, 1, f"{sheet.row}.", formats.text)
        page.write_string(number, 2, "yes" if sheet.needed else "no", formats.text)
    last = first + len(sheets) + 1
    page.write_url(last, 0, f"internal:'{LISTS}'!A1", formats.link, LISTS)
    page.write_string(last, 1, "Who may pay a cost: for the list that drops down.", formats.text)
    page.write_string(last, 2, "no", formats.text)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 72)
    page.set_column(2, 2, 12)


def _write_sheet(book: Any, formats: _Formats, sheet: InputSheet, programme: Programme) -> None:
    page = book.add_worksheet(sheet.name)
    last = max(len(sheet.rows), 1)
    page.add_table(
        0,
        0,
        last,
        len(sheet.columns) - 1,
        {
            "name": sheet.name,
            "style": "Table Style Light 1",
            "columns": [
                {
                    "header": column.name,
                    "header_format": formats.heading(column),
                }
                for column in sheet.columns
            ],
        },
    )
    page.set_default_row(_ROW)
    page.set_row(0, 24)
    for place, column in enumerate(sheet.columns):
        _write_column(page, formats, sheet, place, column)
        add_validation(page, sheet, place, last + SPARE_ROWS, programme)
    if sheet.name == PROGRAMME:
        for row, note in enumerate(setting_notes(sheet.rows), start=1):
            _comment(page, row, 0, note)
    page.freeze_panes(1, 1 if len(sheet.columns) > 6 else 0)
    _set_paper(page)


def _write_column(
    page: Any, formats: _Formats, sheet: InputSheet, place: int, column: InputColumn
) -> None:
    cells = [row.get(column.name, "") for row in sheet.rows]
    shape = formats.of(column)
    longest = max(map(len, cells), default=0)
    width = max(longest * 1.25 + 2, len(column.name) * 1.3 + 6, 12)
    page.set_column(place, place, min(width, 60), shape)
    _comment(page, 0, place, note_of(sheet.name, column, cells))
    for row, cell in enumerate(cells, start=1):
        figure = _figure(cell) if column.is_number else None
        if figure is not None:
            page.write_number(row, place, figure, shape)
        elif cell:
            page.write_string(row, place, cell, shape)
    bottom = max(len(cells), 1) + SPARE_ROWS
    if column.holds == "amount":
        cell = cell_name(1, place)
        page.conditional_format(
            1,
            place,
            bottom,
            place,
            {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER({cell}),{cell}<>INT({cell}))",
                "format": formats.with_pence,
            },
        )


def _set_paper(page: Any) -> None:
    """A4 across, as wide as one page, with the headings on every page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _comment(page: Any, row: int, place: int, text: str) -> None:
    lines = sum(len(line) // 42 + 1 for line in text.splitlines())
    size = {"width": 320, "height": 18 * lines + 14, "font_name": "Arial", "font_size": 10}
    page.write_comment(row, place, text, size)


def _figure(text: str) -> float | None:
    try:
        return float(Decimal(text.strip().removeprefix("£").replace(",", "")))
    except InvalidOperation:
        return None

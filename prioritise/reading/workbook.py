"""The sheets of a workbook as tables of text: a number reads as the spreadsheet shows it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.columns import OTHER_TABLES, RECORDS
from prioritise.reading.lost_cells import LostCells, lost_cells
from prioritise.reading.sheets import SETTINGS_SHEETS
from prioritise.reading.tables import InputTable, table_of
from prioritise.reading.unpacked import packed, parts_of

_Value = int | float | str | bool | date | datetime | time | timedelta


class Workbook:
    """A workbook, opened.

    Raises
    ------
    InputError
        Where it cannot be opened safely.
    """

    def __init__(self, path: Path, place: str) -> None:
        parts = parts_of(path, place)
        self._place = place
        self._lost = lost_cells(parts, place)
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(packed(parts))
        except python_calamine.CalamineError:
            raise self._unreadable(place) from None
        self._written = _known_by(self._book.sheet_names)
        self.sheets: tuple[str, ...] = tuple(self._written)

    def place_of(self, sheet: str) -> str:
        """The name by which messages call a sheet: as it is written."""
        return f"{self._place} sheet {self._written.get(sheet, sheet)}"

    def table(self, sheet: str, faults: list[Fault], heading: str = "") -> InputTable:
        """The rows of a sheet; where a heading is given, from the first row that holds it.

        Raises
        ------
        InputError
            Where the sheet as a whole cannot be read.
        """
        place = self.place_of(sheet)
        written = self._written[sheet]
        try:
            rows = self._book.get_sheet_by_name(written).to_python(skip_empty_area=False)
        except python_calamine.CalamineError:
            raise self._unreadable(place) from None
        odd: dict[tuple[int, int], str] = {}
        lost = self._lost.get(written, {})
        texts = [
            [
                cell if isinstance(cell, str) else _text(cell, number, column, odd)
                for column, cell in enumerate(row)
            ]
            for number, row in enumerate(rows, start=1)
        ]
        _mark(texts, lost)
        titles = [number for number, row in enumerate(texts) if _holds(row, heading)]
        return table_of(sheet, place, texts, faults, odd, lost, titles[0] if titles else 0)

    def _unreadable(self, place: str) -> InputError:
        expected = "a workbook saved by a spreadsheet"
        return InputError([Fault(place, None, "", "a workbook with errors in it", expected)])


def _known_by(written: list[str]) -> dict[str, str]:
    """The name of each sheet as it is written, by the name of its table whatever the case.

    Of two sheets for one table, the exact name counts; the other keeps its own name.
    """
    tables = (*SETTINGS_SHEETS, *RECORDS, *OTHER_TABLES)
    found: dict[str, str] = {}
    for name in sorted(written, key=lambda name: name not in tables):
        table = name.casefold()
        found[table if table in tables and table not in found else name] = name
    return found


def number_text(number: float) -> str:
    """A number of a spreadsheet, which keeps 15 significant digits, without an exponent."""
    text = f"{number + 0:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _text(value: _Value, row: int, column: int, odd: dict[tuple[int, int], str]) -> str:
    if isinstance(value, bool):
        text = str(value).upper()
        odd[row, column] = f"the truth value {text}"
        return text
    if isinstance(value, int | float):
        return number_text(value)
    text = str(value)
    odd[row, column] = f"the date or time {text}"
    return text


def _holds(row: list[str], heading: str) -> bool:
    return bool(heading) and any(cell.strip().casefold() == heading for cell in row)


def _mark(texts: list[list[str]], lost: LostCells) -> None:
    """Show something where there would be nothing, so that the row does not count as blank."""
    for (number, column), what in lost.items():
        if number <= len(texts) and column < len(texts[number - 1]):
            texts[number - 1][column] = texts[number - 1][column] or what

"""Cells of a workbook that would be read as nothing, and sheets that would fill the memory.

A formula that was never calculated, an error and all but one of merged cells read as empty, and a
sheet with one cell in its far corner is read as billions of empty ones. The XML says so beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from prioritise.programme.faults import Fault, InputError

MOST_CELLS = 2_000_000
"""Cells of a sheet, from the first to the last that is filled."""
MOST_LOST = 10_000
"""Cells of a sheet that cannot be read; more are not told one by one."""

ERROR = "an error of the spreadsheet"
NEVER_CALCULATED = "a formula that was never calculated"
MERGED = "a cell merged over several rows or columns"
TAB = "a tab or a line break in a text"

LostCells = Mapping[tuple[int, int], str]
"""What a cell holds, by row number (from 1) and column (from 0)."""

_ODS_CONTENT = "content.xml"
_SAY_SOMETHING = (_ODS_CONTENT, "sharedStrings.xml", "workbook.xml", "workbook.xml.rels")
"""Ends of the names of parts that have to be sound XML to the last sign, beside the sheets: what
reads the cells is lenient, and would leave out what it does not understand."""
_REMARK = b"<!"
_CELL = rb"<(?:\w+:)?c(?=\s)"
_VALUE = (
    rb"[^>]*>\s*(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v[^>]*>"
)
_NO_INDEX = re.compile(_CELL + rb"(?=[^>]*\st=[\"']s[\"'])" + _VALUE + rb"(?![0-9]{1,9}</)")
"""Text is held by its number in a list; what is no number would read as the first of the list."""
_NO_NUMBER = re.compile(
    _CELL + rb"(?![^>]*\st=[\"'](?:str|inlineStr|s)[\"'])" + _VALUE + rb"[^<&]*&"
)
"""A number of which a sign is written by its code would end there."""
_REFERENCE = re.compile("([A-Za-z]{1,3})([0-9]{1,7})")
_ODS_TYPES = ("float", "percentage", "currency", "date", "time", "boolean", "string", "void")


def lost_cells(parts: Mapping[str, bytes], place: str) -> dict[str, LostCells]:
    """What would be lost, by sheet.

    Raises
    ------
    InputError
        Where a sheet is too large, or its XML is broken.
    """
    try:
        for name, part in parts.items():
            if name.endswith(_SAY_SOMETHING) or b"sheetData" in part:
                expat.ParserCreate(namespace_separator=" ").Parse(part, True)
            if name == _ODS_CONTENT or b"sheetData" in part:
                _refuse_misread(part)
        if _ODS_CONTENT in parts:
            sheets = _OdsScan(parts[_ODS_CONTENT]).sheets
        else:
            scans = {n: _XlsxScan(p).sheet for n, p in parts.items() if b"sheetData" in p}
            for sheet in scans.values():
                _refuse_too_large(sheet, place)
            sheets = {name: scans[n] for name, n in _xlsx_sheets(parts).items() if n in scans}
    except _TooManyLost:
        found = (
            f"a sheet with more than {MOST_LOST:,} merged cells, errors or formulas without value"
        )
        raise InputError([Fault(place, None, "", found, "cells with values")]) from None
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError):
        expected = "a workbook saved by a spreadsheet"
        raise InputError(
            [Fault(place, None, "", "a workbook with errors in it", expected)]
        ) from None
    for sheet in sheets.values():
        _refuse_too_large(sheet, place)
    return {name: sheet.lost for name, sheet in sheets.items()}


def _refuse_misread(part: bytes) -> None:
    """`ValueError` where a cell would be read otherwise than it is written."""
    if _REMARK in part or _NO_INDEX.search(part) or _NO_NUMBER.search(part):
        raise ValueError("what would be read otherwise than it is written")


class _TooManyLost(Exception):
    """So many cells cannot be read that the rest says nothing new."""


@dataclass
class _Sheet:
    lost: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0

    def lose(self, position: tuple[int, int], what: str) -> None:
        """Note what a cell holds that cannot be read."""
        self.lost[position] = what
        if len(self.lost) > MOST_LOST:
            raise _TooManyLost


def _refuse_too_large(sheet: _Sheet, place: str) -> None:
    if sheet.rows * sheet.columns > MOST_CELLS:
        found = f"a sheet of {sheet.rows} rows and {sheet.columns} columns"
        expected = f"at most {MOST_CELLS:,} cells, and none far away from the others"
        raise InputError([Fault(place, None, "", found, expected)])


def _xlsx_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    links = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(parts.get("xl/workbook.xml", b"<none/>"))
    found = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        link = next((text for name, text in sheet.items() if name.endswith("}id")), "")
        target = targets.get(link, "")
        path = target[1:] if target.startswith("/") else str(PurePosixPath("xl", target))
        found[sheet.get("name", "")] = path
    return found


class _XlsxScan:
    """One pass over the XML of one sheet of an .xlsx workbook."""

    def __init__(self, content: bytes) -> None:
        self.sheet = _Sheet()
        self._cell = (0, 0)
        self._pending = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.Parse(content, True)
        self._settle()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._settle()
                before, self._cell = self._cell, _position(attributes.get("r", ""))
                row, column = self._cell
                if self._cell <= before:
                    raise ValueError("two cells in one place, of which one would be lost")
                self._filled = False
                self.sheet.rows = max(self.sheet.rows, row)
                self.sheet.columns = max(self.sheet.columns, column + 1)
                self._text = attributes.get("t") == "str"
                if attributes.get("t") == "e":
                    self.sheet.lose(self._cell, ERROR)
            case "f":
                # A formula whose text is empty has been calculated: its type says that it is text.
                self._pending = not self._text
            case "v" | "is":
                if self._filled:
                    raise ValueError("two values in one cell, of which one would be lost")
                self._filled = True
                if self._pending:
                    self._parser.CharacterDataHandler = self._characters
            case "mergeCell":
                first, _, last = attributes.get("ref", "").partition(":")
                if last and first != last:
                    self.sheet.lose(_position(first), MERGED)

    def _characters(self, text: str) -> None:
        if text.strip():
            self._pending = False

    def _settle(self) -> None:
        """The cell is over: its formula has a value by now, or has none."""
        self._parser.CharacterDataHandler = None
        if self._pending:
            self.sheet.lose(self._cell, NEVER_CALCULATED)
            self._pending = False


def _position(reference: str) -> tuple[int, int]:
    """Row number and column of a reference such as `B7`; `ValueError` where it is none."""
    parts = _REFERENCE.fullmatch(reference)
    if parts is None:
        raise ValueError("no reference of a cell")
    column = 0
    for letter in parts[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(parts[2]), column - 1


class _OdsScan:
    """One pass over the XML of an .ods workbook, in which equal rows and cells are written once."""

    def __init__(self, content: bytes) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._sheet = _Sheet()
        self._row = self._column = 0
        self._rows = self._columns = 1
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(content, True)

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        match name.rpartition(":")[2]:
            case "table":
                self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), _Sheet())
                self._row, self._rows = 0, 1
            case "table-row":
                self._row += self._rows if self._row else 1
                self._rows = int(attributes.get("table:number-rows-repeated", 1))
                self._column, self._columns = 0, 0
            case "table-cell" | "covered-table-cell":
                self._column += self._columns
                self._columns = int(attributes.get("table:number-columns-repeated", 1))
                if "office:value-type" in attributes:
                    if attributes["office:value-type"] not in _ODS_TYPES:
                        raise ValueError("a cell of a type that is not known, which would be lost")
                    self._fill()
                if attributes.get("calcext:value-type") == "error":
                    self._lose(ERROR)
                spans = ("table:number-rows-spanned", "table:number-columns-spanned")
                if any(attributes.get(span, "1") != "1" for span in spans):
                    self._lose(MERGED)
            case "p":
                self._fill()
            case "tab" | "line-break":
                self._lose(TAB)

    def _fill(self) -> None:
        self._sheet.rows = max(self._sheet.rows, self._row + self._rows - 1)
        self._sheet.columns = max(self._sheet.columns, self._column + self._columns)

    def _lose(self, what: str) -> None:
        self._sheet.lose((self._row, self._column), what)

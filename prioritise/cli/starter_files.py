"""The programme to start from, as it lies in the package, written to a new folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from prioritise.present.whole import OutputError, whole_folder
from prioritise.programme.faults import UsageError

WORKBOOK = "tables.xlsx"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write_starter(folder: Path, workbook: bool) -> None:
    """Write the starter, whole or not at all.

    Raises
    ------
    OutputError
        The folder holds something, or the system refused to write.
    UsageError
        A workbook is asked for and cannot be made here.
    """
    contents = {
        entry.name: entry.read_bytes()
        for entry in files("prioritise.cli").joinpath("starter").iterdir()
        if entry.is_file()
    }
    if workbook:
        tables = {name: contents.pop(name) for name in sorted(contents) if name.endswith(".csv")}
        contents[WORKBOOK] = _workbook(tables)
    with whole_folder(folder, _refuse_unless_empty) as draft:
        for name, content in contents.items():
            (draft / name).write_bytes(content)


def _refuse_unless_empty(folder: Path) -> None:
    if folder.is_dir():
        if any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty; name a new folder")
    elif folder.exists():
        raise OutputError(f"{folder} is a file; name a new folder")


def _workbook(tables: Mapping[str, bytes]) -> bytes:
    """One sheet a table; ids and other texts stay texts, amounts and scores are numbers."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(
            "workbooks are written by the extra `excel`: pip install 'prioritise[excel]'"
        ) from None
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for name, table in tables.items():
        sheet = book.add_worksheet(name.removesuffix(".csv"))
        rows = list(csv.reader(io.StringIO(table.decode(), newline="")))
        for place, heading in enumerate(rows[0]):
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows[1:], start=1):
            for place, cell in enumerate(row):
                if _NUMBER.fullmatch(cell):
                    sheet.write_number(number, place, float(cell))
                elif cell:
                    sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    book.close()
    return content.getvalue()

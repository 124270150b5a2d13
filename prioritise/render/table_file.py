"""Tables as one file, by the ending of its name: CSV, JSON, a workbook, a page or a Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from prioritise.programme.faults import UsageError
from prioritise.render.csv_file import csv_bytes
from prioritise.render.document_file import ENDINGS as DOCUMENTS
from prioritise.render.document_file import document_bytes
from prioritise.views.table import Table

MARK = b"\xef\xbb\xbf"
"""Stands first in a CSV file by itself, so that a spreadsheet reads Welsh names and £ rightly."""
REFUSED = (".doc", ".md", ".ods", ".pdf", ".txt", ".xls", ".xml", ".yaml", ".yml", ".zip")
"""Endings of files that nobody would expect a folder of."""


def is_file_name(path: Path) -> bool:
    """Whether a name asks for one file; any other is that of a folder.

    Raises
    ------
    UsageError
        The ending is that of a file of another kind.
    """
    ending = path.suffix.lower()
    if ending in REFUSED:
        kinds = ", ".join(_WRITERS)
        raise UsageError(f"-o {path}: a name that ends in {kinds}, or that of a folder")
    return ending in _WRITERS


def table_file(tables: Sequence[Table], ending: str, title: str) -> bytes:
    """The whole file.

    Parameters
    ----------
    tables : sequence of Table
        What there is to tell; CSV and JSON hold the first alone.
    ending : str
        One that `is_file_name` knows.
    title : str
        Title of the whole.
    """
    return _WRITERS[ending.lower()](tables, title)


def _csv(tables: Sequence[Table], title: str) -> bytes:
    return MARK + csv_bytes(tables[0])


def _json(tables: Sequence[Table], title: str) -> bytes:
    from prioritise.render.json_text import table_json

    return table_json(tables[0]).encode()


def _workbook(tables: Sequence[Table], title: str) -> bytes:
    """A sheet for each table that has rows; the first table has one in any case."""
    from prioritise.render.report.book_sheet import Formats, new_book, write_sheet
    from prioritise.render.report.book_tables import AnswerSheet

    book, content = new_book(title)
    formats = Formats(book)
    for table in tables:
        if table.rows or table is tables[0]:
            write_sheet(book, formats, AnswerSheet(table.name, table))
    book.close()
    return content.getvalue()


def _document(ending: str) -> Callable[[Sequence[Table], str], bytes]:
    def write(tables: Sequence[Table], title: str) -> bytes:
        from prioritise.views.tables_document import tables_document

        return document_bytes(tables_document(tables, title), ending)

    return write


_WRITERS: Mapping[str, Callable[[Sequence[Table], str], bytes]] = {
    ".csv": _csv,
    ".json": _json,
    ".xlsx": _workbook,
    **{ending: _document(ending) for ending in DOCUMENTS},
}

"""A table as CSV: UTF-8, line feeds, the same bytes for the same table."""

from __future__ import annotations

import csv
import io
import re

from prioritise.views.sanitise import sanitised
from prioritise.views.table import Column, Table

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def csv_text(table: Table) -> str:
    """The whole file as text; the first line holds the names of the columns.

    Numbers stay numbers; any other text that a spreadsheet could take for a formula is made inert.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sanitised(column.name) for column in table.columns)
    for row in table.rows:
        writer.writerow(
            _cell(column, cell) for column, cell in zip(table.columns, row, strict=True)
        )
    return text.getvalue()


def csv_bytes(table: Table) -> bytes:
    """The whole file as bytes."""
    return csv_text(table).encode()


def _cell(column: Column, text: str) -> str:
    if column.is_number and _NUMBER.fullmatch(text):
        return text
    return sanitised(text)

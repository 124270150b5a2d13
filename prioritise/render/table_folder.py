"""Tables as a folder, or as one file, written whole or not at all; a folder says what it holds."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace as replace_fields
from hashlib import sha256
from itertools import islice
from pathlib import Path

from prioritise.render.atomic_write import whole_file, whole_folder
from prioritise.render.csv_file import csv_bytes
from prioritise.render.datapackage import NAME, Finished, datapackage_text
from prioritise.render.table_file import is_file_name, table_file
from prioritise.views.table import Table

SCORES = "scores.svg"
"""The picture of two criteria."""


def write_tables(
    path: Path,
    tables: Sequence[Table],
    title: str = "prioritise",
    written: Mapping[str, Path] | None = None,
    pictures: Mapping[str, str] | None = None,
    *,
    replace: bool = False,
    question: str = "",
) -> None:
    """Write tables to a new or empty folder, or in place of earlier results; or to one file.

    Parameters
    ----------
    path : Path
        The folder, or a file whose ending says how it is to be written: see `table_file`.
    tables : sequence of Table
        What it is to hold.
    title : str
        Title of the whole.
    written : mapping of str to Path
        Files of tables that were too long to be held, by name; their rows are taken from there.

    pictures : mapping of str to str
        Pictures beside them, by the name of the file.
    replace : bool
        Whether earlier results, alone in that folder, may give way.
    question : str
        Hash of what they answer in full; empty where something is open.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    """
    if is_file_name(path):
        tables = [_whole(table, (written or {}).get(table.name)) for table in tables]
        with whole_file(path, replace=replace) as draft:
            draft.write_bytes(table_file(tables, path.suffix, title))
        return
    with whole_folder(path, replace=replace) as folder:
        for picture, text in (pictures or {}).items():
            (folder / picture).write_bytes(text.encode())
        for table in tables:
            file = folder / f"{table.name}.csv"
            if written and table.name in written:
                shutil.copyfile(written[table.name], file)
            else:
                file.write_bytes(csv_bytes(table))
        finished = Finished(question, _hashes(folder, tables)) if question else None
        (folder / NAME).write_bytes(datapackage_text(title, tables, finished).encode())


def _whole(table: Table, written: Path | None) -> Table:
    """A table with its rows, where these lie in a file."""
    if written is None:
        return table
    with written.open(encoding="utf-8", newline="") as file:
        return replace_fields(
            table, rows=tuple(tuple(row) for row in islice(csv.reader(file), 1, None))
        )


def _hashes(folder: Path, tables: Sequence[Table]) -> dict[str, str]:
    """SHA-256 of each table's file, by name."""
    return {
        table.name: sha256((folder / f"{table.name}.csv").read_bytes()).hexdigest()
        for table in tables
    }

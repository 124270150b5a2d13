"""A folder of tables, written whole or not at all, and `datapackage.json` to describe them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from prioritise.present.csv_file import csv_bytes
from prioritise.present.datapackage import NAME, datapackage_text
from prioritise.present.table import Table
from prioritise.present.whole import OutputError, files_below, whole_folder


def write_tables(path: Path, tables: Sequence[Table], title: str = "prioritise") -> None:
    """Write tables to a new or empty folder, or in place of the tables that stand there alone.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    """
    with whole_folder(path, _refuse_unless_tables) as folder:
        for table in tables:
            (folder / f"{table.name}.csv").write_bytes(csv_bytes(table))
        (folder / NAME).write_bytes(datapackage_text(title, tables).encode())


def _refuse_unless_tables(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file; name a folder to write to")
    present = set(files_below(path))
    if present - _tables_in(path):
        raise OutputError(f"{path} holds other files; name a new folder")


def _tables_in(path: Path) -> set[str]:
    """The files that an earlier folder of tables says it consists of."""
    package = path / NAME
    if not package.is_file():
        return set()
    try:
        resources = json.loads(package.read_bytes())["resources"]
        return {NAME, *(str(resource["path"]) for resource in resources)}
    except (ValueError, KeyError, TypeError):
        return set()

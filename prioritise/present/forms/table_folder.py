"""A folder of tables, written whole or not at all, and `datapackage.json` to describe them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from prioritise.present.forms.csv_file import csv_bytes
from prioritise.present.forms.datapackage import NAME, Finished, datapackage_text, files_described
from prioritise.present.forms.table import Table
from prioritise.present.forms.whole import OutputError, files_below, whole_folder

SCORES = "scores.svg"
PICTURES = (SCORES,)
"""Pictures that may stand beside tables."""


def write_tables(
    path: Path,
    tables: Sequence[Table],
    title: str = "prioritise",
    written: Mapping[str, Path] | None = None,
    pictures: Mapping[str, str] | None = None,
    question: str = "",
) -> None:
    """Write tables to a new or empty folder, or in place of the tables that stand there alone.

    Parameters
    ----------
    path : Path
        The folder.
    tables : sequence of Table
        What it is to hold.
    title : str
        Title of the whole.
    written : mapping of str to Path
        Files of tables that were too long to be held, by name; their rows are taken from there.

    pictures : mapping of str to str
        Pictures beside them, by the name of the file, one of `PICTURES`.
    question : str
        Hash of what they answer in full; empty where something is open.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    """
    with whole_folder(path, refuse_unless_tables) as folder:
        for picture, text in (pictures or {}).items():
            (folder / picture).write_bytes(text.encode())
        for table in tables:
            file = folder / f"{table.name}.csv"
            if written and table.name in written:
                shutil.copyfile(written[table.name], file)
            else:
                file.write_bytes(csv_bytes(table))
        hashes = {t.name: sha256((folder / f"{t.name}.csv").read_bytes()) for t in tables}
        finished = Finished(question, {name: h.hexdigest() for name, h in hashes.items()})
        text = datapackage_text(title, tables, finished if question else None)
        (folder / NAME).write_bytes(text.encode())


def refuse_unless_tables(path: Path) -> None:
    """Raise where something stands that is not a folder of tables written before."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file; name a folder to write to")
    present = set(files_below(path))
    if present - _tables_in(path):
        raise OutputError(f"{path} holds other files; name a new folder")


def _tables_in(path: Path) -> set[str]:
    """The files that an earlier folder of tables says it consists of."""
    described = files_described(path)
    return {NAME, *PICTURES, *described} if described else set()

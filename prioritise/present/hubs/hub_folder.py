"""What `hubs -o DIR` writes: tables, maps and a curve, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prioritise.hubs.appraisal import Appraisal
from prioritise.present.forms.csv_file import csv_bytes
from prioritise.present.forms.datapackage import NAME, datapackage_text, files_described
from prioritise.present.forms.table import Table
from prioritise.present.forms.whole import OutputError, files_below, whole_folder
from prioritise.present.hubs.coverage_curve import coverage_curve
from prioritise.present.hubs.hub_map import hub_map

MAP, MAP_FURTHER, CURVE = "map.svg", "map_further.svg", "curve.svg"
PICTURES = (MAP, MAP_FURTHER, CURVE)
"""The agreed hubs; these with further ones; people against minutes."""


def write_hubs(path: Path, appraisal: Appraisal, tables: Sequence[Table], basis: str) -> None:
    """Write an appraisal to a new or empty folder, or in place of an earlier one.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write.
    """
    title = appraisal.access.programme.scenario or appraisal.access.programme.title
    files = {f"{table.name}.csv": csv_bytes(table) for table in tables}
    files |= {name: text.encode() for name, text in pictures(appraisal, basis).items()}
    files[NAME] = datapackage_text(title, tables).encode()
    with whole_folder(path, _refuse_unless_free) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)


def pictures(appraisal: Appraisal, basis: str) -> dict[str, str]:
    """Each picture by the name of its file; no map where no zone has a place."""
    further = appraisal.further
    drawn = {
        MAP: hub_map(appraisal, (), basis),
        MAP_FURTHER: hub_map(appraisal, further, basis) if further else "",
        CURVE: coverage_curve(appraisal, basis),
    }
    return {name: text for name, text in drawn.items() if text}


def _refuse_unless_free(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file; name a folder to write to")
    if set(files_below(path)) - _written_before(path):
        raise OutputError(f"{path} holds other files; name a new folder")


def _written_before(path: Path) -> set[str]:
    """The files of an earlier appraisal, by its own description."""
    described = files_described(path)
    return {NAME, *PICTURES, *described} if described else set()

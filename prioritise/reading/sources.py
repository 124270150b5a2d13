"""A programme as it was written, from a folder of CSV files or from a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.validity_names import listed
from prioritise.reading.columns import OTHER_TABLES, RECORDS, REQUIRED_TABLES
from prioritise.reading.files import SETTINGS_FILE, Files, PlaceOf, misnamed
from prioritise.reading.sheets import PROGRAMME, SETTINGS_SHEETS, tree_of
from prioritise.reading.tables import InputTable, read_csv
from prioritise.reading.tree import Node
from prioritise.reading.yaml_file import read_yaml

if TYPE_CHECKING:
    from prioritise.reading.workbook import Workbook

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InputSource:
    """What was written, not yet understood."""

    settings: Node | None
    """Tree of the settings; none where they cannot be read."""
    tables: Mapping[str, InputTable | None]
    """Tables by name; none for one that is required or there, and cannot be read."""
    files: tuple[Path, ...]
    """Files that were read, in order."""


def source_of(files: Files, place_of: PlaceOf, faults: list[Fault]) -> InputSource:
    """Read the files of a programme; what cannot be read is a fault."""
    if files.workbook is not None:
        return _from_workbook(files, files.workbook, place_of, faults)
    settings = _settings(files, place_of, faults)
    tables: dict[str, InputTable | None] = {}
    for name in RECORDS:
        if name in files.tables:
            path = files.tables[name]
            tables[name] = _kept(faults, read_csv, path, name, place_of(path), faults)
        elif name in REQUIRED_TABLES:
            tables[name] = None
            missing = place_of(files.path / f"{name}.csv")
            faults.append(Fault(missing, None, "", "no such file", f"the table {name}"))
    read = [files.tables[name] for name in RECORDS if name in files.tables]
    return InputSource(settings, tables, (*([files.settings] if files.settings else []), *read))


def _from_workbook(files: Files, path: Path, place_of: PlaceOf, faults: list[Fault]) -> InputSource:
    # Imported here, since a folder of CSV files does not need it.
    from prioritise.reading.workbook import Workbook

    book = _kept(faults, Workbook, path, place_of(path))
    if book is None:
        return InputSource(None, dict.fromkeys(RECORDS), (path,))
    faults.extend(_sheet_faults(book, place_of(path)))
    tables = {
        name: _kept(faults, book.table, name, faults) if name in book.sheets else None
        for name in RECORDS
        if name in book.sheets or name in REQUIRED_TABLES
    }
    if PROGRAMME in book.sheets:
        if files.settings is not None and files.path.is_dir():
            expected = f"one or the other: remove this sheet, or {SETTINGS_FILE}"
            found = "settings that a file gives too"
            faults.append(Fault(book.place_of(PROGRAMME), None, "", found, expected))
        return InputSource(_settings_sheets(book, place_of(path), faults), tables, (path,))
    if files.settings is not None:
        return InputSource(_settings(files, place_of, faults), tables, (files.settings, path))
    expected = f"a sheet named {PROGRAMME}, or {SETTINGS_FILE} beside the workbook"
    faults.append(Fault(place_of(path), None, "", "no settings", expected))
    return InputSource(None, tables, (path,))


def _sheet_faults(book: Workbook, place: str) -> Iterator[Fault]:
    known = (*SETTINGS_SHEETS, *RECORDS, *OTHER_TABLES)
    for name in book.sheets:
        if name not in known:
            yield from misnamed(book.place_of(name), name)
    for name in REQUIRED_TABLES:
        if name not in book.sheets:
            others = listed(sheet for sheet in book.sheets if sheet not in known)
            there = f"; other sheets{others}" if others else ""
            yield Fault(place, None, "", "no such sheet", f"a sheet named {name}{there}")


def _settings_sheets(book: Workbook, place: str, faults: list[Fault]) -> Node | None:
    tables: dict[str, InputTable] = {}
    for name in SETTINGS_SHEETS:
        if name in book.sheets:
            table = _kept(faults, book.table, name, faults)
            if table is None:
                return None
            tables[name] = table
    return tree_of(place, tables, faults)


def _settings(files: Files, place_of: PlaceOf, faults: list[Fault]) -> Node | None:
    path = files.settings or files.path / SETTINGS_FILE
    if files.settings is None:
        missing = Fault(place_of(path), None, "", "no such file", "the programme's settings")
        faults.append(missing)
        return None
    return _kept(faults, read_yaml, path, place_of(path))


def _kept(
    faults: list[Fault], read: Callable[P, T], *arguments: P.args, **named: P.kwargs
) -> T | None:
    """What is read; None, and its faults, where it cannot be."""
    try:
        return read(*arguments, **named)
    except InputError as error:
        faults.extend(error.faults)
        return None

"""Which files a programme consists of: settings and CSV files, or a workbook, and never both."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.columns import OTHER_TABLES, RECORDS

SETTINGS_FILE = "programme.yaml"
"""File of a programme's settings."""
WORKBOOKS = (".xlsx", ".ods")
"""Endings of workbooks."""
OLD_WORKBOOKS = (".xls", ".xlsb", ".xlsm", ".numbers")
"""Endings of workbooks that a spreadsheet can save as one of those that are read."""
_LOCKS = ("~$", ".")
"""Starts of the names of files that an office program leaves beside the file that it has open."""
_LIKE = 0.8
"""How like the name of a table the name of another file must be to be taken for a slip."""

PlaceOf = Callable[[Path], str]
"""The name by which messages call a file."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a programme."""

    path: Path
    """Folder, or the workbook that is the whole programme."""
    settings: Path | None
    """File of the settings; none where a workbook carries them."""
    tables: dict[str, Path] = field(default_factory=dict)
    """CSV file of each table."""
    workbook: Path | None = None
    """Workbook of all tables."""
    others: dict[str, Path] = field(default_factory=dict)
    """CSV file of each table that is read only where it is asked for."""


def files_of(path: Path, place_of: PlaceOf, faults: list[Fault]) -> Files:
    """The files of a folder, or of a workbook with the settings beside it, if there are any."""
    if not path.is_dir():
        settings = path.parent / SETTINGS_FILE
        return Files(path, settings if settings.is_file() else None, {}, path)
    listed = _listed(path, place_of)
    tables = {entry.stem: entry for entry in listed if _is_csv(entry, RECORDS)}
    workbooks = [entry for entry in listed if entry.suffix.lower() in WORKBOOKS]
    faults.extend(_clashes(place_of, tables, workbooks))
    faults.extend(
        fault
        for entry in listed
        if entry.suffix.lower() == ".csv" and entry.name not in {t.name for t in tables.values()}
        for fault in misnamed(place_of(entry), entry.stem, ".csv")
    )
    settings = path / SETTINGS_FILE
    workbook = workbooks[0] if workbooks and not tables else None
    others = {entry.stem: entry for entry in listed if _is_csv(entry, OTHER_TABLES)}
    return Files(path, settings if settings.is_file() else None, tables, workbook, others)


def misnamed(place: str, name: str, ending: str = "") -> Iterator[Fault]:
    """A fault where a file or a sheet has nearly the name of a table."""
    tables = [*RECORDS, *OTHER_TABLES]
    if name in OTHER_TABLES:
        return
    close = get_close_matches(name.strip().casefold(), tables, n=1, cutoff=_LIKE)
    if close:
        expected = "the exact name of a table, or quite another name"
        yield Fault(place, None, "", "a name like a table's", expected, f"{close[0]}{ending}")


def is_like_a_table(name: str) -> bool:
    """Whether a file of this name is read as a table, or refused for being nearly called so."""
    return name in RECORDS or name in OTHER_TABLES or any(misnamed("", name))


def _listed(folder: Path, place_of: PlaceOf) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith(_LOCKS))
    except OSError as error:
        found = f"a folder that cannot be read ({error.strerror})"
        fault = Fault(place_of(folder), None, "", found, "a folder that can be read")
        raise InputError([fault]) from None


def _is_csv(entry: Path, tables: Container[str]) -> bool:
    return entry.suffix == ".csv" and entry.stem in tables


def _clashes(place_of: PlaceOf, tables: dict[str, Path], workbooks: list[Path]) -> Iterator[Fault]:
    if tables and workbooks:
        found = f"tables as CSV files too ({', '.join(path.name for path in tables.values())})"
        for workbook in workbooks:
            expected = "one or the other: remove this workbook, or the CSV files"
            yield Fault(place_of(workbook), None, "", found, expected)
    elif len(workbooks) > 1:
        names = ", ".join(workbook.name for workbook in workbooks)
        expected = "one workbook: remove the others"
        yield Fault(place_of(workbooks[0].parent), None, "", names, expected)

"""A bad input made by hand, and what its message has to say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.reading.files import SETTINGS, TABLES, Tables, csv_text

ZONES = [
    ["zone", "name", "population", "latitude", "longitude", "deprivation_tenth"],
    ["z1", "Graig", "1200", "51.6", "-3.3", "1"],
    ["z2", "Town", "800", "51.7", "-3.8", "7"],
]
JOURNEYS = [
    ["zone", "hub", "minutes", "services_per_hour", "period", "minutes_p10", "minutes_p90",
     "proposal"],
    ["z1", "ponty", "10", "4", "peak", "8", "15", ""],
    ["z1", "neath", "55", "1", "peak", "", "", ""],
    ["z1", "amman", "", "0", "peak", "", "", ""],
    ["z2", "neath", "12.5", "2", "peak", "", "", ""],
    ["z2", "ponty", "40", "2", "peak", "", "", "P1"],
]  # fmt: skip
ALL_TABLES: Tables = {**TABLES, "zones": ZONES, "journeys": JOURNEYS}
"""Every table that there is, each with a few rows; `reach` makes zones and journeys count."""
WITH_REACH = SETTINGS + "reach:\n  near: {minutes: 30}\n"


@dataclass(frozen=True)
class Bad:
    """One bad input."""

    name: str
    """What is wrong, in a few words."""
    write: Callable[[Path], object]
    """Writes it into an empty folder."""
    place: str
    """File or sheet that the message has to name."""
    row: int | None
    """Row or line; none where the whole file is meant, or where any will do."""
    column: str
    """Column or key; empty where the row or the file is meant."""
    found: str = ""
    """What the message has to show of what was found."""
    expected: str = ""
    """What it has to say of the way out."""
    words: tuple[str, ...] = ("check", ".")
    """The command, with paths in that folder."""
    alone: bool = True
    """Whether that is all that the command may say."""


def folder_of(tables: Tables, settings: str = WITH_REACH) -> dict[str, bytes]:
    """The files of a programme's folder."""
    files = {f"{name}.csv": csv_text(rows).encode() for name, rows in tables.items()}
    return {"programme.yaml": settings.encode(), **files}


def writing(files: dict[str, bytes]) -> Callable[[Path], object]:
    """A writer of these files."""

    def write(folder: Path) -> None:
        for name, content in files.items():
            (folder / name).write_bytes(content)

    return write


def cell_changed(table: str, row: int, column: str, text: str) -> Tables:
    """All tables with one cell changed; the column is added where it is not there."""
    changed = {name: [list(cells) for cells in rows] for name, rows in ALL_TABLES.items()}
    if column not in changed[table][0]:
        for number, cells in enumerate(changed[table]):
            cells.append("" if number else column)
    changed[table][row - 1][changed[table][0].index(column)] = text
    return changed


def rows_changed(table: str, change: Callable[[list[list[str]]], list[list[str]]]) -> Tables:
    """All tables with the rows of one changed."""
    copied = {name: [list(cells) for cells in rows] for name, rows in ALL_TABLES.items()}
    return {**copied, table: change(copied[table])}

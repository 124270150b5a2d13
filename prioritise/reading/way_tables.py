"""Tables that measure ways more closely than timetables and straight lines: fares, and walks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.places import Fare, Walk
from prioritise.programme.records import Record
from prioritise.programme.validity_names import Names
from prioritise.reading.cells import identifier, key_text, number
from prioritise.reading.columns import TableColumn
from prioritise.reading.rows import filled
from prioritise.reading.tables import read_csv

_FARES = (
    TableColumn("zone", identifier, "zone", needed=True, filled=True),
    TableColumn("hub", identifier, "hub", needed=True, filled=True),
    TableColumn("fare", number, "fare", needed=True, filled=True),
)
_WALKS = (
    TableColumn("place", identifier, "place", needed=True, filled=True),
    TableColumn("to", identifier, "to", needed=True, filled=True),
    TableColumn("minutes", number, "minutes", needed=True),
)


def read_fares(
    path: Path, zones: Iterable[str], hubs: Iterable[str]
) -> Mapping[tuple[str, str], Decimal]:
    """Pounds from a zone to a hub, of ids that exist.

    Raises
    ------
    InputError
        With every fault of the table.
    """
    known = (Names("the id of a zone", zones), Names("the id of a hub", hubs))
    rows = _rows(path, "fares", _FARES, Fare, ("zone", "hub"), known)
    return {(row.zone, row.hub): row.fare for row in rows if isinstance(row, Fare)}


def read_walks(path: Path) -> Mapping[tuple[str, str], int | None]:
    """Seconds on foot from a zone, hub or stop to a stop or hub; None where nobody can walk.

    Which stops there are is known only with a timetable: whoever reads that tests the ids.

    Raises
    ------
    InputError
        With every fault of the table.
    """
    rows = _rows(path, "walks", _WALKS, Walk, ("place", "to"))
    return {
        (row.place, row.to): None if row.minutes is None else ceil(60 * row.minutes)
        for row in rows
        if isinstance(row, Walk)
    }


def _rows(
    path: Path,
    name: str,
    columns: tuple[TableColumn, ...],
    kind: type[Record],
    ends: tuple[str, str],
    known: Sequence[Names] = (),
) -> tuple[Record, ...]:
    faults: list[Fault] = []
    place = key_text(path.name)
    table = read_csv(path.resolve(), name, place, faults)
    found = filled(table, columns, kind, True, faults)
    seen: dict[tuple[str, ...], int] = {}
    for row, record in zip(found.rows, found.records, strict=True):
        key = tuple(str(getattr(record, end)) for end in ends)
        for column, one, names in zip(ends, key, known, strict=False):
            if one not in names:
                faults.append(names.fault(place, row, column, one))
        if key in seen:
            first = f"{' and '.join(key)} of row {seen[key]} again"
            faults.append(Fault(place, row, ends[1], first, "every pair once"))
        seen.setdefault(key, row)
    if faults:
        raise InputError(faults)
    return found.records

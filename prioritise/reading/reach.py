"""People within reach: what `reach` in `programme.yaml` says, and the tables that answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from prioritise.appraisal.reached import reached_by
from prioritise.programme.faults import Fault, InputError
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach, Reached
from prioritise.programme.records import REACH
from prioritise.reading.cells import BadCell, label, shown
from prioritise.reading.files import PlaceOf
from prioritise.reading.keys import REACH_COLUMN, values_of
from prioritise.reading.places import Places, Wanted, places_of
from prioritise.reading.rows import RowCount
from prioritise.reading.tree import Node, mapping, record


def reach_of(node: Node | None, taken: Mapping[str, str], faults: list[Fault]) -> tuple[Reach, ...]:
    """The columns that count people within reach.

    Parameters
    ----------
    taken
        Names that such a column may not have, and what they are.
    """
    found = (_column(name, child, taken, faults) for name, child in mapping(node, faults).items())
    return tuple(reach for reach in found if reach is not None)


def with_reached(
    programme: Programme, path: Path, place_of: PlaceOf, placed: Callable[[Fault], Fault]
) -> tuple[Programme, tuple[Path, ...], tuple[RowCount, ...], list[Fault]]:
    """The programme with the people whom its proposals reach, from its zones and journeys.

    Parameters
    ----------
    programme
        A programme without faults, under its scenario.
    path
        Its folder or workbook.
    place_of
        The name by which messages call a file.
    placed
        Places a fault of what the programme asks for.

    Returns
    -------
    tuple
        The programme; files that were read, absolute; what became of the rows of each table; and
        every fault. Where there are any, the programme is not to be used.
    """
    faults: list[Fault] = []
    read: dict[tuple[str, str], Places] = {}
    reached: list[Reached] = []
    for reach in programme.reach:
        asked = (reach.population, reach.period)
        try:
            if asked not in read:
                read[asked] = _places(programme, path, place_of, reach)
        except InputError as error:
            faults += [placed(fault) if fault.place == REACH else fault for fault in error.faults]
            continue
        places = read[asked]
        journeys = places.journeys or ()
        if reach.of == "journeys" and not any(journey.proposal for journey in journeys):
            found, expected = "journeys", "journeys with a proposal that makes them"
            faults.append(placed(Fault(REACH, None, f"{reach.name}.of", found, expected)))
        reached += reached_by(programme, reach, places.zones, journeys, places.population)
    files = dict.fromkeys(file for places in read.values() for file in places.files)
    counts = {count.table: count for places in read.values() for count in places.counts}
    return (
        programme.revised(reached=tuple(reached)),
        tuple(files),
        tuple(counts.values()),
        list(dict.fromkeys(faults)),
    )


def _column(name: str, node: Node, taken: Mapping[str, str], faults: list[Fault]) -> Reach | None:
    before = len(faults)
    try:
        label(name)
    except BadCell as bad:
        faults.append(node.fault(f"a name with {bad.expected}", found=shown(name)))
    if name in taken:
        faults.append(node.fault(f"another name; {taken[name]}", found=shown(name)))
    mapping(node, faults, REACH_COLUMN)
    said = values_of(node, REACH_COLUMN, faults)
    return record(Reach, node, faults, name=name, **said) if len(faults) == before else None


def _places(programme: Programme, path: Path, place_of: PlaceOf, reach: Reach) -> Places:
    """Zones and journeys; without journeys nobody is known to reach anything."""
    wanted = Wanted(reach.population, period=reach.period or None, reach=reach.name)
    places = places_of(programme, path, place_of, wanted)
    if places.journeys is None:
        missing = place_of(path / "journeys.csv" if path.is_dir() else path)
        expected = f"a table journeys, by which {REACH} counts"
        raise InputError([Fault(missing, None, "", "no such table", expected)])
    return places

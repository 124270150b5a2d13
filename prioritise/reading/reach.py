"""People within reach of proposals, from the tables of zones and journeys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prioritise.appraisal.reached import reached_by
from prioritise.programme.destinations import jobs_at
from prioritise.programme.faults import Fault, InputError
from prioritise.programme.measures import REACH
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.reading.files import PlaceOf
from prioritise.reading.places import Places, Wanted, places_of
from prioritise.reading.rows import RowCount


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
    reached: list[ReachedPeople] = []
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
        if reach.count == "jobs" and not jobs_at(programme.hubs, places.zones):
            expected = "the column jobs in hubs, or in zones near them"
            faults.append(placed(Fault(REACH, None, f"{reach.name}.count", "jobs", expected)))
        reached += reached_by(programme, reach, places.zones, journeys, places.population)
    files = dict.fromkeys(file for places in read.values() for file in places.files)
    counts = {count.table: count for places in read.values() for count in places.counts}
    return (
        programme.revised(reached=tuple(reached)),
        tuple(files),
        tuple(counts.values()),
        list(dict.fromkeys(faults)),
    )


def _places(programme: Programme, path: Path, place_of: PlaceOf, reach: Reach) -> Places:
    """Zones and journeys; without journeys nobody is known to reach anything."""
    wanted = Wanted(reach.population, period=reach.period or None, reach=reach.name)
    places = places_of(programme, path, place_of, wanted)
    if places.journeys is None:
        missing = place_of(path / "journeys.csv" if path.is_dir() else path)
        expected = f"a table journeys, by which {REACH} counts"
        raise InputError([Fault(missing, None, "", "no such table", expected)])
    return places

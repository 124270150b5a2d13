"""The tables `zones` and `journeys` of a programme, with every fault of both.

They are read only where hubs are appraised or the programme itself asks for people within reach, so
that nothing else waits for them or fails by them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.programme.faults import Fault, InputError, UsageError, nearest
from prioritise.programme.measures import REACH
from prioritise.programme.places import POPULATION, Journey, Zone, is_of_working_age
from prioritise.programme.programme import Programme
from prioritise.programme.validity_names import Everything, Names, listed
from prioritise.reading.cells import key_text, shown
from prioritise.reading.columns import TableColumn
from prioritise.reading.files import PlaceOf, files_of
from prioritise.reading.place_columns import (
    JOURNEYS,
    PLACE_RECORDS,
    ZONES,
    journey_columns,
    zone_columns,
)
from prioritise.reading.place_faults import journey_faults, zone_faults
from prioritise.reading.rows import Filled, RowCount, filled
from prioritise.reading.tables import InputTable, read_csv

if TYPE_CHECKING:
    from prioritise.reading.reading import Reading

_LIKE_POPULATION = "population"
"""Start of the names of columns that may count people."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the tables."""

    population: str = ""
    """Column that counts people; empty takes the only one of people of working age, else
    `population`, or the only column that begins so."""
    deprivation: str = ""
    """Column of scores, higher where people are more deprived; empty where tenths are given."""
    published: str = ""
    """Column with a published measure of connectivity; empty where none is asked."""
    period: str | None = None
    """Period whose journeys count; none takes the only one that there is."""
    journeys: Path | None = None
    """CSV file of journeys to read in place of the programme's own."""
    without_journeys: bool = False
    """Whether journeys come from elsewhere and are not read at all."""
    reach: str = ""
    """Column of `reach` in the programme that asks; empty where options of a command do."""


@dataclass(frozen=True, slots=True)
class Places:
    """What was read."""

    zones: tuple[Zone, ...]
    """Zones, in the order of their rows."""
    journeys: tuple[Journey, ...] | None
    """Journeys of one period; none where there is no such table."""
    population: str
    """Column that counts people."""
    deprivation: str
    """Column of deprivation scores; empty where none was asked."""
    period: str
    """Period of the journeys; empty where they name none."""
    files: tuple[Path, ...]
    """Files that were read, absolute."""
    counts: tuple[RowCount, ...]
    """What became of the rows of each table."""


def read_places(reading: Reading, wanted: Wanted) -> Places:
    """Read the zones and journeys that belong to a programme.

    Raises
    ------
    InputError
        With every fault of both tables.
    UsageError
        A column or a period is asked for that is not there.
    """
    start = reading.source if reading.source.is_dir() else reading.source.parent

    def place_of(file: Path) -> str:
        return key_text(Path(os.path.relpath(file, start)).as_posix())

    return places_of(reading.programme, reading.programme_path, place_of, wanted)


def places_of(programme: Programme, path: Path, place_of: PlaceOf, wanted: Wanted) -> Places:
    """Read the zones and journeys in the folder or the workbook of a programme.

    Raises
    ------
    InputError
        With every fault of both tables; a column or a period that the programme asks for and that
        is not there is a fault of `reach`.
    UsageError
        A command asks for a column or a period that is not there.
    """
    return _PlacesReading(programme, path, place_of, wanted).places()


class _PlacesReading:
    def __init__(self, programme: Programme, path: Path, place_of: PlaceOf, wanted: Wanted) -> None:
        self._programme = programme
        self._wanted = wanted
        self._place_of = place_of
        self._files = files_of(path, place_of, [])
        self._faults: list[Fault] = []
        self._read: list[Path] = []
        self._counts: list[RowCount] = []

    def places(self) -> Places:
        table = self._table(ZONES)
        population = self._population(table) if table else POPULATION
        zones = self._zones(table, population) if table else _NOTHING
        journeys, period = self._journeys(zones)
        if self._faults:
            raise InputError(_in_order(self._faults))
        return Places(
            zones.records,
            journeys,
            population,
            self._wanted.deprivation,
            period,
            tuple(self._read),
            tuple(self._counts),
        )

    def _population(self, table: InputTable) -> str:
        """The column that counts people."""
        for key, name in (
            ("population", self._wanted.population),
            ("deprivation", self._wanted.deprivation),
            ("published", self._wanted.published),
        ):
            if name and name not in table.headings:
                near = nearest(name, table.headings)
                there = "" if near else listed(table.headings)
                hint = f"; did you mean {near!r}?" if near else f"; there are{there}" * bool(there)
                words = f"--{key}: {table.place} has no column {shown(name)}{hint}"
                expected = f"a column of {table.place}{there}"
                raise self._refusal(key, words, shown(name), expected, near)
        if self._wanted.population:
            return self._wanted.population
        working = [name for name in table.headings if is_of_working_age(name)]
        if len(working) == 1:
            return working[0]
        like = [name for name in table.headings if name.casefold().startswith(_LIKE_POPULATION)]
        if POPULATION in table.headings or len(like) != 1:
            return POPULATION
        return like[0]

    def _zones(self, table: InputTable, population: str) -> Filled:
        scores = (self._wanted.deprivation, self._wanted.published)
        columns = zone_columns(table, population, scores)
        if population not in table.headings:
            asked = self._wanted.reach
            option = f"population under reach.{asked}" if asked else "--population"
            expected = f"a column of people, or another named with {option}"
            hint = nearest(population, table.headings)
            fault = Fault(table.place, 1, population, "no such column", expected, hint)
            self._faults.append(fault)
        zones = self._filled(table, columns)
        if not zones.count.read:
            self._faults.append(Fault(table.place, None, "", "no rows", "at least one zone"))
        self._faults.extend(_at_rows(zone_faults(zones.records, population), zones))
        clean = population in table.headings and not zones.count.refused
        if zones.records and clean and not _any(zones.records, population):
            expected = "people in at least one zone"
            self._faults.append(Fault(table.place, None, population, "nobody", expected))
        return zones

    def _journeys(self, zones: Filled) -> tuple[tuple[Journey, ...] | None, str]:
        if self._wanted.without_journeys:
            return None, ""
        table = self._table(JOURNEYS)
        if table is None:
            return None, ""
        journeys = self._filled(table, journey_columns())
        if not journeys.count.read:
            expected = "at least one journey to each hub, or no such table"
            self._faults.append(Fault(table.place, None, "", "no rows", expected))
        own = [zone.zone for zone in zones.records]
        known = Names("the id of a zone", own, zones.also_known)
        hubs = Names("the id of a hub", self._programme.hub_of)
        proposals = Names("the id of a proposal", self._programme.proposal_of)
        found = journey_faults(journeys.records, journeys.rows, known, hubs, proposals)
        self._faults.extend(_at_rows(found, journeys))
        if not journeys.records or self._faults:
            return (), ""
        period = self._period(journeys.records, table.place)
        kept = tuple(journey for journey in journeys.records if journey.period == period)
        return kept, period

    def _period(self, journeys: Sequence[Journey], place: str) -> str:
        """The period that is asked for, or the only one."""
        periods = list(dict.fromkeys(journey.period for journey in journeys))
        listed = ", ".join(shown(period) for period in periods[:10])
        one_of = f"one of the periods of {place}: {listed}"
        if self._wanted.period is None:
            if len(periods) > 1:
                words = f"{place} has several periods: name one by --period: {listed}"
                raise self._refusal("period", words, "nothing", one_of)
            return periods[0]
        if self._wanted.period not in periods:
            asked = shown(self._wanted.period)
            words = f"--period: {place} has no journeys of {asked}; there are: {listed}"
            raise self._refusal("period", words, asked, one_of)
        return self._wanted.period

    def _refusal(
        self, key: str, words: str, found: str, expected: str, near: str = ""
    ) -> InputError | UsageError:
        """That something is asked for which is not there, told to whoever asks."""
        if not self._wanted.reach:
            return UsageError(words)
        return InputError(
            [Fault(REACH, None, f"{self._wanted.reach}.{key}", found, expected, near)]
        )

    def _filled(self, table: InputTable, columns: tuple[TableColumn, ...]) -> Filled:
        found = filled(table, columns, PLACE_RECORDS[table.name], True, self._faults)
        self._counts.append(found.count)
        return found

    def _table(self, name: str) -> InputTable | None:
        """A table as it was written; none where there is none, a fault where zones are missing."""
        if name == JOURNEYS and self._wanted.journeys is not None:
            return self._csv(self._wanted.journeys.resolve(), name, self._wanted.journeys.name)
        path, book = self._files.others.get(name), self._files.workbook
        if book is not None:
            table = self._sheet(book, name)
            if table is not None and path is not None:
                expected = "one or the other: remove this file, or the sheet"
                found = f"the table {name} as a sheet too"
                self._faults.append(Fault(self._place_of(path), None, "", found, expected))
            if table is not None:
                return table
        if path is not None:
            return self._csv(path, name, self._place_of(path))
        if name == ZONES:
            missing = self._place_of(book or self._files.path / f"{name}.csv")
            expected = "a table zones: where people live"
            self._faults.append(Fault(missing, None, "", "no such table", expected))
        return None

    def _csv(self, path: Path, name: str, place: str) -> InputTable | None:
        self._read.append(path)
        return self._kept(lambda: read_csv(path, name, key_text(place), self._faults))

    def _sheet(self, path: Path, name: str) -> InputTable | None:
        from prioritise.reading.workbook import Workbook

        # It was opened before, when the programme was read, and found sound.
        book = Workbook(path, self._place_of(path))
        if name not in book.sheets:
            return None
        self._read.append(path)
        return self._kept(lambda: book.table(name, self._faults))

    def _kept(self, read: Callable[[], InputTable]) -> InputTable | None:
        """What is read; None, and its faults, where it cannot be."""
        try:
            return read()
        except InputError as error:
            self._faults.extend(error.faults)
            return None


_NOTHING = Filled(RowCount(ZONES, "", 0, 0, 0), (), (), Everything())


def _any(zones: Iterable[Zone], population: str) -> bool:
    return any(zone.numbers.get(population) for zone in zones)


def _at_rows(faults: Iterable[Fault], table: Filled) -> Iterator[Fault]:
    """Faults of records, placed in the rows that they were read from."""
    for fault in faults:
        yield fault if fault.row is None else fault.at(table.count.place, table.rows[fault.row])


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """The faults of each file together, in order of rows, and each once."""
    once = dict.fromkeys(faults)
    places = list(dict.fromkeys(fault.place for fault in once))
    return sorted(once, key=lambda fault: (places.index(fault.place), fault.row or 0))

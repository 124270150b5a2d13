"""Where the minutes of `hubs` come from: journeys, timetables, or else a screening estimate."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.hubs.access import Access, access_of
from prioritise.hubs.screening import HEADING, Straight, estimates, point_of
from prioritise.programme.faults import Fault, InputError, UsageError
from prioritise.programme.places import Journey
from prioritise.programme.programme import Programme
from prioritise.programme.records import Hub
from prioritise.reading.cells import key_text
from prioritise.reading.places import Places
from prioritise.views.hubs.hub_journey_tables import journey_table
from prioritise.views.hubs.hub_reach_screen import estimate_note
from prioritise.views.table import Table, figure
from prioritise.views.words.reasons import listed

if TYPE_CHECKING:
    from prioritise.hubs.timetable import Walking

JOURNEYS = "journeys"


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes from everywhere to every hub, and what they rest on."""

    access: Access
    basis: str
    """`journeys`, or `screening estimate`."""
    notes: tuple[str, ...]
    """What the figures rest on, a sentence each."""
    tables: tuple[Table, ...] = ()
    """Journeys that were worked out, to be kept."""
    again: Callable[[Container[str]], Access] = field(kw_only=True)
    """The same with the journeys that chosen proposals make."""


@dataclass(frozen=True, slots=True)
class Departures:
    """Which timetables, on which day, and when people leave."""

    feeds: tuple[Path, ...]
    day: date
    first: int
    """Seconds after midnight."""
    last: int
    """Seconds after midnight."""

    @property
    def in_words(self) -> str:
        """The day and the times."""
        clock = [
            f"{moment // 3600:02}:{moment // 60 % 60:02}" for moment in (self.first, self.last)
        ]
        return f"{self.day.isoformat()} {'-'.join(clock)}"


def times_of(
    programme: Programme, places: Places, services: Decimal | None, straight: Straight
) -> Times:
    """Minutes from the journeys that were read; a screening estimate where there are none.

    Raises
    ------
    InputError
        There are neither journeys nor places to estimate from.
    UsageError
        Nobody says how often journeys are offered, and that is asked.
    """
    if places.journeys is None:
        people = f"People: the column {places.population} of zones."
        if services is not None:
            raise UsageError("--services needs journeys: an estimate knows no timetable")
        expected = "a table journeys; or latitude and longitude, for a screening estimate"
        hubs = _placed(programme, places, expected)
        journeys = tuple(estimates(places.zones, hubs, straight))
        again = _accesses(programme, places, journeys, None)
        access = again(())
        unplaced = sum(a.people for a in access.areas if point_of(a.zone) is None)
        lost = f"{unplaced:,} people live in zones without a place, and reach nothing."
        notes = (estimate_note(len(journeys), straight), people, *([lost] if unplaced else []))
        return Times(access, HEADING, notes, again=again)
    period = f", {places.period}" if places.period else ""
    when = f"Journeys: as given{period}, door to door."
    times = _from_journeys(programme, places, places.journeys, services, when)
    reached = {journey.hub for journey in places.journeys}
    names = [hub for hub in times.access.hubs if hub not in reached]
    if not names:
        return times
    lost = f"No journey leads to {listed(names)}: nobody is taken to reach {_them(names)}."
    return replace(times, notes=(*times.notes, lost))


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def timed(
    programme: Programme,
    places: Places,
    services: Decimal | None,
    departures: Departures,
    walking: Walking,
) -> Times:
    """Minutes from timetables.

    Raises
    ------
    InputError
        A feed is faulty, or does not run then; or a hub or every zone has no place.
    """
    from prioritise.hubs.timetable import (
        LONGEST_SECONDS,
        Window,
        journeys_by_timetable,
    )
    from prioritise.reading.gtfs import read_timetable

    expected = "latitude and longitude, to walk to stops and from them"
    hubs = _placed(programme, places, expected)
    window = Window(departures.first, departures.last)
    timetable = read_timetable(
        departures.feeds, departures.day, window.first, window.last + LONGEST_SECONDS
    )
    if not timetable.runs:
        feeds = ", ".join(key_text(path.name) for path in departures.feeds)
        found = f"nothing that runs on {departures.in_words}"
        raise InputError([Fault(feeds, None, "", found, "a date and times that the feed covers")])
    journeys = tuple(
        journeys_by_timetable(timetable, places.zones, hubs, window, departures.in_words, walking)
    )
    when = (
        f"Journeys: by timetable, leaving at each minute of {departures.in_words}; the median, "
        f"waiting included. {walking.in_words}"
    )
    times = _from_journeys(programme, places, journeys, services, when)
    served = {journey.hub for journey in journeys}
    unserved = [hub for hub in hubs if hub.hub not in served]
    lost = tuple(
        f"No journey to {hub.name} in these timetables: nobody reaches it." for hub in unserved
    )
    never, period = Decimal(0), departures.in_words
    nowhere = [
        Journey(zone=zone.zone, hub=hub.hub, period=period, services_per_hour=never)
        for hub in unserved
        for zone in places.zones
    ]
    kept = journey_table([*journeys, *nowhere])
    return replace(times, notes=times.notes + lost, tables=(kept,))


def _from_journeys(
    programme: Programme,
    places: Places,
    journeys: tuple[Journey, ...],
    services: Decimal | None,
    when: str,
) -> Times:
    if services is not None and all(j.services_per_hour is None for j in journeys):
        raise UsageError("--services: no journey says its services_per_hour")
    again = _accesses(programme, places, journeys, services)
    access = again(())
    if services is not None:
        when += (
            f" {access.left_out:,} that are offered less than {figure(services)} times an hour, "
            "or nobody says how often, are left out."
        )
    people = f"People: the column {places.population} of zones."
    return Times(access, JOURNEYS, (when, people), again=again)


def _accesses(
    programme: Programme, places: Places, journeys: tuple[Journey, ...], services: Decimal | None
) -> Callable[[Container[str]], Access]:
    """Access by the proposals that are chosen."""
    return lambda chosen: access_of(
        programme,
        places.zones,
        journeys,
        places.population,
        deprivation=places.deprivation,
        services=services,
        chosen=chosen,
    )


def _placed(programme: Programme, places: Places, expected: str) -> tuple[Hub, ...]:
    """The hubs that take part, once each of them has a place, and at least one zone."""
    taking_part = [hub for hub in programme.hubs if hub.hub not in programme.dropped_hubs]
    unplaced = [hub.hub for hub in taking_part if point_of(hub) is None]
    if unplaced:
        named = ", ".join(map(repr, unplaced[:10]))
        raise InputError([Fault("hubs", None, "latitude", f"no place of {named}", expected)])
    if all(point_of(zone) is None for zone in places.zones):
        raise InputError([Fault("zones", None, "latitude", "no place of any zone", expected)])
    return tuple(taking_part)

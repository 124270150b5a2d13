"""Where the minutes of `hubs` come from: journeys, timetables, or else a screening estimate."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.hubs.access import Access, access_of
from prioritise.hubs.phases import PHASES
from prioritise.hubs.sampling import LONGEST_SECONDS, Window
from prioritise.hubs.screening import HEADING, Straight, estimates, point_of
from prioritise.programme.counting import EVERY, CountingTerms, asks_way_back
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
    from prioritise.hubs.walking import Walking

JOURNEYS = "journeys"
Fares = Mapping[tuple[str, str], Decimal]
"""Pounds from a zone to a hub."""


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
    by_day: tuple[tuple[date, Access], ...] = ()
    """Minutes on each of several days; nothing where only one was asked."""
    again: Callable[[Container[str]], Access] = field(kw_only=True)
    """The same with the journeys that chosen proposals make."""


@dataclass(frozen=True, slots=True)
class Departures:
    """Which timetables, on which day, and when people leave."""

    feeds: tuple[Path, ...]
    days: tuple[date, ...]
    """One or more, rising."""
    window: Window
    back: Window | None = None
    """When people leave the hub again; none does not ask."""
    fares: Fares = field(default_factory=dict)
    """Pounds from a zone to a hub, where they are known."""

    @property
    def in_words(self) -> str:
        """The days and the times."""
        days = " and ".join(day.isoformat() for day in self.days)
        home = "" if self.back is None else f", back {_clock(self.back)}"
        return f"{days} {_clock(self.window)}{home}"


def _clock(window: Window) -> str:
    moments = (window.first, window.last)
    return "-".join(f"{moment // 3600:02}:{moment // 60 % 60:02}" for moment in moments)


def times_of(
    programme: Programme, places: Places, terms: CountingTerms, straight: Straight
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
        if terms != EVERY:
            asked = "--services, --most-fare and --as-at"
            raise UsageError(f"{asked} need journeys: an estimate knows no timetable")
        expected = "a table journeys; or latitude and longitude, for a screening estimate"
        hubs = _placed(programme, places, expected)
        journeys = tuple(estimates(places.zones, hubs, straight))
        again = _accesses(programme, places, journeys, EVERY)
        access = again(())
        unplaced = sum(a.people for a in access.areas if point_of(a.zone) is None)
        lost = f"{unplaced:,} people live in zones without a place, and reach nothing."
        notes = (estimate_note(len(journeys), straight), *([lost] if unplaced else []))
        return Times(access, HEADING, notes, again=again)
    period = f", {places.period}" if places.period else ""
    when = f"Journeys: as given{period}, door to door."
    if places.period == HEADING:
        when = f"Journeys: as given, a {HEADING}. No journey was timed."
    times = _from_journeys(programme, places, places.journeys, terms, when)
    reached = {journey.hub for journey in places.journeys}
    names = [hub for hub in times.access.hubs if hub not in reached]
    if not names:
        return times
    lost = f"No journey leads to {listed(names)}: nobody is taken to reach {_them(names)}."
    return replace(times, notes=(*times.notes, lost))


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def with_fares(places: Places, fares: Fares) -> Places:
    """The same places with these fares; where none is known, that of the journey stands."""
    if places.journeys is None or not fares:
        return places
    return replace(places, journeys=_with_fares(places.journeys, fares))


def _with_fares(journeys: Iterable[Journey], fares: Fares) -> tuple[Journey, ...]:
    return tuple(
        journey.model_copy(update={"fare": fares.get((journey.zone, journey.hub), journey.fare)})
        if fares
        else journey
        for journey in journeys
    )


def timed(
    programme: Programme,
    places: Places,
    terms: CountingTerms,
    departures: Departures,
    walking: Walking,
) -> Times:
    """Minutes from timetables.

    Raises
    ------
    InputError
        A feed is faulty, or does not run then; or a hub or every zone has no place.
    """
    from prioritise.hubs.timetable import journeys_by_timetable
    from prioritise.reading.gtfs import read_timetable

    expected = "latitude and longitude, to walk to stops and from them"
    hubs = _placed(programme, places, expected)
    windows = [w for w in (departures.window, departures.back) if w is not None]
    first = min(window.first for window in windows)
    last = max(window.last for window in windows) + LONGEST_SECONDS
    timetables = [read_timetable(departures.feeds, day, first, last) for day in departures.days]
    for day, timetable in zip(departures.days, timetables, strict=True):
        if not (timetable.runs or timetable.repeated):
            feeds = ", ".join(key_text(path.name) for path in departures.feeds)
            found = f"nothing that runs on {replace(departures, days=(day,)).in_words}"
            expected = "dates and times that the feed covers"
            raise InputError([Fault(feeds, None, "", found, expected)])
    stops = {stop for timetable in timetables for stop in timetable.stops}
    known = stops.union(programme.hub_of, (zone.zone for zone in places.zones))
    unknown = dict.fromkeys(
        place for pair in walking.measured for place in pair if place not in known
    )
    if unknown:
        expected = "ids of zones, of hubs, and of stops of these timetables"
        named = ", ".join(map(repr, list(unknown)[:10]))
        raise InputError([Fault("walks", None, "place", named, expected)])
    found_ways = tuple(
        journeys_by_timetable(
            timetables,
            places.zones,
            hubs,
            departures.window,
            departures.in_words,
            walking,
            departures.back,
        )
    )
    journeys = _with_fares(
        (way.journey for way in found_ways if way.journey is not None), departures.fares
    )
    when = (
        f"Journeys: by timetable, leaving at each minute of {departures.in_words}; the median, "
        f"waiting included. {walking.in_words}"
    )
    if any(timetable.repeated for timetable in timetables):
        when += f" Where only a headway is known, over {PHASES} moments of it."
    times = _from_journeys(programme, places, journeys, terms, when)
    by_day = []
    if len(timetables) > 1:
        for number, day in enumerate(departures.days):
            ways = (each for way in found_ways if (each := way.by_day[number]) is not None)
            own = _with_fares(ways, departures.fares)
            by_day.append((day, _accesses(programme, places, own, terms)(())))
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
    return replace(times, notes=times.notes + lost, tables=(kept,), by_day=tuple(by_day))


def _from_journeys(
    programme: Programme,
    places: Places,
    journeys: tuple[Journey, ...],
    terms: CountingTerms,
    when: str,
) -> Times:
    if terms.services is not None and all(j.services_per_hour is None for j in journeys):
        raise UsageError("--services: no journey says its services_per_hour")
    if terms.fare is not None and all(j.fare is None for j in journeys):
        raise UsageError("--most-fare: no journey says its fare")
    again = _accesses(programme, places, journeys, terms)
    access = again(())
    both_ways = asks_way_back(journeys)
    if both_ways:
        when += " Minutes are those of the longer way, there or back."
    reasons = [
        *(["have no way back"] if both_ways else []),
        *_reasons(terms),
    ]
    if reasons:
        when += f" {access.left_out:,} are left out, which {' or '.join(reasons)}."
    basis = HEADING if places.period == HEADING else JOURNEYS
    return Times(access, basis, (when,), again=again)


def _reasons(terms: CountingTerms) -> Iterator[str]:
    """Why journeys do not count."""
    if terms.services is not None:
        often = f"are offered less than {figure(terms.services)} times an hour"
        yield f"{often}, or nobody says how often"
    if terms.fare is not None:
        yield f"cost more than £{figure(terms.fare)}, or nobody says how much"
    if terms.on is not None:
        yield f"run only after {terms.on.isoformat()}"


def _accesses(
    programme: Programme, places: Places, journeys: tuple[Journey, ...], terms: CountingTerms
) -> Callable[[Container[str]], Access]:
    """Access by the proposals that are chosen."""
    return lambda chosen: access_of(
        programme,
        places.zones,
        journeys,
        places.population,
        deprivation=places.deprivation,
        terms=terms,
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

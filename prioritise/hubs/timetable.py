"""Journeys from timetables, from door to door, for every minute of a window of departure.

Who leaves at a given minute walks from the middle of their zone to a stop, waits, rides, changes,
and walks to the hub; or walks all the way. The time from leaving to arriving, waiting included, is
the journey of that minute; `sampling` says how a row is made of all minutes. Where at more than
half of the minutes there is no journey of at most three hours, there is no row.

The way back is the way there with time turned round: one sweep of the mirrored timetable gives
every way from the hub, and its departures and arrivals are turned round again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prioritise.hubs.phases import timed_days
from prioritise.hubs.profiles import Connection, Profile, connections_of, profiles_to
from prioritise.hubs.sampling import LONGEST_SECONDS, Sample, Window
from prioritise.hubs.screening import point_of
from prioritise.hubs.walking import MINUTE, Nearby, Walking, changes_to
from prioritise.programme.distance import Point
from prioritise.programme.places import Journey, Zone
from prioritise.programme.records import Hub
from prioritise.programme.timetable import Timetable

Changes = Mapping[str, Sequence[tuple[str, int]]]
"""For each stop, the stops from which one may change to it, and the seconds."""
Days = Sequence[Sequence[Connection]]
"""Connections of a day, once for each phase of its headways."""


@dataclass(frozen=True, slots=True)
class DoorToDoor:
    """The journeys from one zone to one hub."""

    journey: Journey | None
    """Of all days together; none where most minutes have none."""
    by_day: tuple[Journey | None, ...]
    """Of each day by itself."""


def journeys_by_timetable(
    timetables: Sequence[Timetable],
    zones: Sequence[Zone],
    hubs: Sequence[Hub],
    window: Window,
    period: str,
    walking: Walking | None = None,
    back: Window | None = None,
) -> Iterator[DoorToDoor]:
    """The journeys from each zone to each hub that it has one to, on one day at least.

    Parameters
    ----------
    timetables
        A day each: everything that runs from the first departure to three hours after the last, of
        both windows.
    zones, hubs
        Those without latitude and longitude have no journeys.
    window
        When people leave.
    period
        What the journeys are called.
    walking
        How people walk; none takes the usual assumptions.
    back
        When people leave the hub again; none does not ask. Who has no way back has no journey.
    """
    walking = walking or Walking()
    days = [_Day(timetable, zones, walking, window, back) for timetable in timetables]
    for hub in hubs:
        end = point_of(hub)
        if end is None:
            continue
        found = [day.to(hub, end) for day in days]
        for zone in zones:
            if all(zone.zone in samples for samples in found):
                ways = [samples[zone.zone] for samples in found]
                by_day = tuple(_journey(zone, hub, [way], period) for way in ways)
                if any(by_day):
                    pooled = by_day[0] if len(ways) == 1 else _journey(zone, hub, ways, period)
                    yield DoorToDoor(pooled, by_day)


@dataclass(frozen=True, slots=True)
class _Ways:
    """From a zone to a hub on one day, and back where that is asked."""

    there: Sample
    back: Sample | None


class _Day:
    """One timetable, made ready for one hub after another."""

    def __init__(
        self,
        timetable: Timetable,
        zones: Sequence[Zone],
        walking: Walking,
        window: Window,
        back: Window | None,
    ) -> None:
        self._walking = walking
        self._window, self._back = window, back
        self._nearby = Nearby(timetable.stops.values(), walking)
        self._longest = walking.to_stop_minutes * MINUTE
        self._changes: Changes = changes_to(timetable, self._nearby, walking)
        self._starts = [
            (zone.zone, point, self._nearby.within(zone.zone, point, self._longest))
            for zone in zones
            if (point := point_of(zone)) is not None
        ]
        phases = list(timed_days(timetable))
        latest = window.last + LONGEST_SECONDS
        self._there: Days = [connections_of(runs, window.first, latest) for runs in phases]
        self._home: Days = ()
        if back is not None:
            latest = back.last + LONGEST_SECONDS
            mirrored = ([run.mirrored() for run in runs] for runs in phases)
            self._home = [connections_of(runs, -latest, -back.first) for runs in mirrored]
            self._changes_home = _turned_round(self._changes)

    def to(self, hub: Hub, end: Point) -> dict[str, _Ways]:
        """What was found from each zone, by its id."""
        walks = self._nearby.within(hub.hub, end, self._longest)
        on_foot = {
            zone: self._walking.whole_way(zone, point, hub.hub, end)
            for zone, point, _ in self._starts
        }
        found = {
            zone: _Ways(Sample(), Sample() if self._back else None) for zone, _, _ in self._starts
        }
        moments = self._window.moments
        for connections in self._there:
            profiles = profiles_to(connections, walks, self._changes)
            for zone, _, stops in self._starts:
                found[zone].there.add(moments, _there(profiles, stops, moments), on_foot[zone])
        if self._back is None:
            return found
        moments = self._back.moments
        for connections in self._home:
            mirrored = profiles_to(connections, walks, self._changes_home)
            profiles = {stop: profile.mirrored() for stop, profile in mirrored.items()}
            for zone, _, stops in self._starts:
                sample = found[zone].back
                assert sample is not None
                sample.add(moments, _home(profiles, stops, moments), on_foot[zone])
        return found


def _there(
    profiles: Mapping[str, Profile], stops: Mapping[str, int], moments: Sequence[int]
) -> Profile:
    """Departures from the door, from those of the stops around and the walks to them."""
    found = Profile()
    for stop, walk in stops.items():
        if stop in profiles:
            for departure, arrival in profiles[stop].between(moments[0] + walk, moments[-1] + walk):
                found.add(departure - walk, arrival)
    return found


def _home(
    profiles: Mapping[str, Profile], stops: Mapping[str, int], moments: Sequence[int]
) -> Profile:
    """Departures from the hub, with arrivals at the door by the stops around."""
    found = Profile()
    for stop, walk in stops.items():
        if stop in profiles:
            for departure, arrival in profiles[stop].between(moments[0], moments[-1]):
                found.add(departure, arrival + walk)
    return found


def _turned_round(changes: Changes) -> Changes:
    """The same changes from end to start."""
    found: dict[str, list[tuple[str, int]]] = {}
    for end, starts in changes.items():
        for start, seconds in starts:
            found.setdefault(start, []).append((end, seconds))
    return found


def _pooled(samples: Iterable[Sample]) -> Sample:
    found = Sample()
    for sample in samples:
        found.taken_with(sample)
    return found


def _journey(zone: Zone, hub: Hub, ways: Sequence[_Ways], period: str) -> Journey | None:
    """One row of all of these days."""
    there = _pooled(way.there for way in ways)
    median = there.minutes(50)
    if median is None:
        return None
    back = _pooled(way.back for way in ways if way.back is not None)
    minutes_back = back.minutes(50) if back.took else None
    return Journey(
        zone=zone.zone,
        hub=hub.hub,
        minutes=median,
        services_per_hour=there.per_hour,
        period=period,
        minutes_p10=there.minutes(10),
        minutes_p90=there.minutes(90),
        minutes_back=minutes_back,
        services_back=back.per_hour if minutes_back is not None else None,
    )

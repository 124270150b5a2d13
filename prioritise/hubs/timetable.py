"""Journeys from timetables, from door to door, for every minute of a window of departure.

Who leaves at a given minute walks from the middle of their zone to a stop, waits, rides, changes,
and walks to the hub; or walks all the way. The time from leaving to arriving, waiting included, is
the journey of that minute. A row of `journeys` is made of all minutes of the window:

- minutes, minutes_p10, minutes_p90: the least that half, a tenth, nine tenths of the minutes do not
  exceed, rounded up to a tenth of a minute;
- services_per_hour: the minutes in an hour after which the next journey arrives later, so that each
  is a departure worth taking. Who walks all the way can do so every minute: 60.

Where at more than half of the minutes there is no journey of at most three hours, there is no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, cos, floor, radians

from prioritise.hubs.profiles import NEVER, Profile, connections_of, profiles_to
from prioritise.hubs.screening import MapPoint, kilometres, point_of
from prioritise.programme.money import half_even
from prioritise.programme.places import Journey, Zone
from prioritise.programme.records import Hub
from prioritise.programme.timetable import Stop, Timetable

LONGEST_SECONDS = 3 * 3600
"""Longest journey."""
MINUTE = 60
"""Seconds; departures are taken at each minute."""
KM_PER_DEGREE = 111.0
"""About, and rather less: for looking only where something can be near."""


@dataclass(frozen=True, slots=True)
class Walking:
    """How people walk: assumptions of this package, stated with every answer.

    No source gives them; the speed is a little below the 80 metres a minute (4.8 km/h) that
    Transport for London's public transport accessibility levels (PTAL) count with, since valleys
    are steeper. Whoever knows better for a place says so.
    """

    km_per_hour: float = 4.5
    """Speed on the way."""
    detour: float = 1.3
    """Length of the way, for each kilometre of a straight line."""
    to_stop_minutes: float = 15
    """Longest walk to or from a stop."""
    change_minutes: float = 5
    """Longest walk between two stops on the way."""
    whole_way_minutes: float = 30
    """Longest walk where no vehicle is taken."""
    least_change_seconds: int = 60
    """Time to change at a stop, where the feed names none."""

    @property
    def in_words(self) -> str:
        """What people would ask about, for them to read."""
        return (
            f"On foot at {self.km_per_hour:g} km/h, {self.detour:g} km for each in a straight "
            f"line, at most {self.to_stop_minutes:g} minutes to a stop and "
            f"{self.whole_way_minutes:g} where no vehicle is taken."
        )

    def seconds(self, start: MapPoint, end: MapPoint) -> int:
        """Seconds on foot, rounded up."""
        return ceil(3600 * self.detour * kilometres(start, end) / self.km_per_hour)


@dataclass(frozen=True, slots=True)
class Window:
    """Departures that count: each minute from the first up to but not including the last."""

    first: int
    """Seconds after midnight."""
    last: int
    """Seconds after midnight."""

    @property
    def minutes(self) -> range:
        """Every moment of departure."""
        return range(self.first, self.last, MINUTE)


def journeys_by_timetable(
    timetable: Timetable,
    zones: Sequence[Zone],
    hubs: Sequence[Hub],
    window: Window,
    period: str,
    walking: Walking | None = None,
) -> Iterator[Journey]:
    """A journey from each zone to each hub that it has one to.

    Parameters
    ----------
    timetable
        Everything that runs from the first departure to three hours after the last.
    zones, hubs
        Those without latitude and longitude have no journeys.
    window
        When people leave.
    period
        What the journeys are called.
    walking
        How people walk; none takes the usual assumptions.
    """
    walking = walking or Walking()
    nearby = _Nearby(timetable.stops.values())
    reach = walking.to_stop_minutes * MINUTE
    latest = window.last + LONGEST_SECONDS
    connections = connections_of(timetable.runs, window.first, latest)
    changes = changes_to(timetable, nearby, walking)
    starts = [(zone, point) for zone in zones if (point := point_of(zone)) is not None]
    access = [nearby.within(point, reach, walking) for _, point in starts]
    moments = (*window.minutes, window.minutes[-1] + MINUTE)
    for hub in hubs:
        end = point_of(hub)
        if end is None:
            continue
        profiles = profiles_to(connections, nearby.within(end, reach, walking), changes)
        for (zone, point), stops in zip(starts, access, strict=True):
            walk = walking.seconds(point, end)
            on_foot = walk if walk <= walking.whole_way_minutes * MINUTE else None
            profiles_here = [
                (profiles[s], seconds) for s, seconds in stops.items() if s in profiles
            ]
            profile = _from_door(profiles_here, moments)
            arrivals = [_arrival(moment, profile, on_foot) for moment in moments]
            journey = _journey(zone, hub, moments, arrivals, period)
            if journey is not None:
                yield journey


def changes_to(
    timetable: Timetable, nearby: _Nearby, walking: Walking
) -> dict[str, list[tuple[str, int]]]:
    """For each stop, the stops from which one may change to it, and the seconds that this takes.

    What the feed says counts; else it is the walk, and at least the least time of a change.
    """
    longest = walking.change_minutes * MINUTE
    found: dict[str, dict[str, int | None]] = {}
    for stop in timetable.stops.values():
        near = nearby.within((stop.latitude, stop.longitude), longest, walking)
        near.setdefault(stop.stop, 0)
        least = walking.least_change_seconds
        found[stop.stop] = {other: max(seconds, least) for other, seconds in near.items()}
    for (start, end), seconds in timetable.changes.items():
        found[end][start] = seconds
    return {
        end: sorted((start, seconds) for start, seconds in starts.items() if seconds is not None)
        for end, starts in found.items()
    }


class _Nearby:
    """Stops by squares of a grid, so that only near ones are measured."""

    def __init__(self, stops: Iterable[Stop]) -> None:
        self._squares: dict[tuple[int, int], list[Stop]] = {}
        for stop in stops:
            square = floor(stop.latitude * 100), floor(stop.longitude * 100)
            self._squares.setdefault(square, []).append(stop)

    def within(self, point: MapPoint, longest: float, walking: Walking) -> dict[str, int]:
        """Seconds on foot to each stop that is not further, in order of id."""
        kilometre = longest * walking.km_per_hour / 3600 / walking.detour
        north = kilometre / KM_PER_DEGREE
        east = north / max(cos(radians(min(abs(point[0]) + north, 89.9))), 0.001)
        rows = range(floor((point[0] - north) * 100), floor((point[0] + north) * 100) + 1)
        columns = range(floor((point[1] - east) * 100), floor((point[1] + east) * 100) + 1)
        found = {}
        for square in ((row, column) for row in rows for column in columns):
            for stop in self._squares.get(square, ()):
                seconds = walking.seconds(point, (stop.latitude, stop.longitude))
                if seconds <= longest:
                    found[stop.stop] = seconds
        return dict(sorted(found.items()))


def _from_door(profiles: Sequence[tuple[Profile, int]], moments: Sequence[int]) -> Profile:
    """Departures from the door, from those of the stops around and the walks to them."""
    found = Profile()
    for profile, walk in profiles:
        for departure, arrival in profile.between(moments[0] + walk, moments[-1] + walk):
            found.add(departure - walk, arrival)
    return found


def _arrival(moment: int, profile: Profile, on_foot: int | None) -> int:
    """Earliest arrival of whoever leaves at a moment; `NEVER` where it takes too long."""
    best = profile.arrival(moment)
    if on_foot is not None:
        best = min(best, moment + on_foot)
    return best if best - moment <= LONGEST_SECONDS else NEVER


def _journey(
    zone: Zone, hub: Hub, moments: Sequence[int], arrivals: Sequence[int], period: str
) -> Journey | None:
    """One row from the arrivals of every minute, and of the one after the last."""
    took = [
        arrival - moment if arrival < NEVER else NEVER
        for moment, arrival in zip(moments[:-1], arrivals, strict=False)
    ]
    took.sort()
    median = _minutes(took, 50)
    if median is None:
        return None
    departures = sum(now < NEVER and now < following for now, following in pairwise(arrivals))
    hourly = half_even(departures * 60 * 100, len(took))
    return Journey(
        zone=zone.zone,
        hub=hub.hub,
        minutes=median,
        services_per_hour=Decimal(hourly) / 100,
        period=period,
        minutes_p10=_minutes(took, 10),
        minutes_p90=_minutes(took, 90),
    )


def _minutes(took: Sequence[int], percent: int) -> Decimal | None:
    """The least that so many in a hundred do not exceed, in minutes; None where that is never."""
    seconds = took[max(0, ceil(Fraction(len(took) * percent, 100)) - 1)]
    return None if seconds >= NEVER else Decimal(ceil(Fraction(seconds, 6))) / 10

"""How people walk: to stops, between them, and all the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, cos, floor, radians

from prioritise.programme.distance import Point, kilometres
from prioritise.programme.timetable import Stop, Timetable

MINUTE = 60
"""Seconds."""
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
    measured: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    """Seconds on foot between two places, of zones, hubs and stops by id, where somebody measured
    them; None where nobody can walk. They count as they are, however long."""

    @property
    def in_words(self) -> str:
        """What people would ask about, for them to read."""
        measured = f" {len(self.measured):,} walks as measured." if self.measured else ""
        return (
            f"On foot at {self.km_per_hour:g} km/h, {self.detour:g} km for each in a straight "
            f"line, at most {self.to_stop_minutes:g} minutes to a stop and "
            f"{self.whole_way_minutes:g} where no vehicle is taken.{measured}"
        )

    def seconds(self, start: Point, end: Point) -> int:
        """Seconds on foot, rounded up."""
        return ceil(3600 * self.detour * kilometres(start, end) / self.km_per_hour)

    def whole_way(self, zone: str, start: Point, hub: str, end: Point) -> int | None:
        """Seconds on foot from a zone to a hub; None where that is too far."""
        if (zone, hub) in self.measured:
            return self.measured[zone, hub]
        seconds = self.seconds(start, end)
        return seconds if seconds <= self.whole_way_minutes * MINUTE else None


class Nearby:
    """Stops by squares of a grid, so that only near ones are measured."""

    def __init__(self, stops: Iterable[Stop], walking: Walking) -> None:
        self._walking = walking
        self._squares: dict[tuple[int, int], list[Stop]] = {}
        known = set()
        for stop in stops:
            square = floor(stop.latitude * 100), floor(stop.longitude * 100)
            self._squares.setdefault(square, []).append(stop)
            known.add(stop.stop)
        self._measured: dict[str, dict[str, int | None]] = {}
        for (place, stop_id), seconds in walking.measured.items():
            if stop_id in known:
                self._measured.setdefault(place, {})[stop_id] = seconds

    def within(self, place: str, point: Point, longest: float) -> dict[str, int]:
        """Seconds on foot from a place to each stop that is not further, in order of id.

        Parameters
        ----------
        place
            Id of a zone, a hub or a stop, by which walks were measured.
        longest
            Seconds of a walk that nobody measured.
        """
        walking = self._walking
        kilometre = longest * walking.km_per_hour / 3600 / walking.detour
        north = kilometre / KM_PER_DEGREE
        east = north / max(cos(radians(min(abs(point[0]) + north, 89.9))), 0.001)
        rows = range(floor((point[0] - north) * 100), floor((point[0] + north) * 100) + 1)
        columns = range(floor((point[1] - east) * 100), floor((point[1] + east) * 100) + 1)
        found: dict[str, int | None] = {}
        for square in ((row, column) for row in rows for column in columns):
            for stop in self._squares.get(square, ()):
                seconds = walking.seconds(point, (stop.latitude, stop.longitude))
                if seconds <= longest:
                    found[stop.stop] = seconds
        found |= self._measured.get(place, {})
        return {stop: each for stop, each in sorted(found.items()) if each is not None}


def changes_to(
    timetable: Timetable, nearby: Nearby, walking: Walking
) -> dict[str, list[tuple[str, int]]]:
    """For each stop, the stops from which one may change to it, and the seconds that this takes.

    What the feed says counts; else it is the walk, and at least the least time of a change.
    """
    longest = walking.change_minutes * MINUTE
    found: dict[str, dict[str, int | None]] = {}
    for stop in timetable.stops.values():
        near = nearby.within(stop.stop, (stop.latitude, stop.longitude), longest)
        near.setdefault(stop.stop, 0)
        least = walking.least_change_seconds
        found[stop.stop] = {other: max(seconds, least) for other, seconds in near.items()}
    for (start, end), seconds in timetable.changes.items():
        found[end][start] = seconds
    return {
        end: sorted((start, seconds) for start, seconds in starts.items() if seconds is not None)
        for end, starts in found.items()
    }

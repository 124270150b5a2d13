"""From everywhere to one hub by timetable: all departures worth taking, in one sweep.

The connections of a day (from one call of a run to the next) are taken in falling order of
departure. Who rides a connection may walk to the hub where it ends, stay on, or change there; the
best of the three is when they arrive. What is known of every later connection is known by then, so
one sweep gives the earliest arrival for every moment of departure at every stop, exactly.

A stop's profile holds pairs of departure and arrival, of which none leaves earlier and arrives no
sooner than another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prioritise.programme.timetable import Run

NEVER = 1 << 60
"""An arrival that never comes."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A vehicle from one call to the next."""

    departure: int
    arrival: int
    run: int
    """Number of the run."""
    place: int
    """Place of the first call in the run."""
    start: str
    end: str
    boards: bool
    leaves: bool


class Profile:
    """Departures worth taking, the latest first."""

    __slots__ = ("_arrivals", "_keys")

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._arrivals: list[int] = []

    def add(self, departure: int, arrival: int) -> None:
        """Take a departure in, unless another leaves no earlier and arrives no later."""
        keys, arrivals = self._keys, self._arrivals
        place = bisect_right(keys, -departure)
        if place and arrivals[place - 1] <= arrival:
            return
        if place and keys[place - 1] == -departure:
            place -= 1
        end = place
        while end < len(arrivals) and arrivals[end] >= arrival:
            end += 1
        keys[place:end] = [-departure]
        arrivals[place:end] = [arrival]

    def arrival(self, moment: int) -> int:
        """Earliest arrival of whoever is ready at a moment; `NEVER` where there is none."""
        place = bisect_right(self._keys, -moment)
        return self._arrivals[place - 1] if place else NEVER

    def departure(self, moment: int) -> int:
        """The departure that whoever is ready at a moment takes; `NEVER` where there is none."""
        place = bisect_right(self._keys, -moment)
        return -self._keys[place - 1] if place else NEVER

    def mirrored(self) -> Profile:
        """The same departures and arrivals with time turned round."""
        found = Profile()
        found._keys, found._arrivals = self._arrivals[::-1], self._keys[::-1]
        return found

    def between(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Departures and arrivals that serve whoever is ready from one moment to another."""
        start = max(bisect_right(self._keys, -last) - 1, 0)
        for place in range(start, bisect_right(self._keys, -first)):
            yield -self._keys[place], self._arrivals[place]


def connections_of(runs: Sequence[Run], first: int, last: int) -> list[Connection]:
    """Connections between two moments, the latest departure first."""
    found = [
        Connection(departure, arrival, number, place, start, end, boards, leaves)
        for number, run in enumerate(runs)
        for place, (departure, arrival, start, end, boards, leaves) in enumerate(
            zip(
                run.departures,
                run.arrivals[1:],
                run.stops,
                run.stops[1:],
                run.boards,
                run.leaves[1:],
                strict=False,
            )
        )
        if departure >= first and arrival <= last
    ]
    found.sort(key=lambda c: (c.departure, c.arrival, c.place), reverse=True)
    return found


def profiles_to(
    connections: Iterable[Connection],
    to_hub: Mapping[str, int],
    changes: Mapping[str, Sequence[tuple[str, int]]],
) -> dict[str, Profile]:
    """The profile of every stop from which a vehicle leads to the hub.

    Parameters
    ----------
    connections
        The latest departure first.
    to_hub
        Seconds on foot from a stop to the hub.
    changes
        For each stop at which a vehicle may be boarded, the stops (itself among them) from which
        one may change to it, and the seconds that this takes.
    """
    boarding: dict[str, Profile] = {}
    changing: dict[str, Profile] = {}
    staying: dict[int, int] = {}
    for connection in connections:
        best = staying.get(connection.run, NEVER)
        if connection.leaves:
            walk = to_hub.get(connection.end)
            if walk is not None:
                best = min(best, connection.arrival + walk)
            if connection.end in changing:
                best = min(best, changing[connection.end].arrival(connection.arrival))
        if best == NEVER:
            continue
        staying[connection.run] = best
        if connection.boards:
            start, departure = connection.start, connection.departure
            boarding.setdefault(start, Profile()).add(departure, best)
            for stop, seconds in changes.get(start, ()):
                changing.setdefault(stop, Profile()).add(departure - seconds, best)
    return boarding

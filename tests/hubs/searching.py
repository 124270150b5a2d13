"""Small timetables at random, and their journeys by trying everything, minute by minute.

The search knows vehicles, not joined runs: who rides to the end of a trip sits on where the vehicle
makes another one. It shares no code with the package but the moments at which lines come of which
only the headway is known.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from tests.hubs.feeds import stops, trip, write_feed

NEVER = 10**9
EIGHT = 8 * 3600
STOPS = "ABCD"


@dataclass
class Trip:
    """A trip as drawn; seconds after midnight."""

    name: str
    calls: list[tuple[str, int, int]]
    block: str = ""
    headway: int = 0
    """0 where it runs once."""
    times: int = 1
    exact: bool = False


@dataclass
class Drawn:
    """A timetable as drawn."""

    trips: list[Trip]
    joined: list[tuple[str, str]] = field(default_factory=list)
    parted: list[tuple[str, str]] = field(default_factory=list)
    changes: dict[str, int | None] = field(default_factory=dict)
    """Seconds to change at a stop where the feed says; None where nobody may."""

    def feed(self, path: Path) -> Path:
        """As a GTFS feed."""
        rows = []
        for each in self.trips:
            head, calls = trip(each.name, *(f"{stop} 00:00" for stop, _, _ in each.calls))
            for row, (_, arrival, departure) in zip(calls, each.calls, strict=True):
                row[1], row[2] = _clock(arrival), _clock(departure)
            rows.append(([*head, each.block], calls))
        said = [["", "", "4", "", *pair] for pair in self.joined]
        said += [["", "", "5", "", *pair] for pair in self.parted]
        for stop, seconds in self.changes.items():
            kind = ["3", ""] if seconds is None else ["2", seconds]
            said.append([stop, stop, *kind, "", ""])
        repeated = [
            [t.name, _clock(start), _clock(start + t.headway * t.times), t.headway, int(t.exact)]
            for t in self.trips
            if t.headway
            for start in [t.calls[0][2]]
        ]
        return write_feed(
            path, *rows, stops=stops(STOPS), transfers=said, frequencies=repeated or None
        )

    def follows(self, one: Trip, other: Trip) -> bool:
        """Whether who sits in one trip may sit on in the other."""
        if one.headway or other.headway or other.calls[0][2] < one.calls[-1][1]:
            return False
        pair = (one.name, other.name)
        if pair in self.joined and self._order(one) < self._order(other):
            return True
        block = sorted(
            (t for t in self.trips if t.block == one.block and not t.headway), key=self._order
        )
        if not one.block or one.block != other.block or pair in self.parted:
            return False
        is_next = block.index(other) == block.index(one) + 1
        return is_next and one.calls[-1][0] == other.calls[0][0]

    @staticmethod
    def _order(one: Trip) -> tuple[int, int, str]:
        return one.calls[0][2], one.calls[-1][1], one.name


def drawn(seed: int) -> Drawn:
    """A few trips between four stops, and often a vehicle that goes on from one trip to another."""
    rng = random.Random(seed)
    made = Drawn([])
    for ends, first in (("AD", 0), ("DA", 20)):
        if rng.random() < 0.7:
            _through(rng, made, ends, first)
    for _ in range(rng.randint(1, 4)):
        each = _trip(rng, made, rng.sample(STOPS, rng.randint(2, 4)), rng.randint(0, 40))
        if rng.random() < 0.5:
            each.headway = 60 * rng.choice([3, 7, 10, 15])
            each.times, each.exact = rng.randint(1, 4), rng.random() < 0.4
    made.changes = {stop: rng.choice([0, 120, 300, None]) for stop in STOPS if rng.random() < 0.5}
    return made


def _through(rng: random.Random, made: Drawn, ends: str, first: int) -> None:
    """A vehicle by way of another stop, whose two trips one may sit through, or may not."""
    middle = rng.choice("BC")
    one = _trip(rng, made, [ends[0], middle], first + rng.randint(0, 9))
    wait = rng.choice([-1, 0, 0, 1, 4])
    start = middle if rng.random() < 0.8 else rng.choice("BC")
    begins = (one.calls[-1][1] - EIGHT) // 60 + wait
    other = _trip(rng, made, [start, ends[1]], begins)
    if rng.random() < 0.7:
        one.block = other.block = f"b{len(made.trips)}"
    if rng.random() < 0.4:
        rng.choice([made.joined, made.joined, made.parted]).append((one.name, other.name))
    if rng.random() < 0.3:  # a train that is parted
        third = _trip(rng, made, [start, rng.choice(STOPS.replace(start, ""))], begins + 1)
        made.joined.append((one.name, third.name))


def _trip(rng: random.Random, made: Drawn, line: Sequence[str], begins: int) -> Trip:
    moment, calls = EIGHT + 60 * begins, []
    for stop in line:
        arrival = moment + 60 * rng.randint(1, 9) * bool(calls)
        moment = arrival + rng.choice([0, 0, 60]) * bool(calls)
        calls.append((stop, arrival, moment))
    made.trips.append(Trip(f"t{len(made.trips)}", calls))
    return made.trips[-1]


@dataclass
class Vehicle:
    """One run of a trip, and those in which one may sit on."""

    trip: Trip
    calls: list[tuple[str, int, int]]
    on: list[Vehicle] = field(default_factory=list)


def vehicles(timetable: Drawn, starts: Sequence[tuple[Trip, int]]) -> list[Vehicle]:
    """Everything that runs; a start is a trip and the moment at which it leaves."""
    found = []
    for each, start in starts:
        shift = start - each.calls[0][2]
        calls = [
            (stop, arrival + shift, departure + shift) for stop, arrival, departure in each.calls
        ]
        found.append(Vehicle(each, calls))
    for one in found:
        one.on = [v for v in found if v is not one and timetable.follows(one.trip, v.trip)]
    return found


def arrival(
    timetable: Drawn, running: Sequence[Vehicle], start: dict[str, int], goal: dict[str, int]
) -> int:
    """Earliest arrival, tried until nothing changes.

    Parameters
    ----------
    start, goal
        Moments at which one is at a stop; seconds on foot from a stop to the end.
    """
    ready, best, changed = dict(start), NEVER, True

    def off(stop: str, moment: int) -> None:
        nonlocal best, changed
        best = min(best, moment + goal.get(stop, NEVER))
        least = timetable.changes.get(stop, 60)
        if least is not None and moment + least < ready.get(stop, NEVER):
            ready[stop], changed = moment + least, True

    def ride(vehicle: Vehicle, place: int) -> None:
        for stop, moment, _ in vehicle.calls[place + 1 :]:
            off(stop, moment)
        for following in vehicle.on:
            ride(following, 0)

    while changed:
        changed = False
        for vehicle in running:
            for place, (stop, _, departure) in enumerate(vehicle.calls[:-1]):
                if ready.get(stop, NEVER) <= departure:
                    ride(vehicle, place)
    return best


@dataclass
class Found:
    """What a journey comes to."""

    minutes: Decimal | None
    p10: Decimal | None
    p90: Decimal | None
    services: Fraction


def searched(
    timetable: Drawn,
    days: Sequence[Sequence[Vehicle]],
    window: tuple[int, int],
    leave: dict[str, int],
    goal: dict[str, int],
) -> Found:
    """All minutes of a window, over all days.

    Parameters
    ----------
    leave
        Seconds on foot from the start to a stop.
    """
    took: list[int] = []
    departures = over = 0
    for running in days:

        def at(moment: int, running: Sequence[Vehicle] = running) -> int:
            start = {stop: moment + walk for stop, walk in leave.items()}
            return arrival(timetable, running, start, goal)

        arrivals = [at(moment) for moment in range(window[0], window[1] + 60, 60)]
        took += [
            a - moment if a < NEVER else NEVER
            for moment, a in zip(range(*window, 60), arrivals, strict=False)
        ]
        left = sum(now < NEVER and now < after for now, after in pairwise(arrivals))
        minutes = (window[1] - window[0]) // 60
        if not left and arrivals[-1] < NEVER:
            moment = window[1]
            while at(moment + 60) == arrivals[-1]:
                moment += 60
            left, minutes = 1, (moment - window[0]) // 60 + 1
        departures += left
        over += minutes
    took.sort()

    def share(tenths: int) -> Decimal | None:
        place = -(-len(took) * tenths // 10) - 1
        if took[place] >= NEVER:
            return None
        return (Decimal(took[place]) / 60).quantize(Decimal("0.1"), rounding=ROUND_CEILING)

    return Found(share(5), share(1), share(9), Fraction(60 * departures, over))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

"""Trips that one vehicle makes one after another, joined: who stays in their seat changes nowhere.

Two trips are joined where transfers.txt links them by type 4, or where they follow each other in
one block and the next one starts at the stop at which the last one ends, at its station, or a few
steps away: where it starts elsewhere, the vehicle gets there empty. Type 5 keeps two trips apart.
A trip that several follow, as where a train is parted, goes on as each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from prioritise.programme.distance import kilometres
from prioritise.programme.timetable import Run, Stop

FEW_STEPS_KM = 0.2
"""How far the next trip may start from where the last one ends: an assumption of this package,
which the two sides of a road and the bays of a bus station keep within."""
MOST_CHAINS = 100_000
"""Chains of trips that one day may have; more is a feed whose links make no sense."""
TripPair = tuple[str, str]
"""A trip, and one that may follow it."""


@dataclass(frozen=True, slots=True)
class Links:
    """What a feed says of trips that one vehicle makes."""

    block: Mapping[str, str]
    """Block of each trip that has one."""
    joined: frozenset[TripPair] = frozenset()
    """Pairs of which passengers stay in their seats, by transfers.txt."""
    parted: frozenset[TripPair] = frozenset()
    """Pairs between which they have to get off, by transfers.txt."""
    station: Mapping[str, str] = field(default_factory=dict)
    """Station of each stop that belongs to one."""


def through_runs(runs: Mapping[str, Run], links: Links, stops: Mapping[str, Stop]) -> Iterator[Run]:
    """The runs of one day, those of one vehicle joined.

    Parameters
    ----------
    runs
        Runs of the day, by trip.

    Raises
    ------
    ValueError
        The links make more chains of trips than any timetable has.
    """
    following: dict[str, list[str]] = {}
    for trip, other in _pairs(runs, links, stops):
        following.setdefault(trip, []).append(other)
    led_to = {other for others in following.values() for other in others}
    number = 0
    for trip in runs:
        if trip not in led_to:
            for chain in _chains(trip, following):
                number += 1
                if number > MOST_CHAINS:
                    raise ValueError
                yield _joined([runs[name] for name in chain])


def _pairs(runs: Mapping[str, Run], links: Links, stops: Mapping[str, Stop]) -> Iterator[TripPair]:
    """Every trip and what follows it, each pair once."""

    def order(trip: str) -> tuple[int, int, str]:
        return runs[trip].departures[0], runs[trip].arrivals[-1], trip

    def follows(trip: str, other: str) -> bool:
        in_time = runs[other].departures[0] >= runs[trip].arrivals[-1]
        return in_time and order(trip) < order(other)

    def is_near(trip: str, other: str) -> bool:
        end, start = stops[runs[trip].stops[-1]], stops[runs[other].stops[0]]
        station = links.station.get(end.stop)
        if end.stop == start.stop or (station and station == links.station.get(start.stop)):
            return True
        here, there = (end.latitude, end.longitude), (start.latitude, start.longitude)
        return kilometres(here, there) <= FEW_STEPS_KM

    blocks: dict[str, list[str]] = {}
    for trip in runs:
        if links.block.get(trip):
            blocks.setdefault(links.block[trip], []).append(trip)
    in_blocks = (
        pair
        for block in blocks.values()
        for pair in pairwise(sorted(block, key=order))
        if pair not in links.parted and follows(*pair) and is_near(*pair)
    )
    linked = (pair for pair in sorted(links.joined) if set(pair) <= runs.keys() and follows(*pair))
    yield from dict.fromkeys([*in_blocks, *linked])


def _chains(trip: str, following: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Every way on from a trip to one that nothing follows."""
    waiting = [[trip]]
    while waiting:
        chain = waiting.pop()
        others = following.get(chain[-1], ())
        if not others:
            yield chain
        waiting += [[*chain, other] for other in others]


def _joined(runs: Sequence[Run]) -> Run:
    """One run of several; where two of them meet at a stop, its call is one."""
    found = runs[0]
    for run in runs[1:]:
        if found.stops[-1] == run.stops[0]:
            found = Run(
                found.stops + run.stops[1:],
                found.arrivals + run.arrivals[1:],
                found.departures[:-1] + run.departures,
                found.boards[:-1] + run.boards,
                found.leaves + run.leaves[1:],
            )
        else:  # nobody gets on or off for the few steps between
            found = Run(
                found.stops + run.stops,
                found.arrivals + run.departures[:1] + run.arrivals[1:],
                found.departures[:-1] + found.arrivals[-1:] + run.departures,
                (*found.boards[:-1], False, *run.boards),
                (*found.leaves, False, *run.leaves[1:]),
            )
    return found

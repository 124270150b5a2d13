"""The calls of one trip → a run: in order, with a time for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from prioritise.programme.timetable import Run
from prioritise.reading.cells import shown
from prioritise.reading.gtfs_files import Feed


@dataclass(frozen=True, slots=True)
class Call:
    """A row of stop_times."""

    order: int
    stop: str
    arrival: int | None
    departure: int | None
    boards: bool
    leaves: bool


def run_of(calls: Sequence[Call], feed: Feed) -> Run | None:
    """The calls of a trip in order, with a time for each; None where it goes nowhere."""
    calls = sorted(calls, key=lambda call: call.order)
    for call, other in pairwise(calls):
        if call.order == other.order:
            found = f"two calls of one number, at {shown(call.stop)} and {shown(other.stop)}"
            expected = "a number for each call of a trip"
            feed.refuse("stop_times", None, "stop_sequence", found, expected)
            return None
    arrivals = [call.arrival if call.arrival is not None else call.departure for call in calls]
    spread = _spread(arrivals)
    if len(calls) < 2 or spread is None:
        return None
    departures = [
        call.departure if call.departure is not None else arrival
        for call, arrival in zip(calls, spread, strict=True)
    ]
    moments = [moment for pair in zip(spread, departures, strict=True) for moment in pair]
    if moments != sorted(moments):
        found = f"a vehicle that goes back in time at {shown(calls[0].stop)}"
        expected = "times that never fall along a trip"
        feed.refuse("stop_times", None, "", found, expected)
        return None
    return Run(
        tuple(call.stop for call in calls),
        tuple(spread),
        tuple(departures),
        tuple(call.boards for call in calls),
        tuple(call.leaves for call in calls),
    )


def _spread(times: Sequence[int | None]) -> list[int] | None:
    """Times with missing ones spread evenly between their neighbours; None without both ends."""
    if not times or times[0] is None or times[-1] is None:
        return None
    known = [(place, time) for place, time in enumerate(times) if time is not None]
    spread: list[int] = [known[0][1]]
    for (place, time), (following, later) in pairwise(known):
        steps = following - place
        spread += [time + (later - time) * step // steps for step in range(1, steps + 1)]
    return spread

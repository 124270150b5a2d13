"""A timetable of one day: stops, runs of vehicles, and what changes between stops need.

Times are whole seconds after midnight of the day that is asked about; what began the day before may
be negative, what ends the day after may pass 86,400.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a vehicle stops."""

    stop: str
    """Id, with the number of its feed where there are several."""
    name: str
    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""


@dataclass(frozen=True, slots=True)
class Run:
    """One vehicle on its way, call by call."""

    stops: tuple[str, ...]
    """Id of the stop of each call."""
    arrivals: tuple[int, ...]
    """Seconds of each arrival."""
    departures: tuple[int, ...]
    """Seconds of each departure."""
    boards: tuple[bool, ...]
    """Whether one may get on."""
    leaves: tuple[bool, ...]
    """Whether one may get off."""

    def later(self, seconds: int) -> Run:
        """The same run, so many seconds later."""
        return Run(
            self.stops,
            tuple(time + seconds for time in self.arrivals),
            tuple(time + seconds for time in self.departures),
            self.boards,
            self.leaves,
        )

    def mirrored(self) -> Run:
        """The same run with time turned round, so that a way back becomes a way there."""
        return Run(
            self.stops[::-1],
            tuple(-time for time in reversed(self.departures)),
            tuple(-time for time in reversed(self.arrivals)),
            self.leaves[::-1],
            self.boards[::-1],
        )


@dataclass(frozen=True, slots=True)
class Repeated:
    """A run that comes again and again, of which only the headway is known."""

    run: Run
    """The first one, at the earliest time at which it may come."""
    headway: int
    """Seconds from one to the next."""
    times: int
    """How many there are."""

    def later(self, seconds: int) -> Repeated:
        """The same, so many seconds later."""
        return Repeated(self.run.later(seconds), self.headway, self.times)

    def runs(self, phase: int) -> tuple[Run, ...]:
        """All of them, the first so many seconds after the earliest time."""
        return tuple(self.run.later(phase + self.headway * time) for time in range(self.times))


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that runs on a day."""

    stops: Mapping[str, Stop]
    """Stops by id."""
    runs: tuple[Run, ...]
    """Runs, in the order of the feeds."""
    changes: Mapping[tuple[str, str], int | None]
    """Least seconds to change from one stop to another, or at one; None where nobody may."""
    repeated: tuple[Repeated, ...] = ()
    """Runs of which only the headway is known."""

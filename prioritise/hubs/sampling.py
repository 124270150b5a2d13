"""Whoever leaves at each minute of a window: how long they take, and how often they can go.

What a journey is made of, over all minutes of the window, over all days that are asked about, and
over all phases of headways:

- minutes, minutes_p10, minutes_p90: the least that half, a tenth, nine tenths of the minutes do not
  exceed, rounded up to a tenth of a minute;
- services_per_hour: the minutes in an hour after which the next journey arrives later, so that
  each is a departure worth taking. Who walks all the way can do so every minute: 60. Where nothing
  leaves within the window, the next departure counts, over the window and the wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil

from prioritise.hubs.profiles import NEVER, Profile
from prioritise.hubs.walking import MINUTE
from prioritise.programme.money import half_even

LONGEST_SECONDS = 3 * 3600
"""Longest journey."""


@dataclass(frozen=True, slots=True)
class Window:
    """Departures that count: each minute from the first up to but not including the last."""

    first: int
    """Seconds after midnight."""
    last: int
    """Seconds after midnight."""

    @property
    def moments(self) -> tuple[int, ...]:
        """Every moment of departure, and the one after the last."""
        inside = range(self.first, self.last, MINUTE)
        return (*inside, inside[-1] + MINUTE)


@dataclass(slots=True)
class Sample:
    """What was found, minute by minute."""

    took: list[int] = field(default_factory=list)
    """Seconds of the journey of each minute; `NEVER` where there is none."""
    departures: int = 0
    """Departures worth taking."""
    over: int = 0
    """Minutes over which they were counted."""

    def add(self, moments: Sequence[int], profile: Profile, on_foot: int | None) -> None:
        """Take in a day on which people leave at these moments, and the one after the last.

        Parameters
        ----------
        profile
            Departures from door to door.
        on_foot
            Seconds all the way on foot; none where that is too far.
        """
        arrivals = [_arrival(moment, profile, on_foot) for moment in moments]
        self.took += [
            arrival - moment if arrival < NEVER else NEVER
            for moment, arrival in zip(moments[:-1], arrivals, strict=False)
        ]
        departures = sum(now < NEVER and now < after for now, after in pairwise(arrivals))
        over = len(moments) - 1
        if not departures and arrivals[-1] < NEVER:
            departures, over = 1, (profile.departure(moments[-1]) - moments[0]) // MINUTE + 1
        self.departures += departures
        self.over += over

    def taken_with(self, other: Sample) -> None:
        """Take in what another sample holds."""
        self.took += other.took
        self.departures += other.departures
        self.over += other.over

    def minutes(self, percent: int) -> Decimal | None:
        """The least that so many in a hundred do not exceed, in minutes; None where never."""
        self.took.sort()
        seconds = self.took[max(0, ceil(Fraction(len(self.took) * percent, 100)) - 1)]
        return None if seconds >= NEVER else Decimal(ceil(Fraction(seconds, 6))) / 10

    @property
    def per_hour(self) -> Decimal:
        """Departures in an hour, to a hundredth."""
        return Decimal(half_even(self.departures * 60 * 100, self.over)) / 100


def _arrival(moment: int, profile: Profile, on_foot: int | None) -> int:
    """Earliest arrival of whoever leaves at a moment; `NEVER` where it takes too long."""
    best = profile.arrival(moment)
    if on_foot is not None:
        best = min(best, moment + on_foot)
    return best if best - moment <= LONGEST_SECONDS else NEVER

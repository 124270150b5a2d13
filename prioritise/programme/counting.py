"""Which journeys count, and what their minutes are worth: one rule for every command.

A journey counts where it is offered often enough, costs no more than people may pay, runs by the
day that is asked about and, where ways back are told, leads home again; its minutes are then those
of the longer way. How much a journey of t minutes is worth is its decay:

- step: 1 up to a threshold, 0 beyond it;
- negative exponential: 2^(-t/H), a half for every H minutes;
- straight line: 1 - t/Z, down to 0 at Z minutes.

Weights are whole millionths, so that sums of them are exact and no order hangs on rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import exp2
from typing import Literal

from prioritise.programme.places import Journey

FULL = 1_000_000
"""Weight of a journey that takes no time at all, or no more than the step."""


@dataclass(frozen=True, slots=True)
class CountingTerms:
    """What a journey has to be to count."""

    services: Decimal | None = None
    """Least journeys in an hour; none counts all, else those of which nobody says do not count."""
    fare: Decimal | None = None
    """Most pounds; none counts all, else those of which nobody says do not count."""
    on: date | None = None
    """Day by which it has to run; none counts all."""

    def minutes(self, journey: Journey, both_ways: bool) -> Decimal | None:
        """Minutes of a journey that counts, the longer way; None where it does not."""
        ways = [(journey.minutes, journey.services_per_hour)]
        if both_ways:
            ways.append((journey.minutes_back, journey.services_back))
        taken = [minutes for minutes, _ in ways if minutes is not None]
        if len(taken) < len(ways):
            return None
        if self.services is not None and any(
            offered is None or offered < self.services for _, offered in ways
        ):
            return None
        if self.fare is not None and (journey.fare is None or journey.fare > self.fare):
            return None
        if self.on is not None and journey.runs_from is not None and journey.runs_from > self.on:
            return None
        return max(taken)


EVERY = CountingTerms()
"""Every journey counts."""


def counted(journeys: Sequence[Journey], terms: CountingTerms) -> list[tuple[Journey, Decimal]]:
    """The journeys that count, and their minutes."""
    both_ways = asks_way_back(journeys)
    found = ((journey, terms.minutes(journey, both_ways)) for journey in journeys)
    return [(journey, minutes) for journey, minutes in found if minutes is not None]


def asks_way_back(journeys: Iterable[Journey]) -> bool:
    """Whether ways back are told at all: then a journey without one leads nobody home."""
    return any(journey.minutes_back is not None for journey in journeys)


@dataclass(frozen=True, slots=True)
class Decay:
    """What a journey of so many minutes is worth."""

    form: Literal["step", "exponential", "linear"]
    minutes: Decimal
    """Threshold, minutes of a half, or minutes at which nothing is left."""

    @property
    def in_words(self) -> str:
        """Form and minutes, for people to read."""
        return {
            "step": f"step at {self.minutes.normalize():f} minutes",
            "exponential": f"half for every {self.minutes.normalize():f} minutes",
            "linear": f"straight line to {self.minutes.normalize():f} minutes",
        }[self.form]

    def weight(self, minutes: Fraction) -> int:
        """Millionths, from 0 to `FULL`."""
        match self.form:
            case "step":
                return FULL if minutes <= self.minutes else 0
            case "exponential":
                return round(FULL * exp2(-float(minutes / Fraction(self.minutes))))
            case "linear":
                return max(0, FULL - round(FULL * minutes / Fraction(self.minutes)))

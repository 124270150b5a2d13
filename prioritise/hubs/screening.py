"""A screening estimate where there are no journey times: as the crow flies, at one speed.

It knows no road, no river, no mountain and no bus. It may sort out which places are worth a
timetable, and must never be called a journey time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prioritise.programme.distance import Point, kilometres
from prioritise.programme.places import Journey, Zone
from prioritise.programme.records import Hub

HEADING = "screening estimate"
"""What it is called, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Straight:
    """How a straight line becomes minutes: assumptions of this package, stated with every answer.

    No source gives them; whoever knows better for a place says so.
    """

    km_per_hour: float = 15
    """Speed in a straight line, detours and stops included."""
    at_least_minutes: float = 10
    """Minutes to walk and wait."""

    @property
    def in_words(self) -> str:
        """Both, for people to read."""
        wait = f"{self.at_least_minutes:g} minutes to walk and wait"
        return f"straight line at {self.km_per_hour:g} km/h, and {wait}"


def estimates(
    zones: Sequence[Zone], hubs: Sequence[Hub], straight: Straight | None = None
) -> Iterator[Journey]:
    """An estimate from each zone to each hub that have a place, in whole minutes."""
    straight = straight or Straight()
    ends = [(hub.hub, point) for hub in hubs if (point := point_of(hub)) is not None]
    for zone in zones:
        start = point_of(zone)
        if start is None:
            continue
        for hub, end in ends:
            minutes = straight.at_least_minutes
            minutes += 60 * kilometres(start, end) / straight.km_per_hour
            yield Journey(zone=zone.zone, hub=hub, minutes=Decimal(round(minutes)))


def point_of(place: Zone | Hub) -> Point | None:
    """Where a zone or a hub lies; None where nobody says."""
    if place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)

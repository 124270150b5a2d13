"""People within reach of proposals: what a programme asks to be counted, and what was counted.

Zones and journeys are read with the programme only where it asks for such a column. What they come
to stands here, so that nothing that weighs or checks a shortlist has to know a zone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.records import Name, Positive, Record


class Reach(Record):
    """A column of proposals that counts people, worked out from zones and journeys."""

    name: Name
    """Name of the column."""
    minutes: Annotated[Decimal, Field(gt=0)]
    """Minutes within which people are to be."""
    population: str = ""
    """Column of zones that counts people; empty: `population`, or the only one that begins so."""
    of: Literal["hubs", "journeys"] = "hubs"
    """`hubs`: people within reach of one of the proposal's hubs today; `journeys`: people whom the
    journeys that it makes bring within reach of an agreed hub or of its own."""
    period: str = ""
    """Period of the journeys; empty where there is only one."""
    services: Positive | None = None
    """Journeys offered less often in an hour do not count; empty counts all."""


class ReachedPeople(Record):
    """People whom the same proposals reach, by one column of `reach`."""

    column: Name
    """Name of that column."""
    proposals: tuple[Name, ...] = Field(min_length=1)
    """Ids of the proposals, in order: each of them reaches all of these people."""
    people: Annotated[int, Field(gt=0)]
    """How many they are."""

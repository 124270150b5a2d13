"""People within reach of proposals, and jobs for them: what is asked, and what was counted.

Zones and journeys are read with the programme only where it asks for such a column. What they come
to stands here, so that nothing that weighs or checks a shortlist has to know a zone.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
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
    """Column of zones that counts people; empty: the only one of working age, else `population`,
    or the only one that begins so."""
    of: Literal["hubs", "journeys"] = "hubs"
    """`hubs`: people within reach of one of the proposal's hubs today; `journeys`: people whom the
    journeys that it makes bring within reach of an agreed hub or of its own."""
    period: str = ""
    """Period of the journeys; empty where there is only one."""
    services: Positive | None = None
    """Journeys offered less often in an hour do not count; empty counts all."""
    count: Literal["people", "jobs"] = "people"
    """`people`, each once; or `jobs` that people can get to, for each of them on average."""
    half_life: Annotated[Decimal, Field(gt=0)] | None = None
    """Minutes by which a journey is worth half; empty: all within `minutes` are worth the same."""
    fare: Positive | None = None
    """Journeys that cost more pounds do not count; empty counts all."""
    on: date | None = None
    """Journeys that run only from a later day do not count; empty counts all."""


class ReachedPeople(Record):
    """People whom the same proposals reach, by one column of `reach`."""

    column: Name
    """Name of that column."""
    proposals: tuple[Name, ...] = Field(min_length=1)
    """Ids of the proposals, in order: each of them reaches all of these people."""
    people: Annotated[int, Field(gt=0)]
    """How many they are; of jobs, pairs of somebody and a job that they can get to."""
    per: Annotated[int, Field(gt=0)] = 1
    """1; of jobs, everybody whom the column counts."""

    @property
    def figure(self) -> Fraction:
        """People; or jobs for each of them on average."""
        return Fraction(self.people, self.per)

"""Where people live, and how long they take to each hub by public transport.

They are read where hubs are appraised, and where a programme asks for people within reach; what it
then keeps is `Reached`, and not these. Minutes, people and services are exact decimals.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from prioritise.programme.records import Latitude, Longitude, Name, Positive, Record

POPULATION = "population"
"""Column of zones that counts people, where no other is named."""
_OF_WORKING_AGE = re.compile(r"working.?age|16.{1,4}64")
TENTHS = 10
"""Tenths of deprivation; 1 is the most deprived."""


def is_of_working_age(column: str) -> bool:
    """Whether the name of a column says that it counts people of working age."""
    return _OF_WORKING_AGE.search(column.casefold()) is not None


class Zone(Record):
    """Where people live: a small area, counted as if all lived at its middle."""

    zone: Name
    """Id of the zone."""
    name: str = ""
    """Name in full."""
    latitude: Latitude | None = None
    """Degrees north of its middle, or better of the middle of its people."""
    longitude: Longitude | None = None
    """Degrees east."""
    deprivation_tenth: Annotated[int, Field(ge=1, le=TENTHS)] | None = None
    """Tenth of deprivation, from 1 (most deprived) to 10."""
    numbers: dict[str, Decimal] = Field(default_factory=dict)
    """Population, and further columns that hold numbers."""
    texts: dict[str, str] = Field(default_factory=dict)
    """Further columns that hold text."""


class Journey(Record):
    """A journey from a zone to a hub by public transport."""

    zone: Name
    """Id of the zone."""
    hub: Name
    """Id of the hub."""
    minutes: Positive | None = None
    """Minutes from door to door, waiting included: the median over the time of departure; none
    where there is no journey, which `services_per_hour` of 0 says as well."""
    services_per_hour: Positive | None = None
    """Journeys offered in an hour."""
    period: str = ""
    """When, such as the morning peak."""
    minutes_p10: Positive | None = None
    """Minutes that a tenth of departures do not exceed."""
    minutes_p90: Positive | None = None
    """Minutes that nine tenths of departures do not exceed."""
    minutes_back: Positive | None = None
    """Minutes of the way back from the hub; none where there is none, or nobody says."""
    services_back: Positive | None = None
    """Journeys back offered in an hour."""
    fare: Positive | None = None
    """Pounds for the way there."""
    runs_from: date | None = None
    """First day on which this journey can be made; none: it can be made from the start."""
    proposal: str = ""
    """Proposal that makes this journey, once it is chosen; empty: the journey is there today."""


class Fare(Record):
    """What a journey costs, in a table of fares."""

    zone: Name
    """Id of the zone."""
    hub: Name
    """Id of the hub."""
    fare: Positive
    """Pounds for the way there."""


class Walk(Record):
    """A way on foot that somebody measured."""

    place: Name
    """Id of a zone, a hub or a stop."""
    to: Name
    """Id of a stop; or of a hub, all the way from a zone."""
    minutes: Positive | None = None
    """Minutes on foot; none where nobody can walk."""

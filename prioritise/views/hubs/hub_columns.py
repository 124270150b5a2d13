"""Units and columns that every table of `hubs` shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prioritise.views import columns as of
from prioritise.views.table import Column

PEOPLE, MINUTES = "people", "minutes"

THRESHOLD = of.number("minutes", "Minutes", "Minutes within which a hub is to be.", unit=MINUTES)
ZONE = Column("zone", "Zone", "Id of the zone.")


def people(
    name: str, heading: str, meaning: str, find: Callable[[Any], int | None] | None = None
) -> Column:
    """A column of whole people."""
    return of.whole(name, heading, meaning, find, PEOPLE)


def based_on(basis: str) -> Column:
    """What the minutes are: the same in every row."""
    meaning = "`journeys`, or `screening estimate`, which is no journey time."
    return Column("basis", "Basis", meaning).of(lambda _: basis)

"""Small places in a few words: who lives where, and the minutes from there to each hub."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from prioritise.hubs.access import Access, access_of
from prioritise.programme.places import Journey, Zone
from tests.small import hub, programme


def zone(name: str, people: int = 100, **fields: Any) -> Zone:
    return Zone(zone=name, numbers={"population": Decimal(people)}, **fields)


def journey(zone: str, hub: str, minutes: float | str, services: float | None = None) -> Journey:
    offered = None if services is None else Decimal(str(services))
    return Journey(zone=zone, hub=hub, minutes=Decimal(str(minutes)), services_per_hour=offered)


def asked(agreed: str = "", proposed: str = "", **fields: Any):
    """A programme of these hubs, each a letter."""
    hubs = [hub(name) for name in agreed]
    hubs += [hub(name, status="proposed") for name in proposed]
    return programme([], [], hubs=tuple(hubs), **fields)


def access(
    agreed: str, proposed: str, zones: list[Zone], journeys: list[Journey], **fields: Any
) -> Access:
    return access_of(asked(agreed, proposed), zones, journeys, "population", **fields)

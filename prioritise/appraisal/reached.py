"""Whom proposals reach: people put together where the same proposals reach them.

Somebody is reached by a proposal where one of its hubs is near enough today, or, where that is what
counts, where a journey that the proposal makes brings an agreed hub or one of its own near enough
and none is so today. Nobody is near a hub that the scenario drops.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal

from prioritise.programme.faults import Fault
from prioritise.programme.places import Journey, Zone
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach, ReachedPeople

NearbyZones = Mapping[str, set[str]]
"""Hubs that are near enough, by zone."""


def reached_by(
    programme: Programme,
    reach: Reach,
    zones: Iterable[Zone],
    journeys: Iterable[Journey],
    population: str,
) -> tuple[ReachedPeople, ...]:
    """The people whom the same proposals reach.

    Parameters
    ----------
    programme
        Says which hubs are agreed and dropped, and where proposals lie.
    reach
        Column that counts them.
    zones
        Each with a whole number of people in the column `population`.
    journeys
        Of one period.

    Returns
    -------
    tuple of Reached
        In order of their proposals; whom no proposal reaches is left out.
    """
    today, made = _near(programme, reach, journeys)
    people: dict[tuple[str, ...], int] = {}
    for zone in zones:
        names = tuple(_serving(programme, reach, zone.zone, today, made))
        people[names] = people.get(names, 0) + int(zone.numbers[population])
    return tuple(
        ReachedPeople(column=reach.name, proposals=names, people=count)
        for names, count in sorted(people.items())
        if names and count
    )


def people_within_reach(
    programme: Programme,
) -> tuple[Mapping[str, Mapping[str, Decimal]], list[Fault]]:
    """The people whom each proposal reaches, by each column that counts them."""
    counts = {
        reach.name: dict.fromkeys(programme.proposal_of, Decimal(0)) for reach in programme.reach
    }
    for reached in programme.reached:
        for name in reached.proposals:
            counts[reached.column][name] += reached.people
    return counts, []


def people_reached(programme: Programme, column: str, shortlist: Container[str]) -> int:
    """The people whom a shortlist reaches, each of them once.

    Parameters
    ----------
    column
        Column of `reach` whose people count.
    shortlist
        Ids of the chosen proposals.
    """
    return sum(
        reached.people
        for reached in programme.reached
        if reached.column == column and any(name in shortlist for name in reached.proposals)
    )


def _near(
    programme: Programme, reach: Reach, journeys: Iterable[Journey]
) -> tuple[NearbyZones, Mapping[str, NearbyZones]]:
    """Hubs near each zone today, and by the journeys that each proposal makes."""
    today: dict[str, set[str]] = {}
    made: dict[str, dict[str, set[str]]] = {}
    for journey in journeys:
        if journey.hub not in programme.dropped_hubs and _is_near(journey, reach):
            near = made.setdefault(journey.proposal, {}) if journey.proposal else today
            near.setdefault(journey.zone, set()).add(journey.hub)
    return today, made


def _is_near(journey: Journey, reach: Reach) -> bool:
    if reach.services is not None:
        offered = journey.services_per_hour
        if offered is None or offered < reach.services:
            return False
    return journey.minutes is not None and journey.minutes <= reach.minutes


def _serving(
    programme: Programme,
    reach: Reach,
    zone: str,
    today: NearbyZones,
    made: Mapping[str, NearbyZones],
) -> Iterator[str]:
    """The proposals that reach a zone, in order of id."""
    near: Container[str] = today.get(zone, ())
    if reach.of == "hubs":
        for name, proposal in programme.proposal_of.items():
            if any(hub in near for hub in proposal.hubs):
                yield name
        return
    agreed = [hub.hub for hub in programme.hubs if hub.status == "agreed"]
    for name in sorted(made):
        counted = {*agreed, *programme.proposal_of[name].hubs}
        then = made[name].get(zone, set())
        if then & counted and not any(hub in near for hub in counted):
            yield name

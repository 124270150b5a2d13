"""Who is within reach of each hub, what a further hub adds, and who is beyond them all.

Within reach is a potential: somebody could get there in so many minutes. Whether there is a job for
them is another question. People are counted whole, at the middle of their zone.

For a threshold of so many minutes, a hub h and the nearest agreed hub other than it:

- people: all within the threshold of h;
- newly reached (of a proposed hub): those of them whom no agreed hub reaches;
- better off (of a proposed hub): those whom an agreed hub reaches already, and h sooner;
- person-minutes saved: for the better off, people times the minutes by which h is sooner;
- only here (of any hub): those whom no other agreed hub reaches. For an agreed hub these are the
  people who would be out of reach without it; for a proposed one, the newly reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from prioritise.hubs.access import Access, Area

Minutes = Sequence[Decimal]
"""Thresholds."""


@dataclass(frozen=True, slots=True)
class HubReach:
    """What one hub means to people, at one threshold."""

    hub: str
    minutes: Decimal
    """Threshold."""
    people: int
    newly_reached: int | None
    """None for an agreed hub."""
    better_off: int | None
    """None for an agreed hub."""
    saved: Fraction | None
    """Person-minutes saved; none for an agreed hub."""
    only_here: int


@dataclass(frozen=True, slots=True)
class TenthReach:
    """What one hub means to the people of one tenth of deprivation."""

    tenth: int | None
    """1 is the most deprived; none where it is not known."""
    population: int
    """Everybody in the tenth."""
    agreed: int
    """Those within the threshold of an agreed hub."""
    reach: HubReach


@dataclass(frozen=True, slots=True)
class Overlap:
    """People within reach of both of two hubs."""

    hub: str
    other: str
    minutes: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """A zone, and what is nearest to it; ties go to the earlier id."""

    area: Area
    agreed: str
    """Nearest agreed hub; empty where there is no journey to any."""
    agreed_minutes: Fraction | None
    proposed: str
    """Nearest proposed hub; empty where there is no journey to any."""
    proposed_minutes: Fraction | None


@dataclass(frozen=True, slots=True)
class Beyond:
    """People whom no hub reaches, at one threshold."""

    minutes: Decimal
    people: int
    """People whom no agreed hub reaches."""
    zones: int
    """Zones that they live in."""
    with_proposed: int
    """Those of them whom no proposed hub would reach either."""
    without_journey: int
    """People in zones without a journey to any hub, agreed or proposed."""


def reaches(access: Access, thresholds: Minutes) -> tuple[HubReach, ...]:
    """Every hub at every threshold: agreed hubs first, then proposed ones, each in order of id."""
    return tuple(
        _reach(access, access.areas, hub, minutes) for hub in access.hubs for minutes in thresholds
    )


def tenth_reaches(access: Access, thresholds: Minutes) -> tuple[TenthReach, ...]:
    """Every hub, threshold and tenth; nothing where no zone has a tenth."""
    if all(area.tenth is None for area in access.areas):
        return ()
    areas: dict[int | None, list[Area]] = {}
    for area in sorted(access.areas, key=lambda area: (area.tenth is None, area.tenth or 0)):
        areas.setdefault(area.tenth, []).append(area)
    found = []
    for minutes in thresholds:
        limit = access.limit(minutes)
        for tenth, own in areas.items():
            population = sum(area.people for area in own)
            agreed = sum(area.people for area in own if _within(area, access.agreed, limit))
            for hub in access.hubs:
                reach = _reach(access, own, hub, minutes)
                found.append(TenthReach(tenth, population, agreed, reach))
    return tuple(found)


def overlaps(access: Access, thresholds: Minutes) -> tuple[Overlap, ...]:
    """Every pair of hubs at every threshold, in order of hubs."""
    return tuple(_overlaps(access, thresholds))


def nearest_hubs(access: Access) -> tuple[Nearest, ...]:
    """Every zone and the hubs that are nearest to it, in order of zone id."""
    return tuple(
        Nearest(
            area, *_nearest(access, area, access.agreed), *_nearest(access, area, access.proposed)
        )
        for area in access.areas
    )


def beyond(access: Access, minutes: Decimal) -> Beyond:
    """The people whom no agreed hub reaches."""
    limit = access.limit(minutes)
    left = [area for area in access.areas if not _within(area, access.agreed, limit)]
    return Beyond(
        minutes,
        sum(area.people for area in left),
        len(left),
        sum(area.people for area in left if not _within(area, access.proposed, limit)),
        sum(area.people for area in access.areas if not area.ticks),
    )


def _reach(access: Access, areas: Iterable[Area], hub: str, minutes: Decimal) -> HubReach:
    limit = access.limit(minutes)
    is_proposed = hub in access.proposed
    people = only_here = better_off = ticks_saved = 0
    for area in areas:
        ticks = area.ticks.get(hub)
        if ticks is None or ticks > limit:
            continue
        people += area.people
        other = area.other_agreed(hub)
        if other is None or other > limit:
            only_here += area.people
        elif is_proposed and ticks < other:
            better_off += area.people
            ticks_saved += area.people * (other - ticks)
    if not is_proposed:
        return HubReach(hub, minutes, people, None, None, None, only_here)
    saved = access.minutes(ticks_saved)
    return HubReach(hub, minutes, people, only_here, better_off, saved, only_here)


def _overlaps(access: Access, thresholds: Minutes) -> Iterator[Overlap]:
    for minutes in thresholds:
        limit = access.limit(minutes)
        alike: dict[frozenset[str], int] = {}
        for area in access.areas:
            hubs = frozenset(hub for hub, ticks in area.ticks.items() if ticks <= limit)
            alike[hubs] = alike.get(hubs, 0) + area.people
        for pair in combinations(access.hubs, 2):
            people = sum(people for hubs, people in alike.items() if hubs.issuperset(pair))
            yield Overlap(*pair, minutes, people)


def _nearest(access: Access, area: Area, hubs: Sequence[str]) -> tuple[str, Fraction | None]:
    found = min(((area.ticks[hub], hub) for hub in hubs if hub in area.ticks), default=None)
    return ("", None) if found is None else (found[1], access.minutes(found[0]))


def _within(area: Area, hubs: Iterable[str], limit: int) -> bool:
    ticks = area.fastest(hubs)
    return ticks is not None and ticks <= limit

"""The people of each zone and their minutes to each hub, as whole numbers.

Minutes are held as whole ticks, of which so many make a minute that every figure given is exact.
Zones and hubs go by id, so that the order of rows changes no answer.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from prioritise.programme.counting import EVERY, CountingTerms, counted
from prioritise.programme.places import POPULATION, TENTHS, Journey, Zone, is_of_working_age
from prioritise.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Area:
    """A zone, its people, and how long they take to each hub."""

    zone: Zone
    people: int
    """How many live there, by the column that counts."""
    tenth: int | None
    """Tenth of deprivation, from 1 (most deprived); none where it is not known."""
    ticks: Mapping[str, int]
    """Ticks to each hub that there is a journey to, often enough."""
    agreed: tuple[tuple[int, str], ...] = ()
    """Ticks to the nearest two agreed hubs, and which they are."""

    def other_agreed(self, hub: str) -> int | None:
        """Ticks to the nearest agreed hub other than this one; none where it reaches none."""
        return next((ticks for ticks, other in self.agreed if other != hub), None)

    def fastest(self, hubs: Iterable[str]) -> int | None:
        """Ticks to the nearest of these hubs; none where it reaches none of them."""
        return min((self.ticks[hub] for hub in hubs if hub in self.ticks), default=None)


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that the appraisal of hubs goes by."""

    programme: Programme = field(repr=False)
    agreed: tuple[str, ...]
    """Agreed hubs, in order of id; one that the scenario drops is not among them."""
    proposed: tuple[str, ...]
    """Proposed hubs, in order of id, whether or not the scenario adds them."""
    areas: tuple[Area, ...]
    """Zones, in order of id."""
    ticks_per_minute: int
    left_out: int = 0
    """Journeys that do not count on the terms that are asked."""
    population: str = POPULATION
    """Column of zones that counts people."""
    _within: dict[Decimal, Mapping[str, frozenset[int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def hubs(self) -> tuple[str, ...]:
        """Agreed hubs, then proposed ones."""
        return self.agreed + self.proposed

    @property
    def who(self) -> str:
        """Who is counted, for people to read."""
        if is_of_working_age(self.population):
            return f"people of working age (column {self.population})"
        return f"people (column {self.population})"

    @property
    def one(self) -> str:
        """One of them: a worker only where people of working age are counted."""
        return "worker" if is_of_working_age(self.population) else "person"

    @property
    def people(self) -> int:
        """Everybody."""
        return sum(area.people for area in self.areas)

    def limit(self, minutes: Decimal) -> int:
        """Ticks that a journey may take at most."""
        return int(minutes * self.ticks_per_minute // 1)

    def minutes(self, ticks: int) -> Fraction:
        """Minutes, exactly."""
        return Fraction(ticks, self.ticks_per_minute)

    def within(self, minutes: Decimal) -> Mapping[str, frozenset[int]]:
        """Places of the areas within so many minutes of each hub."""
        if minutes not in self._within:
            limit = self.limit(minutes)
            found: dict[str, list[int]] = {hub: [] for hub in self.hubs}
            for place, area in enumerate(self.areas):
                for hub, ticks in area.ticks.items():
                    if ticks <= limit:
                        found[hub].append(place)
            self._within[minutes] = {hub: frozenset(places) for hub, places in found.items()}
        return self._within[minutes]

    def reached(self, hubs: Iterable[str], minutes: Decimal) -> int:
        """People within so many minutes of at least one of these hubs."""
        within = self.within(minutes)
        places = frozenset[int]().union(*(within[hub] for hub in hubs))
        return sum(self.areas[place].people for place in places)


def access_of(
    programme: Programme,
    zones: Sequence[Zone],
    journeys: Iterable[Journey],
    population: str,
    *,
    deprivation: str = "",
    terms: CountingTerms = EVERY,
    chosen: Container[str] = (),
) -> Access:
    """Bring zones and journeys together.

    Parameters
    ----------
    programme
        Says which hubs are agreed, proposed and dropped.
    zones
        Each with a whole number of people in the column `population`.
    journeys
        A zone without a journey to a hub does not reach it.
    population
        Column of zones that counts people.
    deprivation
        Column of scores, higher where people are more deprived, of which tenths are made; empty
        where zones say their tenth themselves.
    terms
        Which journeys count.
    chosen
        Proposals whose journeys there are as well; of several journeys the shortest counts.
    """
    dropped = programme.dropped_hubs
    hubs = sorted((h for h in programme.hubs if h.hub not in dropped), key=lambda hub: hub.hub)
    known = {hub.hub for hub in hubs}
    given = [
        journey
        for journey in journeys
        if journey.minutes is not None
        and journey.hub in known
        and (not journey.proposal or journey.proposal in chosen)
    ]
    kept = counted(given, terms)
    per_minute = 10 ** max((_places(minutes) for _, minutes in kept), default=0)
    ticks: dict[str, dict[str, int]] = {}
    for journey, minutes in kept:
        own = ticks.setdefault(journey.zone, {})
        taken = int(minutes * per_minute)
        own[journey.hub] = min(taken, own.get(journey.hub, taken))
    tenths = tenths_by(zones, deprivation) if deprivation else {}
    agreed = [hub.hub for hub in hubs if hub.status == "agreed"]
    areas = (
        Area(
            zone,
            int(zone.numbers[population]),
            tenths.get(zone.zone) if deprivation else zone.deprivation_tenth,
            own,
            tuple(sorted((own[hub], hub) for hub in agreed if hub in own)[:2]),
        )
        for zone in zones
        for own in [ticks.get(zone.zone, {})]
    )
    return Access(
        programme,
        tuple(agreed),
        tuple(hub.hub for hub in hubs if hub.status == "proposed"),
        tuple(sorted(areas, key=lambda area: area.zone.zone)),
        per_minute,
        len(given) - len(kept),
        population,
    )


def tenths_by(zones: Iterable[Zone], column: str) -> dict[str, int]:
    """Tenth of each zone that has a score: a tenth of the zones each, the highest scores first.

    Zones of equal score stand in the same tenth, the most deprived that any of them falls in.
    """
    scored = [(zone.numbers[column], zone.zone) for zone in zones if column in zone.numbers]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    found: dict[str, int] = {}
    first = 0
    for place, (score, zone) in enumerate(scored):
        if score != scored[first][0]:
            first = place
        found[zone] = 1 + TENTHS * first // len(scored)
    return found


def _places(minutes: Decimal | None) -> int:
    exponent = (minutes or Decimal(0)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

"""Whom proposals reach: people, or jobs that they can get to, put together by who brings them near.

Somebody is reached by a proposal where one of its hubs is near enough today, or, where that is what
counts, where a journey that the proposal makes brings an agreed hub or one of its own nearer than
it is today. Nobody is near a hub that the scenario drops. What a shortlist reaches of a zone (of
jobs: from a zone at a hub) is the most that any of its proposals reaches there. With figures
f[1] >= f[2] >= ... of proposals 1, 2, ... this most is the sum over n of (f[n] - f[n+1]), each once
any of the proposals 1 to n is chosen: so decays and several makers of one journey stay exact.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from prioritise.programme.counting import FULL, CountingTerms, Decay, counted
from prioritise.programme.destinations import jobs_at
from prioritise.programme.faults import Fault
from prioritise.programme.money import half_even
from prioritise.programme.places import Journey, Zone
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.programme.records import Hub

NearbyZones = Mapping[str, Mapping[str, int]]
"""Weight of each hub that is near enough, by zone."""
Gains = Mapping[str, Mapping[str, int]]
"""Weight that a proposal counts for, by hub and proposal."""


def reached_by(
    programme: Programme,
    reach: Reach,
    zones: Sequence[Zone],
    journeys: Iterable[Journey],
    population: str,
) -> tuple[ReachedPeople, ...]:
    """The people, or jobs for them, that the same proposals reach.

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
    everybody = sum(int(zone.numbers[population]) for zone in zones)
    jobs = jobs_at(_taking_part(programme), zones) if reach.count == "jobs" else None
    found: dict[tuple[str, ...], int] = {}
    for zone in zones:
        people = int(zone.numbers[population])
        gains = _gains(programme, reach, zone.zone, today, made)
        for figures in _figures(gains, people, jobs):
            for names, figure in _nested(figures):
                found[names] = found.get(names, 0) + figure
    per = 1 if jobs is None else max(everybody, 1)
    return tuple(
        ReachedPeople(column=reach.name, proposals=names, people=count, per=per)
        for names, count in sorted(found.items())
        if count
    )


def people_within_reach(
    programme: Programme,
) -> tuple[Mapping[str, Mapping[str, Decimal]], list[Fault]]:
    """What each proposal reaches, by each column that counts it; jobs to a hundredth."""
    counts = {
        reach.name: dict.fromkeys(programme.proposal_of, Fraction(0)) for reach in programme.reach
    }
    for reached in programme.reached:
        for name in reached.proposals:
            counts[reached.column][name] += reached.figure
    return {
        column: {name: _rounded(figure) for name, figure in figures.items()}
        for column, figures in counts.items()
    }, []


def people_reached(programme: Programme, column: str, shortlist: Container[str]) -> Decimal:
    """The people whom a shortlist reaches, each of them once; jobs to a hundredth.

    Parameters
    ----------
    column
        Column of `reach` whose people count.
    shortlist
        Ids of the chosen proposals.
    """
    figures = (
        reached.figure
        for reached in programme.reached
        if reached.column == column and any(name in shortlist for name in reached.proposals)
    )
    return _rounded(sum(figures, Fraction(0)))


def _rounded(figure: Fraction) -> Decimal:
    if figure.denominator == 1:
        return Decimal(figure.numerator)
    return Decimal(half_even(100 * figure.numerator, figure.denominator)) / 100


def _near(
    programme: Programme, reach: Reach, journeys: Iterable[Journey]
) -> tuple[NearbyZones, Mapping[str, NearbyZones]]:
    """Hubs near each zone today, and by the journeys that each proposal makes."""
    half = reach.half_life
    decay = Decay("step", reach.minutes) if half is None else Decay("exponential", half)
    today: dict[str, dict[str, int]] = {}
    made: dict[str, dict[str, dict[str, int]]] = {}
    terms = CountingTerms(reach.services, reach.fare, reach.on)
    for journey, minutes in counted(list(journeys), terms):
        if journey.hub not in programme.dropped_hubs and minutes <= reach.minutes:
            near = made.setdefault(journey.proposal, {}) if journey.proposal else today
            own = near.setdefault(journey.zone, {})
            weight = decay.weight(Fraction(minutes))
            own[journey.hub] = max(weight, own.get(journey.hub, 0))
    return today, made


def _gains(
    programme: Programme,
    reach: Reach,
    zone: str,
    today: NearbyZones,
    made: Mapping[str, NearbyZones],
) -> Gains:
    """What each proposal gives a zone, hub by hub.

    People count once, at the nearest hub: of them only what is nearer than every hub that counts is
    today. Jobs count at each hub.
    """
    near = today.get(zone, {})
    found: dict[str, dict[str, int]] = {}
    if reach.of == "hubs":
        for name, proposal in programme.proposal_of.items():
            for hub in proposal.hubs:
                if hub in near:
                    found.setdefault(hub, {})[name] = near[hub]
        return found
    agreed = [hub.hub for hub in programme.hubs if hub.status == "agreed"]
    for name in sorted(made):
        counting = {*agreed, *programme.proposal_of[name].hubs}
        nearest = max((near.get(hub, 0) for hub in counting), default=0)
        for hub, weight in made[name].get(zone, {}).items():
            before = near.get(hub, 0) if reach.count == "jobs" else nearest
            if hub in counting and weight > before:
                found.setdefault(hub, {})[name] = weight - before
    return found


def _figures(
    gains: Gains, people: int, jobs: Mapping[str, int] | None
) -> Iterator[Mapping[str, int]]:
    """What each proposal reaches: people of a zone; or pairs of one of them and a job at a hub."""
    if jobs is not None:
        for hub, weights in gains.items():
            pairs = people * jobs.get(hub, 0)
            yield {name: half_even(pairs * weight, FULL) for name, weight in weights.items()}
        return
    best: dict[str, int] = {}
    for weights in gains.values():
        for name, weight in weights.items():
            best[name] = max(weight, best.get(name, 0))
    yield {name: half_even(people * weight, FULL) for name, weight in best.items()}


def _nested(figures: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The parts of the most that any chosen proposal reaches, by the proposals that bring each."""
    falling = sorted(figures.items(), key=lambda item: -item[1])
    steps = [
        (figure, [name for name, _ in own]) for figure, own in groupby(falling, lambda i: i[1])
    ]
    names: list[str] = []
    for place, (figure, own) in enumerate(steps):
        lower = steps[place + 1][0] if place + 1 < len(steps) else 0
        names += own
        if figure > lower:
            yield tuple(sorted(names)), figure - lower


def _taking_part(programme: Programme) -> list[Hub]:
    return [hub for hub in programme.hubs if hub.hub not in programme.dropped_hubs]

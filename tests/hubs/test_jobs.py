"""Jobs at the end of journeys, decays, competition and orders, worked out by hand."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import isclose

import pytest

from prioritise.appraisal.reached import people_reached, reached_by
from prioritise.hubs.access import access_of
from prioritise.hubs.jobs import (
    JobWeighing,
    contests,
    job_reaches,
    shares,
    three_decays,
    weighed,
)
from prioritise.hubs.published import compared, correlation, ranks
from prioritise.programme.counting import FULL, CountingTerms, Decay
from prioritise.programme.destinations import jobs_at
from prioritise.programme.places import Journey, Zone
from prioritise.programme.reach import Reach
from tests.hubs.places import access, asked, journey, zone
from tests.small import cost, hub, programme, proposal, stream

STEP, HALF, LINE = (
    Decay("step", Decimal(30)),
    Decay("exponential", Decimal(20)),
    Decay("linear", Decimal(60)),
)
ZONES = [zone("z1", 100), zone("z2", 300)]
JOURNEYS = [
    *(journey("z1", "a", 20), journey("z1", "p", 40)),
    *(journey("z2", "a", 40), journey("z2", "p", 20), journey("z2", "q", 60)),
]
JOBS = {"a": 50, "p": 80, "q": 1000}


@pytest.fixture
def small():
    return access("a", "pq", ZONES, JOURNEYS)


def test_each_decay_has_the_weight_of_its_form():
    minutes = [Fraction(each) for each in (0, 20, 30, 40, 60, 61)]
    assert [STEP.weight(each) for each in minutes] == [FULL, FULL, FULL, 0, 0, 0]
    assert [HALF.weight(each) for each in minutes[:2]] == [FULL, FULL // 2]
    assert HALF.weight(Fraction(40)) == FULL // 4
    assert [LINE.weight(each) for each in (0, 30, 60, 61)] == [FULL, FULL // 2, 0, 0]


def test_jobs_of_the_mean_worker_are_those_that_each_can_reach(small):
    """Step: 100 of 400 reach 50 jobs; p brings 300 of 400 to 80. Half: 50/2, 50/4; 80/4, 80/2."""
    alone, with_p, with_q = job_reaches(JobWeighing(small, STEP), JOBS)
    assert (alone.per_worker, with_p.adds, with_q.adds) == (Fraction(25, 2), 60, 0)
    alone, with_p, with_q = job_reaches(JobWeighing(small, HALF), JOBS)
    assert alone.per_worker == Fraction(100 * 25 + 300 * 125 // 10, 400)
    assert with_p.adds == Fraction(100 * 20 + 300 * 40, 400)
    assert with_q.adds == Fraction(300 * 125, 400)
    assert with_p.per_worker == alone.per_worker + with_p.adds


def test_competition_shares_jobs_among_all_who_can_get_there(small):
    """At a 100/2 + 300/4 = 125 workers want 50 jobs: 0.4 for each; z1 weighs it 1/2, z2 1/4."""
    weighing = JobWeighing(small, HALF)
    (found,) = contests(weighing, JOBS, ("a",))
    assert (found.workers, found.for_each) == (125, 0.4)
    own = shares(weighing, JOBS, ("a",))
    assert [share.contested for share in own] == [0.2, 0.1]
    assert [share.reachable for share in own] == [25, Fraction(25, 2)]
    assert isclose(sum(s.area.people * s.contested for s in own), 50), "no job is shared twice"


def test_a_hub_that_nobody_can_reach_leaves_its_jobs_to_nobody(small):
    (found,) = contests(JobWeighing(small, STEP), JOBS, ("q",))
    assert (found.workers, found.for_each) == (0, None)


def test_the_order_of_further_hubs_can_hang_on_the_decay():
    """Hub p brings 100 people from 60 minutes to 30, q 250 from 60 to 45: the step hides q."""
    zones = [zone("z1", 100), zone("z2", 250)]
    journeys = [
        *(journey("z1", "a", 60), journey("z1", "p", 30)),
        *(journey("z2", "a", 60), journey("z2", "q", 45)),
    ]
    found = access("a", "pq", zones, journeys)
    orders = [
        [row.hub for row in weighed(JobWeighing(found, decay)) if row.place]
        for decay in (STEP, LINE)
    ]
    assert orders == [["p", "q"], ["q", "p"]]
    (agreed, first, second) = weighed(JobWeighing(found, LINE))
    assert (agreed.people, agreed.adds, agreed.place) == (0, None, None), "60 minutes away"
    assert (first.adds, second.adds) == (Fraction(250, 4), 50)


def test_the_three_decays_are_the_middle_step_a_half_life_and_a_line_to_the_last_threshold():
    found = three_decays([Decimal(30), Decimal(45), Decimal(60)], Decimal(15))
    assert [(decay.form, decay.minutes) for decay in found] == [
        ("step", 45),
        ("exponential", 15),
        ("linear", 60),
    ]


def test_jobs_of_a_hub_are_its_own_or_those_of_zones_around_it_each_at_the_nearest():
    def at(name: str, north: str, jobs: int) -> Zone:
        where = {"latitude": Decimal(north), "longitude": Decimal(-3)}
        return Zone(zone=name, numbers={"jobs": Decimal(jobs)}, **where)

    here = {"latitude": Decimal("51.00"), "longitude": Decimal(-3)}
    there = {"latitude": Decimal("51.03"), "longitude": Decimal(-3)}
    hubs = [hub("a", **here), hub("b", **there), hub("c", jobs=7, **there)]
    zones = [
        at("z1", "51.00", 10),
        at("z2", "51.014", 5),
        at("z3", "51.016", 3),
        at("z4", "52", 99),
    ]
    assert jobs_at(hubs, zones) == {"a": 15, "b": 3, "c": 7}, "0.015 degrees are half way"
    assert jobs_at(hubs, zones, around=1) == {"a": 10, "c": 7}


def test_the_way_back_counts_where_it_is_told_and_the_longer_way_is_the_journey():
    ways = [
        Journey(zone="z1", hub="a", minutes=Decimal(20), minutes_back=Decimal(35)),
        Journey(zone="z2", hub="a", minutes=Decimal(20)),
    ]
    found = access_of(asked("a"), ZONES, ways, "population")
    assert [found.reached("a", Decimal(m)) for m in (30, 35, 60)] == [0, 100, 100]
    assert found.left_out == 1, "z2 has no way back"


def test_fares_and_days_say_which_journeys_count():
    ways = [
        Journey(zone="z1", hub="a", minutes=Decimal(20), fare=Decimal("4.50")),
        Journey(zone="z2", hub="a", minutes=Decimal(20), runs_from=date(2019, 12, 15)),
    ]

    def people(**terms) -> int:
        found = access_of(asked("a"), ZONES, ways, "population", terms=CountingTerms(**terms))
        return found.reached("a", Decimal(30))

    assert people() == 400
    assert [people(fare=Decimal(fare)) for fare in ("4.49", "4.50")] == [0, 100]
    assert [people(on=date(2019, 12, day)) for day in (14, 15)] == [100, 400]


def test_ranks_are_shared_by_equals_and_correlate_as_spearman_says():
    """Orders 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 x 4 / (5 x 24) = 0.8."""
    assert ranks([5, 9, 5, 1]) == [Fraction(5, 2), 1, Fraction(5, 2), 4]
    ones, others = ranks([9, 8, 7, 6, 5]), ranks([8, 9, 6, 7, 5])
    assert isclose(correlation(ones, others), 0.8)
    assert correlation(ranks([1, 1]), ranks([1, 2])) is None


def test_a_published_measure_is_set_beside_ours_by_rank(small):
    zones = [
        ZONES[0].model_copy(update={"numbers": {"population": Decimal(100), "ptal": Decimal(6)}}),
        ZONES[1].model_copy(update={"numbers": {"population": Decimal(300), "ptal": Decimal(2)}}),
        zone("z3", 5),
    ]
    found = compared(JobWeighing(access("a", "", zones, JOURNEYS), HALF), "ptal", {})
    assert [row.area.zone.zone for row in found.rows] == ["z1", "z2"], "z3 is not in the measure"
    assert found.correlation == 1


# Jobs and people under a decay as the figure of proposals, against counting every shortlist.


def drawn(seed: int):
    rng = random.Random(seed)
    hubs = tuple(hub(name, jobs=rng.randint(0, 50)) for name in "ab")
    proposals = [proposal(name, 1, hubs=(rng.choice("ab"),)) for name in "XYZ"]
    costs = [cost(name, 1, 0) for name in "XYZ"]
    made = programme(proposals, costs, hubs=hubs, streams=(stream(budgets=(9, 0)),))
    zones = [zone(f"z{n}", rng.randint(1, 90)) for n in range(3)]
    ways = [
        Journey(zone=z.zone, hub=h, minutes=Decimal(rng.randint(10, 60)), proposal=maker)
        for z in zones
        for h in "ab"
        for maker in ("", "X", "Y", "Z")
        if rng.random() < 0.6
    ]
    return made, zones, ways


def weight_of(reach: Reach, way: Journey) -> Fraction:
    if way.minutes > reach.minutes:
        return Fraction(0)
    if reach.half_life is None:
        return Fraction(1)
    return Fraction(round(FULL * 2 ** (-float(way.minutes) / float(reach.half_life))), FULL)


def counted(reach: Reach, made, zones, ways, shortlist: tuple[str, ...]) -> Fraction:
    """Jobs for each worker that the shortlist's journeys add, zone by zone and hub by hub."""
    jobs = {each.hub: each.jobs for each in made.hubs}
    total = Fraction(0)
    for z in zones:
        people = int(z.numbers["population"])
        for h in "ab":
            own = [w for w in ways if (w.zone, w.hub) == (z.zone, h)]
            today = max([weight_of(reach, w) for w in own if not w.proposal], default=Fraction(0))
            then = max([weight_of(reach, w) for w in own if w.proposal in shortlist], default=today)
            total += round(people * jobs[h] * max(then - today, Fraction(0)))
    return total / sum(int(z.numbers["population"]) for z in zones)


@pytest.mark.parametrize("half_life", [None, Decimal(20)])
def test_jobs_that_a_shortlist_brings_are_counted_exactly_for_every_shortlist(half_life):
    reach = Reach(
        name="jobs_near", minutes=Decimal(45), of="journeys", count="jobs", half_life=half_life
    )
    gained = 0
    for seed in range(60):
        made, zones, ways = drawn(seed)
        found = reached_by(made, reach, zones, ways, "population")
        asking = made.revised(reach=(reach,), reached=found)
        for number in range(4):
            for shortlist in combinations("XYZ", number):
                right = counted(reach, made, zones, ways, shortlist)
                exact = sum(
                    (each.figure for each in found if set(each.proposals) & set(shortlist)),
                    Fraction(0),
                )
                assert exact == right, (seed, shortlist)
                told = people_reached(asking, "jobs_near", shortlist)
                assert abs(Fraction(told) - right) <= Fraction(1, 200)
                gained += right > 0
    assert gained > 100


def test_people_under_a_decay_count_once_at_the_nearest_hub_that_a_proposal_brings():
    """Today 40 minutes, worth 1/4; X makes it 20, worth 1/2: of 100 people 25 more."""
    made = programme(
        [proposal("X", 1, hubs=("a",)), proposal("Y", 1, hubs=("a",))],
        [cost("X", 1, 0), cost("Y", 1, 0)],
        hubs=(hub("a"),),
        streams=(stream(budgets=(9, 0)),),
    )
    ways = [
        journey("z1", "a", 40),
        Journey(zone="z1", hub="a", minutes=Decimal(20), proposal="X"),
        Journey(zone="z1", hub="a", minutes=Decimal(0), proposal="Y"),
    ]
    near = Reach(name="near", minutes=Decimal(60), of="journeys", half_life=Decimal(20))
    found = reached_by(made, near, [zone("z1", 100)], ways, "population")
    assert [(each.proposals, each.people) for each in found] == [(("X", "Y"), 25), (("Y",), 50)]

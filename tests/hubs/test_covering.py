"""Further hubs: the best sets, the next best, and how few are enough, against exhaustive search."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

from prioritise.hubs.covering import best_covers, fewest
from tests.hubs.places import access, journey, zone
from tests.promises.agreement import how_many

THIRTY = Decimal(30)


def random_case(seed: int):
    """Zones, up to two agreed and six proposed hubs; times and people repeat, so that ties do."""
    draw = random.Random(seed)
    agreed, proposed = "xy"[: draw.randint(0, 2)], "abcdef"[: draw.randint(1, 6)]
    zones = [zone(f"z{i}", draw.choice([0, 1, 1, 2, 5, 100])) for i in range(draw.randint(1, 12))]
    near = draw.choice([0.1, 0.3, 0.6])
    journeys = [
        journey(place.zone, hub, 30 if draw.random() < near else 31)
        for place in zones
        for hub in agreed + proposed
        if draw.random() < 0.9
    ]
    return agreed, proposed, zones, journeys


def counted(case, hubs) -> int:
    """People within reach of any of these hubs, counted one zone at a time."""
    _, _, zones, journeys = case
    reached = {trip.zone for trip in journeys if trip.hub in hubs and trip.minutes <= 30}
    return sum(int(place.numbers["population"]) for place in zones if place.zone in reached)


def ranked(case, number: int) -> list[tuple[int, tuple[str, ...]]]:
    """Every set of so many proposed hubs, most people first, then the earliest ids."""
    agreed, proposed, _, _ = case
    sets = combinations(proposed, min(number, len(proposed)))
    found = [(counted(case, (*agreed, *hubs)), hubs) for hubs in sets]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


@pytest.mark.parametrize("part", range(4))
def test_covering_equals_exhaustive_search(part):
    each = how_many(500, 4000) // 4
    ties = 0
    for seed in range(part * each, (part + 1) * each):
        case = random_case(seed)
        draw = random.Random(seed + 0.5)
        number = draw.randint(1, 4)
        right = ranked(case, number)
        found = best_covers(access(*case), THIRTY, number, places=3)
        assert [(cover.people, cover.hubs) for cover in found] == right[:3], f"seed {seed}"
        assert all(cover.is_proven for cover in found)
        first = found[0]
        assert first.adds == first.people - counted(case, case[0])
        assert first.each_adds == tuple(
            first.people - counted(case, (*case[0], *(h for h in first.hubs if h != hub)))
            for hub in first.hubs
        )
        ties += len(right) > 1 and right[0][0] == right[1][0]
    assert ties > each // 20, "equal sets are part of it"


@pytest.mark.parametrize("part", range(2))
def test_how_few_are_enough_equals_exhaustive_search(part):
    each = how_many(200, 4000) // 2
    none = 0
    for seed in range(part * each, (part + 1) * each):
        case = random_case(seed)
        whole = sum(int(place.numbers["population"]) for place in case[2])
        share = Fraction(random.Random(seed).randint(1, 10), 10)
        enough = [
            ranked(case, number)[0]
            for number in range(len(case[1]) + 1)
            if ranked(case, number)[0][0] >= share * whole
        ]
        found = fewest(access(*case), THIRTY, share)
        assert (found and (found.people, found.hubs)) == (enough[0] if enough else None), seed
        none += found is None
    assert 0 < none < each


def test_the_best_pair_need_not_hold_the_best_single_hub():
    zones = [zone("left", 60), zone("middle", 10), zone("right", 60)]
    journeys = [
        *(journey("left", "a", 9), journey("right", "b", 9)),
        *(journey(place, "c", 9) for place in ("left", "middle")),
    ]
    case = access("", "abc", zones, journeys)
    assert best_covers(case, THIRTY, 1)[0].hubs == ("c",)
    zones[1] = zone("middle", 1)
    journeys += [journey("middle", "d", 9), journey("left", "d", 9)]
    pair = best_covers(access("", "abcd", zones, journeys), THIRTY, 2)[0]
    assert pair.hubs == ("b", "c")
    assert pair.each_adds == (60, 61)


def test_agreed_hubs_are_kept_and_whom_they_reach_is_not_counted_again():
    zones = [zone("z1", 60), zone("z2", 10)]
    journeys = [journey("z1", "x", 9), journey("z1", "a", 1), journey("z2", "b", 9)]
    (found,) = best_covers(access("x", "ab", zones, journeys), THIRTY, 1)
    assert (found.hubs, found.people, found.adds) == (("b",), 70, 10)


def test_equally_good_sets_are_settled_by_the_earliest_ids_beyond_a_block_of_twenty():
    names = "abcdefghijklmnopqrstuvwxy"
    zones = [zone(name, 1) for name in names]
    journeys = [journey(name, name, 5) for name in names]
    found = best_covers(access("", names, zones, journeys), THIRTY, 22)[0]
    assert found.hubs == tuple(names[:22])


def test_without_proposed_hubs_there_is_nothing_to_choose():
    assert best_covers(access("x", "", [zone("z")], []), THIRTY, 2) == ()


def test_where_nobody_is_left_to_reach_the_earliest_ids_add_nobody():
    (found,) = best_covers(access("x", "ab", [zone("z", 5)], [journey("z", "x", 1)]), THIRTY, 1)
    assert (found.hubs, found.adds, found.each_adds) == (("a",), 0, (0,))


def test_no_further_hub_is_needed_where_the_agreed_ones_are_enough():
    case = access("x", "a", [zone("z", 5)], [journey("z", "x", 1), journey("z", "a", 1)])
    found = fewest(case, THIRTY, Fraction(1))
    assert found is not None
    assert found.hubs == ()

"""Who is within reach, to the person."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.hubs.access import access_of, tenths_by
from prioritise.hubs.reach import (
    HubReach,
    beyond,
    nearest_hubs,
    overlaps,
    reaches,
    tenth_reaches,
)
from prioritise.programme.counting import CountingTerms
from tests.hubs.places import access, asked, journey, zone

THIRTY = Decimal(30)

ZONES = [zone("z1", 100), zone("z2", 40), zone("z3", 7), zone("z4", 1000)]
JOURNEYS = [
    *(journey("z1", "a", 10), journey("z1", "b", 30), journey("z1", "p", 4.5)),
    *(journey("z2", "b", 30.1), journey("z2", "p", 30)),
    *(journey("z3", "a", 20), journey("z3", "p", 20)),
]
"""z1 reaches everything, z2 the proposed p alone, z3 both equally soon, z4 nothing."""


@pytest.fixture
def small():
    return access("ab", "p", ZONES, JOURNEYS)


def test_each_hub_comes_to_what_is_counted_by_hand(small):
    assert reaches(small, [THIRTY]) == (
        HubReach("a", THIRTY, 107, None, None, None, 7),
        HubReach("b", THIRTY, 100, None, None, None, 0),
        HubReach("p", THIRTY, 147, 40, 100, Fraction(550), 40),
    )


def test_a_journey_of_just_the_threshold_is_within_it(small):
    assert small.reached("p", THIRTY) == 147
    assert small.reached("p", Decimal("29.9")) == 107
    assert small.reached("b", Decimal("30.1")) == 140


def test_who_is_equally_near_already_is_not_better_off(small):
    (found,) = [reach for reach in reaches(small, [THIRTY]) if reach.hub == "p"]
    assert found.better_off == 100, "z3 takes 20 minutes to either"


def test_minutes_saved_are_counted_from_the_nearest_agreed_hub():
    journeys = [journey("z1", "a", 30), journey("z1", "b", 25), journey("z1", "p", 20)]
    (found,) = reaches(access("ab", "p", [zone("z1", 3)], journeys), [THIRTY])[2:]
    assert found.saved == 15


def test_who_would_save_time_from_beyond_the_threshold_is_newly_reached_and_not_better_off():
    journeys = [journey("z1", "a", 31), journey("z1", "p", 30)]
    (_, found) = reaches(access("a", "p", [zone("z1", 9)], journeys), [THIRTY])
    assert (found.newly_reached, found.better_off, found.saved) == (9, 0, 0)


def test_another_proposed_hub_takes_nothing_from_a_proposed_one():
    journeys = [journey("z1", "p", 5), journey("z1", "q", 5)]
    found = reaches(access("", "pq", [zone("z1", 9)], journeys), [THIRTY])
    assert [reach.newly_reached for reach in found] == [9, 9]


def test_every_threshold_has_its_own_answer(small):
    found = reaches(small, [Decimal(5), THIRTY, Decimal(45)])
    assert [reach.people for reach in found if reach.hub == "p"] == [100, 147, 147]


def test_journeys_that_are_too_rare_or_of_which_nobody_says_how_often_do_not_count():
    journeys = [
        *(journey("z1", "a", 10, 1), journey("z2", "a", 10, 0.5)),
        *(journey("z3", "a", 10), journey("z4", "a", 10, 2)),
    ]
    found = access("a", "", ZONES, journeys, terms=CountingTerms(services=Decimal(1)))
    assert found.reached("a", THIRTY) == 1100
    assert found.left_out == 2
    assert access("a", "", ZONES, journeys).left_out == 0


def test_pairs_of_hubs_share_whom_both_reach(small):
    found = {(pair.hub, pair.other): pair.people for pair in overlaps(small, [THIRTY])}
    assert found == {("a", "b"): 100, ("a", "p"): 107, ("b", "p"): 100}


def test_who_is_beyond_every_hub_is_counted(small):
    found = beyond(small, THIRTY)
    assert (found.people, found.zones) == (1040, 2)
    assert (found.with_proposed, found.without_journey) == (1000, 1000)


def test_each_zone_knows_its_nearest_hubs_and_the_earlier_id_where_two_are_as_near(small):
    found = {nearest.area.zone.zone: nearest for nearest in nearest_hubs(small)}
    assert (found["z1"].agreed, found["z1"].agreed_minutes) == ("a", 10)
    assert (found["z1"].proposed, found["z1"].proposed_minutes) == ("p", Fraction(9, 2))
    assert (found["z4"].agreed, found["z4"].agreed_minutes) == ("", None)
    tied = access("ba", "", [zone("z", 1)], [journey("z", "b", 5), journey("z", "a", 5)])
    assert nearest_hubs(tied)[0].agreed == "a"


def test_a_scenario_that_adds_a_proposed_hub_leaves_it_a_further_hub_and_dropping_takes_it_out():
    added = asked("a", "p", added_hubs=("p",))
    assert access_of(added, ZONES, [], "population").proposed == ("p",)
    dropped = access_of(asked("ab", "p", dropped_hubs=("a", "p")), ZONES, JOURNEYS, "population")
    assert dropped.hubs == ("b",)
    assert dropped.reached("b", THIRTY) == 100


def test_tenths_add_up_to_the_whole_and_hold_what_is_in_them():
    zones = [
        *(zone("z1", 100, deprivation_tenth=1), zone("z2", 40, deprivation_tenth=10)),
        *(zone("z3", 7, deprivation_tenth=1), zone("z4", 1000)),
    ]
    small = access("ab", "p", zones, JOURNEYS)
    found = [row for row in tenth_reaches(small, [THIRTY]) if row.reach.hub == "p"]
    shown = [(row.tenth, row.population, row.agreed, row.reach.people) for row in found]
    assert shown == [(1, 107, 107, 107), (10, 40, 0, 40), (None, 1000, 0, 0)]
    assert [row.reach.newly_reached for row in found] == [0, 40, 0]
    assert sum(row.reach.saved or 0 for row in found) == 550


def test_without_tenths_there_is_no_table_of_them(small):
    assert tenth_reaches(small, [THIRTY]) == ()


def test_tenths_of_scores_hold_a_tenth_of_the_zones_each_the_highest_first():
    zones = [
        zone(f"z{i:02}").model_copy(update={"numbers": {"score": Decimal(i)}}) for i in range(20)
    ]
    found = tenths_by(zones, "score")
    assert found["z19"] == found["z18"] == 1
    assert found["z00"] == found["z01"] == 10
    assert sorted(found.values()) == [tenth for tenth in range(1, 11) for _ in range(2)]


def test_zones_of_equal_score_stand_in_the_same_tenth_and_those_without_in_none():
    zones = [zone(f"z{i}").model_copy(update={"numbers": {"score": Decimal(3)}}) for i in range(5)]
    assert set(tenths_by([*zones, zone("none")], "score").values()) == {1}
    assert "none" not in tenths_by([*zones, zone("none")], "score")


def test_minutes_of_many_decimals_are_exact():
    journeys = [journey("z1", "a", "30.000000000000001"), journey("z1", "p", "0.000000000000002")]
    found = reaches(access("a", "p", [zone("z1", 3)], journeys), [Decimal("30.1")])
    assert found[1].saved == 3 * Fraction("29.999999999999999")
    assert access("a", "", [zone("z1")], journeys[:1]).reached("a", THIRTY) == 0


def test_the_order_of_rows_changes_nothing(small):
    zones, journeys = ZONES[::-1], random.Random(1).sample(JOURNEYS, len(JOURNEYS))
    again = access("ba", "p", zones, journeys)
    assert reaches(again, [THIRTY]) == reaches(small, [THIRTY])
    assert nearest_hubs(again) == nearest_hubs(small)

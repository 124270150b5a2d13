"""`check` warns of what is allowed and perhaps not meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.records import Criterion, Rule
from prioritise.views.inputs.input_warnings import input_warnings
from tests.small import aligned, cost, hub, programme, proposal, stream


def sound(**fields):
    """A programme that nothing is to be said about."""
    defaults = {"streams": (stream(budgets=(10, 10)),)}
    return programme(
        [proposal("A"), proposal("B", hubs=("north",))],
        [cost("A", 8, 8), cost("B", 8, 8)],
        **{**defaults, **fields},
    )


def test_a_sound_programme_has_no_warnings():
    assert input_warnings(sound()) == ()


def test_what_can_never_be_chosen_is_named_once_for_each_reason():
    asked = sound(dropped_proposals=("A", "B"))
    assert input_warnings(asked)[0] == "A and B can never be chosen: dropped by this scenario"


def test_a_stream_of_no_kind_that_several_kinds_could_be_paid_from():
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 8, 8, kind="capital"), cost("B", 8, 8, kind="revenue")],
    )
    assert input_warnings(asked) == (
        "main (Main): it has no kind, and both capital and revenue costs could be paid from it",
    )


def test_a_budget_that_covers_everything_and_a_stream_that_nobody_may_use():
    asked = sound(streams=(stream(budgets=(16, 16)), stream("idle", (1, 0))))
    assert input_warnings(asked) == (
        "idle (Idle): nothing that could be chosen may be paid from it",
        "main (Main): it covers everything that could be asked of it (£32k), so it limits nothing",
    )


def test_a_row_that_finds_its_payer_counts_in_every_stream_that_may_pay_it():
    asked = programme(
        [proposal("A")],
        [cost("A", 8, 8, stream="")],
        streams=(stream("one", (9, 9)), stream("two", (9, 9))),
        alignments=(aligned("A", "one"), aligned("A", "two")),
    )
    assert [warning.split(":")[0] for warning in input_warnings(asked)] == [
        "one (One)",
        "two (Two)",
    ]


def test_a_linkage_that_can_satisfy_two_floors():
    asked = programme(
        [proposal("A", hubs=("north", "south")), proposal("B")],
        [cost("A", 8, 8), cost("B", 8, 8)],
        hubs=(hub(), hub("south")),
        rules=(
            Rule(name="each hub", measure="count", for_each="hub", at_least=Decimal(1)),
            Rule(name="not too many", measure="count", for_each="hub", at_most=Decimal(9)),
        ),
    )
    assert input_warnings(asked) == (
        "rule “each hub”: A lies between hubs, and counts in all of them",
    )


def test_one_criterion_with_all_the_weight():
    scale = (Decimal(0), Decimal(10))
    criteria = (
        Criterion(name="impact", weight=Decimal(2), scale=scale),
        Criterion(name="alignment", weight=Decimal(0)),
    )
    assert input_warnings(sound(criteria=criteria)) == (
        "the criterion impact has all the weight; the others change nothing",
    )


def test_costs_that_differ_more_than_tenfold_without_a_size():
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 1, 0), cost("B", 5, 6)],
        streams=(stream(budgets=(5, 6)),),
    )
    (warning,) = input_warnings(asked)
    assert warning.startswith("no size is given. Costs differ up to 11 times")


@pytest.mark.parametrize("outside", [1, 500_000])
def test_money_that_a_delay_moves_outside(outside):
    late = stream(budgets=(10, 10)).model_copy(update={"outside": outside})
    (warning,) = input_warnings(sound(streams=(late,)))
    assert "a delay moves" in warning

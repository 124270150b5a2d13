"""Rules on value count what two proposals are worth together, where both are in the group."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.analysis.reserve.blocking_rules import rules_in_the_way
from prioritise.optimise import optimise
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision, Rule
from tests import oracle
from tests.small import cost, hub, link, programme, proposal, stream

HUBS = (hub(), hub("south"))
IN = Decision(proposal="A", chosen=True)


def worth(at_least: int | None = None, at_most: int | None = None, **fields: object) -> Rule:
    limits = {
        name: Decimal(limit)
        for name, limit in (("at_least", at_least), ("at_most", at_most))
        if limit is not None
    }
    return Rule(name="worth", measure="value", **limits, **fields)  # type: ignore[arg-type]


def asked(*rules: Rule, bonus: int = 15, other: str = "north", **fields: object) -> Programme:
    """A and B, of 30 and 20 points and so many more together; C alone is worth 60; two can be had.

    A and C are of the north, and B is where it is told to be.
    """
    proposals = [proposal("A", 3), proposal("B", 2, hubs=(other,)), proposal("C", 6)]
    return programme(
        proposals,
        [cost(name, 5, 0) for name in "ABC"],
        **{"hubs": HUBS, "links": (link("bonus", "A", "B", bonus),), "rules": rules, **fields},
    )


def best(found: Programme) -> str:
    """The best shortlist, which exhaustive search gives as well."""
    plan, seen = optimise(found), oracle.best(found)
    assert seen is not None
    assert plan.shortlist == tuple(name for name, *_ in seen.chosen)
    assert plan.value == seen.value
    return "".join(plan.shortlist)


def test_a_floor_of_value_is_met_with_the_bonus_of_two_in_the_group():
    """Of A and B, 30 and 20 points and 15 together make 65, to the point."""
    pair = {"where": {"proposal": ("A", "B")}}
    assert best(asked(worth(65, **pair))) == "AB"
    assert best(asked(worth(30, **pair))) == "AC", "without need of B, C is worth more"
    assert best(asked(worth(at_most=64, **pair), bonus=75)) == "AC", "a limit counts it, too"


def test_a_bonus_with_one_outside_the_group_does_not_count_there():
    """The north alone has 30 of A and 60 of C, whatever A and B are worth together."""
    north = {"where": {"hub": ("north",)}}
    assert best(asked(worth(at_most=31, **north), other="south")) == "AB"
    assert best(asked(worth(at_most=64, **north), other="north")) == "C"
    assert best(asked(worth(at_most=65, **north), other="north")) == "AB"


def test_what_two_lose_by_overlapping_counts_as_well():
    """A and B with 15 points less are worth 35, so that a limit of 35 lets both in."""
    pair = {"where": {"proposal": ("A", "B", "C")}}
    assert best(asked(worth(at_most=35, **pair), bonus=-15)) == "AB"
    assert best(asked(worth(at_most=34, **pair), bonus=-15)) == "A"


def test_a_bonus_of_linkages_counts_in_a_hub_by_the_smaller_share():
    """A is of both hubs and B of the south: the south has 15 of A, 20 of B and half of the 15."""
    found = programme(
        [proposal("A", 3, hubs=("north", "south")), proposal("B", 2, hubs=("south",))],
        [cost("A", 5, 0), cost("B", 5, 0)],
        hubs=HUBS,
        links=(link("bonus", "A", "B", 15),),
        rules=(worth(0, for_each="hub"),),
    )
    plan = optimise(found)
    achieved = {row.group.label: row.achieved for row in plan.examination.rules}
    assert achieved == {"north": 15, "south": Fraction(85, 2)}


def test_a_bonus_counts_where_the_stream_of_the_rule_pays_both():
    """A and B are both paid by the east; with a west that pays B, no bonus falls to the east."""
    east, west = stream("east", (10, 0)), stream("west", (10, 0))
    for payer, achieved in (("east", 65), ("west", 30)):
        plan = optimise(
            programme(
                [proposal("A", 3), proposal("B", 2)],
                [cost("A", 5, 0, stream="east"), cost("B", 5, 0, stream=payer)],
                streams=(east, west),
                links=(link("bonus", "A", "B", 15),),
                rules=(worth(0, where={"stream": ("east",)}),),
            )
        )
        assert plan.examination.rules[0].achieved == achieved


@pytest.mark.parametrize(("limit", "in_the_way"), [(64, ["worth"]), (65, [])])
def test_the_reserve_list_counts_the_bonus_with_what_is_chosen(limit, in_the_way):
    """With A chosen B brings 20 points and the 15 with A."""
    rule = worth(at_most=limit, where={"proposal": ("A", "B")})
    plan = optimise(asked(rule, streams=(stream(budgets=(5, 0)),), decisions=(IN,)))
    (option,) = plan.programme.options["B"]
    assert list(rules_in_the_way(plan, option, ("main",))) == in_the_way

"""People reached, each once, and what a proposal needs: hand-made cases to the person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.reserve.blocking_rules import rules_in_the_way
from prioritise.optimise import check, optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.options import Choice
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.programme.records import Rule
from tests.small import cost, hub, programme, proposal, stream

NEAR = Reach(name="near", minutes=Decimal(45))
PEOPLE = (
    ReachedPeople(column="near", proposals=("A",), people=100),
    ReachedPeople(column="near", proposals=("A", "B"), people=900),
    ReachedPeople(column="near", proposals=("B", "C"), people=1),
    ReachedPeople(column="near", proposals=("C",), people=500),
)
"""A reaches 1,000 people, B 901, C 501; A and B together 1,001, all of them 1,501."""


def reaching(at_least=None, at_most=None, **fields) -> Rule:
    limits = {
        name: Decimal(limit)
        for name, limit in (("at_least", at_least), ("at_most", at_most))
        if limit is not None
    }
    return Rule(name="people", measure="reach", **limits, **fields)


def asked(*rules: Rule, budget: int = 20, **fields):
    """A and B are worth most, and any two of the three can be paid."""
    proposals = [proposal("A", 9, theme="site"), proposal("B", 8), proposal("C", 2, theme="site")]
    costs = [cost(name, 10, 0) for name in "ABC"]
    given = {"streams": (stream(budgets=(budget, 0)),), "reach": (NEAR,), "reached": PEOPLE}
    return programme(proposals, costs, rules=rules, **{**given, **fields})


def best(*rules: Rule, **fields) -> str:
    return "".join(optimise(asked(*rules, **fields)).shortlist)


def test_a_person_whom_two_proposals_reach_counts_once():
    assert best(reaching(at_least=1001)) == "AB"
    assert best(reaching(at_least=1002)) == "AC", "A and B would be 1,901 if they added up"
    assert best(reaching(at_least=1501)) == "AC", "A reaches 1,000 and C another 501"


def test_to_the_person_nothing_reaches_more_than_there_are():
    with pytest.raises(InfeasibleError) as error:
        optimise(asked(reaching(at_least=1502)))
    assert "people, at least 1502" in str(error.value)


def test_an_upper_limit_counts_each_person_once_too():
    assert best(reaching(at_most=1001)) == "AB"
    assert best(reaching(at_most=1000)) == "A"
    assert best(reaching(at_most=900)) == "C", "B would be one person too many"


def test_only_proposals_that_the_rule_means_are_counted():
    sites = {"where": {"theme": ("site",)}}
    assert best(reaching(at_least=1001, **sites)) == "AC", "B is no site"
    assert best(reaching(at_most=0, **sites)) == "B"


def test_a_rule_for_each_hub_counts_a_linkage_whole_in_each_of_its_hubs():
    proposals = [proposal("A", hubs=("north", "south")), proposal("B", 9, hubs=("south",))]
    found = programme(
        proposals,
        [cost("A", 10, 0), cost("B", 10, 0)],
        streams=(stream(budgets=(20, 0)),),
        hubs=(hub(), hub("south")),
        reach=(NEAR,),
        reached=PEOPLE[:2],
        rules=(reaching(at_least=1000, for_each="hub"),),
    )
    plan = optimise(found)
    people = {row.group.label: row.achieved for row in plan.examination.rules}
    assert people == {"north": 1000, "south": 1000}


def test_a_part_of_a_proposal_reaches_everybody_whom_the_whole_reaches():
    found = programme(
        [proposal("A", min_share=Decimal("0.5"))],
        [cost("A", 10, 0)],
        streams=(stream(budgets=(5, 0)),),
        reach=(NEAR,),
        reached=PEOPLE[:2],
        rules=(reaching(at_least=1000),),
    )
    plan = optimise(found)
    assert (plan.choices[0].tenths, plan.examination.rules[0].achieved) == (5, 1000)


def test_people_count_where_the_stream_of_the_rule_pays():
    streams = (stream("east", (10, 0)), stream("west", (10, 0)))
    found = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 10, 0, stream="east"), cost("B", 10, 0, stream="west")],
        streams=streams,
        reach=(NEAR,),
        reached=PEOPLE[:3],
        rules=(reaching(at_most=901, where={"stream": ("west",)}),),
    )
    plan = optimise(found)
    assert [row.achieved for row in plan.examination.rules] == [901]


def test_several_columns_are_told_apart_by_name():
    far = ReachedPeople(column="far", proposals=("C",), people=5000)
    fields = {"reach": (NEAR, NEAR.model_copy(update={"name": "far"})), "reached": (*PEOPLE, far)}
    assert best(reaching(at_least=5000, column="far"), **fields) == "AC"
    assert best(reaching(at_least=1001, column="near"), **fields) == "AB"


def test_the_check_counts_people_again():
    choices = [Choice("A", "", 10, ("main",)), Choice("B", "", 10, ("main",))]
    assert check(asked(reaching(at_least=1001)), choices) == ()
    (broken,) = check(asked(reaching(at_least=1002)), choices)
    assert str(broken) == "people: 1001, not at least 1002"


def test_what_is_out_would_break_an_upper_limit_only_with_people_not_reached_yet():
    plan = optimise(asked(reaching(at_most=1001), budget=20))
    (c,) = plan.programme.options["C"]
    assert [*rules_in_the_way(plan, c, ("main",))] == ["people"]
    eased = optimise(asked(reaching(at_most=1501), budget=20))
    assert [*rules_in_the_way(eased, c, ("main",))] == [], "501 of C, one of whom B reaches"


WAYS = [
    proposal("N1", 9, theme="site"),
    proposal("N2", 1, theme="transport"),
    proposal("S1", 8, hubs=("south",), theme="site"),
    proposal("S2", 2, hubs=("south",), theme="transport"),
    proposal("L", 3, hubs=("north", "south"), theme="transport"),
]
"""Sites in two hubs, a way to each, and one that serves both."""


def needing(same: str = "hub", **fields) -> Rule:
    where = fields.get("where", {"theme": ("site",)})
    return Rule.needing("a way there", where, {"theme": ("transport",)}, same)


def shortlist(budget: int, rule: Rule, names: str = "N1 N2 S1 S2 L", **fields) -> str:
    proposals = [p for p in WAYS if p.proposal in names.split()]
    found = programme(
        proposals,
        [cost(p.proposal, 1, 0) for p in proposals],
        streams=(stream(budgets=(budget, 0)),),
        hubs=(hub(), hub("south")),
        rules=(rule,),
        **fields,
    )
    return " ".join(optimise(found).shortlist)


def test_a_site_comes_only_with_a_way_to_its_own_hub():
    assert shortlist(2, needing(), "N1 N2 S1 S2") == "N1 N2"
    assert shortlist(2, needing(), "N1 S2") == "S2", "a way to the other hub is no way"
    assert shortlist(2, needing(""), "N1 S2") == "N1 S2", "anywhere, where no column is named"


def test_one_way_is_enough_for_all_sites_of_its_hubs():
    assert shortlist(3, needing()) == "L N1 S1"


def test_a_proposal_does_not_meet_its_own_need():
    every = needing(where={})
    assert shortlist(1, every, "N2") == ""
    assert shortlist(2, every, "N2 L") == "L N2"


def test_a_promised_site_without_a_way_is_told_by_the_rules_name():
    promised = WAYS[0].model_copy(update={"commitment": "contracted"})
    with pytest.raises(InfeasibleError) as error:
        optimise(
            programme(
                [promised, WAYS[3]],
                [cost("N1", 1, 0), cost("S2", 1, 0)],
                hubs=(hub(), hub("south")),
                rules=(needing(),),
            )
        )
    assert "a way there (N1)" in str(error.value)


def test_the_check_names_the_site_that_has_no_way():
    proposals, rule = [WAYS[0], WAYS[3]], needing()
    found = programme(
        proposals,
        [cost("N1", 1, 0), cost("S2", 1, 0)],
        hubs=(hub(), hub("south")),
        rules=(rule,),
    )
    broken = check(found, [Choice(name, "", 10, ("main",)) for name in ("N1", "S2")])
    assert [violation.limit for violation in broken] == ["a way there (N1)"]


def test_jobs_for_each_of_several_people_are_weighed_and_checked_exactly():
    """Pairs of somebody and a job, for 7 people: A and B bring 143, and not a hundredth more."""
    jobs = tuple(each.model_copy(update={"per": 7}) for each in PEOPLE)
    assert best(reaching(at_least=143), reached=jobs) == "AB"
    assert best(reaching(at_least=Decimal("143.01")), reached=jobs) == "AC"

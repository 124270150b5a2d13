"""The algebra, printed: each family of rows on the smallest programme that shows it."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest

from prioritise.optimise import formulation
from prioritise.optimise.columns import formulated
from prioritise.optimise.formulation import model_of
from prioritise.optimise.rules import rule_rows
from prioritise.programme.actuals import Actual
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.programme.records import Apart, Decision, Rule
from prioritise.programme.staying import Near
from tests.small import PENCE, aligned, cost, hub, link, programme, proposal, stream

TWO = [proposal("A"), proposal("B", 8)]
COSTS = [cost("A", 6, 0), cost("B", 5, 4)]
PICKED = {
    "streams": (stream("east"), stream("west")),
    "alignments": (aligned("A", "east", 1), aligned("A", "west", 0.5)),
    "alignment_weight": 1,
}


def rule(measure, name="the rule", **fields):
    numbers = {k: Decimal(str(v)) for k, v in fields.items() if k.startswith("at_")}
    return Rule(name=name, measure=measure, **{**fields, **numbers})


def with_rule(measure, **fields):
    return programme(TWO, COSTS, rules=(rule(measure, **fields),))


FAMILIES = {
    "value": programme(TWO, COSTS),
    "option": programme(
        [proposal("A")], [cost("A", 6, 0, option="large"), cost("A", 3, 0, option="small")]
    ),
    "payer": programme([proposal("A")], [cost("A", 6, 0, stream="")], **PICKED),
    "budget": programme(TWO, COSTS),
    "budget_carried": programme(
        TWO, COSTS, streams=(stream(budgets=(10, 4), carry_forward=Decimal("0.5")),)
    ),
    "budget_nested": programme(
        TWO,
        [cost("A", 6, 0, stream="inner"), cost("B", 5, 4)],
        streams=(stream("outer"), stream("inner", parent="outer"), stream("main", parent="outer")),
    ),
    "award": programme(
        [proposal("A")],
        [cost("A", 6, 0, stream=""), cost("A", 0, 4, stream="")],
        streams=(
            stream("east", intervention_rate=Decimal("0.7")),
            stream("west", min_award=500_000),
        ),
        alignments=PICKED["alignments"],
    ),
    "link": programme(
        [*TWO, proposal("C")],
        [*COSTS, cost("C", 1, 1)],
        links=(link("requires", "A", "B"), link("excludes", "B", "C"), link("together", "A", "C")),
    ),
    "bonus": programme(TWO, COSTS, links=(link("bonus", "A", "B", -3),)),
    "begun": programme(
        [proposal("A"), proposal("B")],
        [cost("A", 6, 3), cost("B", 7, 0)],
        streams=(stream(closed=1),),
        actuals=(Actual(proposal="A", stream="main", year="2018-19", spent=4 * PENCE),),
    ),
    "commitment": programme(
        [proposal("A", commitment="contracted"), proposal("B")],
        COSTS,
        decisions=(Decision(proposal="B", chosen=False),),
    ),
    "rule_count": with_rule("count", for_each="hub", at_least=1),
    "rule_spend": with_rule("spend", where={"year": ("2019-20",)}, at_most=3),
    "rule_share": with_rule("share", for_each="stream", at_most=0.25),
    "rule_value": with_rule("value", at_least=60),
    "rule_column": programme(
        [proposal("A", jobs=Decimal(3)), proposal("B", jobs=Decimal("2.5"))],
        COSTS,
        rules=(rule("jobs", at_least=4),),
    ),
    "rule_future": programme(
        [proposal("A"), proposal("B", hubs=("north", "south"))],
        [cost("A", 6, 0, after=9), cost("B", 5, 4, after=7)],
        hubs=(hub(), hub("south")),
        rules=(rule("future", for_each="hub", at_most=8),),
    ),
    "rule_match": programme(
        TWO,
        [
            *COSTS,
            cost("A", 2, 0, stream="match", secured=True),
            cost("B", 3, 0, stream="match", before=1),
        ],
        rules=(
            rule("match", name="match", at_least=4),
            rule("match_secured", name="secured", at_least=1),
            rule("match_unsecured", name="unsecured", at_most=3),
        ),
    ),
    "rule_future_later_years": programme(
        TWO,
        [cost("A", 6, 0, later=(100_000, 0), after=9), cost("B", 5, 4, later=(0, 200_000))],
        later_years=("2020-21", "2021-22"),
        rules=(rule("future", at_most=8),),
    ),
    "rule_reach": programme(
        [*TWO, proposal("C", theme="rail")],
        [*COSTS, cost("C", 1, 1)],
        reach=(Reach(name="near", minutes=Decimal(45)),),
        reached=(
            ReachedPeople(column="near", proposals=("A", "B"), people=500),
            ReachedPeople(column="near", proposals=("A", "B", "C"), people=80),
            ReachedPeople(column="near", proposals=("B",), people=30),
        ),
        rules=(
            rule("reach", at_least=580),
            rule("reach", name="not by rail", where={"theme": ("",)}, at_most=600),
        ),
    ),
    "rule_needs": programme(
        [
            proposal("A", theme="site"),
            proposal("B", hubs=("north", "south"), theme="site"),
            proposal("C", hubs=("south",), theme="way"),
            proposal("D", theme="way"),
        ],
        [cost(name, 1, 1) for name in "ABCD"],
        hubs=(hub(), hub("south")),
        rules=(Rule.needing("a way to sites", {"theme": ("site",)}, {"theme": ("way",)}, "hub"),),
    ),
    "apart": programme(TWO, COSTS, apart=(Apart(shortlist=("A",), least=2),)),
    "near": programme(TWO, COSTS, near=Near(shortlist=("A",), most=1)),
    "near_by_money": programme(TWO, COSTS, near=Near(shortlist=("A",), most=600_000, by="money")),
    "rule_any_payer": programme(
        [proposal("A")],
        [cost("A", 6, 0, stream=""), cost("A", 0, 4, stream="")],
        rules=(rule("count", where={"stream": ("east",)}, at_most=0),),
        **PICKED,
    ),
}


def algebra(asked):
    found = formulated(asked)
    return str(model_of(found, *rule_rows(found))[0]) + "\n"


@pytest.mark.parametrize("family", FAMILIES)
def test_the_algebra_of_a_family_is_as_it_is_written(family, golden):
    golden(f"algebra/{family}.txt", algebra(FAMILIES[family]))


def test_every_family_of_rows_has_its_algebra_written():
    families = {
        name.removesuffix("_rows")
        for name, _ in inspect.getmembers(formulation, inspect.isfunction)
        if name.endswith("_rows") and not name.startswith("_") and name != "rule_rows"
    }
    assert families <= set(FAMILIES)

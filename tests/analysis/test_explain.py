"""Why in, why out: one small case for each kind of sentence, with figures found by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.analysis.parallel.executor import Alone, Cores
from prioritise.analysis.why.explain import explain, overview, proven_best
from prioritise.analysis.why.explanation import Explanation
from prioritise.analysis.why.forced import all_forced, forced
from prioritise.analysis.why.least_change_of_score import with_score
from prioritise.analysis.why.marginal import marginal_values
from prioritise.optimise import optimise
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision, Rule, SolverSettings
from prioritise.views.why.explain_sentences import (
    changes_in_words,
    limits_in_words,
    lost_in_words,
    sentence,
    smallest_change,
)
from tests import strategies
from tests.small import PENCE, cost, hub, link, programme, proposal, stream
from tests.views.plans import all_plans


def told(asked: Programme, name: str) -> Explanation:
    (explained,) = explain(optimise(asked), [name]).explanations
    return explained


def rivals(**fields) -> Programme:
    """A is worth 80, B 50; there is money for one of them."""
    return programme(
        [proposal("A", 8), proposal("B", 5)],
        [cost("A", 10, 0), cost("B", 10, 0)],
        **{"streams": (stream(budgets=(10, 0)),), **fields},
    )


def pair_against_one(**fields) -> Programme:
    """A and C are worth 80 each and fit together; B is worth 50 and needs all their money."""
    return programme(
        [proposal("A", 8), proposal("B", 5), proposal("C", 8)],
        [cost("A", 5, 0), cost("B", 10, 0), cost("C", 5, 0)],
        **{"streams": (stream(budgets=(10, 0)),), **fields},
    )


def test_a_chosen_proposal_is_worth_what_is_lost_without_it():
    explained = told(rivals(), "A")
    assert explained.lost == (30, 30)
    assert (explained.enters, explained.leaves) == (("B",), ())
    assert sentence(explained) == (
        "Without it the best shortlist is worth 30 points less: B comes in."
    )
    assert not changes_in_words(explained)


def test_what_is_out_would_cost_what_has_to_leave_for_it():
    explained = told(pair_against_one(), "B")
    assert explained.lost == (110, 110)
    assert sentence(explained) == "Having it in costs 110 points: A and C go out."


def test_the_budget_that_is_used_up_binds():
    explained = told(rivals(), "B")
    assert explained.binding is not None
    assert explained.binding.names == ("budget main 2018-19",)
    assert "without it it would cost less" in limits_in_words(explained).replace("  ", " ")


def test_the_least_money_that_brings_it_in_is_named_first():
    explained = told(rivals(), "B")
    (money,) = explained.changes.money
    assert (dict(money.pence), money.is_least) == ({("main", 0): 10 * PENCE}, True)
    assert money.standing == "in"
    assert smallest_change(explained) == "£10k more in main 2018-19"


def test_money_for_it_does_not_help_while_something_better_waits_for_that_money():
    asked = programme(
        [proposal("A", 8), proposal("B", 5), proposal("C", 6)],
        [cost("A", 10, 0), cost("B", 10, 0), cost("C", 10, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    (money,) = told(asked, "B").changes.money
    assert money.pence == {("main", 0): 20 * PENCE}


def test_money_in_several_years_is_named_together_where_none_alone_does():
    asked = programme(
        [proposal("A", 8), proposal("B", 5)],
        [cost("A", 10, 10), cost("B", 10, 10)],
    )
    first, second, both = told(asked, "B").changes.money
    assert [first.standing, second.standing, both.standing] == ["out", "out", "in"]
    assert both.pence == {("main", 0): 10 * PENCE, ("main", 1): 10 * PENCE}
    assert both.is_least


def test_more_money_in_a_stream_is_more_in_the_stream_that_it_lies_in():
    asked = rivals(
        streams=(stream(budgets=(10, 0), parent="all"), stream("all", (10, 0))),
    )
    words = changes_in_words(told(asked, "B"))
    assert "£10k more in main 2018-19, and with that £10k more in all 2018-19, in which" in words[0]


def test_contingency_makes_the_money_that_is_needed_larger_to_the_penny():
    asked = rivals(streams=(stream(budgets=(13, 0), contingency=Decimal("0.1")),))
    (money,) = told(asked, "B").changes.money
    # floor(0.9 * budget) has to reach £20k: 2,222,223 pence, where there are 1,300,000.
    assert money.pence == {("main", 0): 922_223}


def test_no_money_brings_in_what_a_better_one_excludes():
    explained = told(rivals(links=(link("excludes", "A", "B"),)), "B")
    assert explained.changes.least_money is None
    assert "No money in the stream and year that it needs brings it in." in changes_in_words(
        explained
    )
    assert "A excludes B" in limits_in_words(explained)


def test_a_higher_score_is_the_value_given_up_on_its_own_scale():
    (score,) = told(rivals(), "B").changes.score
    assert (score.now, score.needed, score.standing) == (5, 8, "as good")
    words = changes_in_words(told(rivals(), "B"))
    assert "impact 8 instead of 5 (as good then; the tie-break still prefers others)" in words[1]


def test_a_score_that_works_is_one_with_which_the_programme_is_really_solved():
    asked = programme(
        [proposal("A", 8.03), proposal("B", 5)],
        [cost("A", 10, 0), cost("B", 10, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    (score,) = told(asked, "B").changes.score
    assert score.needed == Decimal("8.1")
    assert optimise(with_score(asked, "B", "impact", Decimal("8.1"))).shortlist == ("B",)
    assert optimise(with_score(asked, "B", "impact", Decimal("8.0"))).shortlist == ("A",)


def test_a_score_that_would_pass_the_top_of_its_scale_is_said_to():
    (score,) = told(pair_against_one(), "B").changes.score
    assert (score.needed, score.short) == (None, 60)
    words = changes_in_words(told(pair_against_one(), "B"))
    assert words[1] == (
        "No impact score brings it in, not even the top of the scale, 10: 60 points would still "
        "be missing."
    )


def test_a_lower_cost_is_the_least_thousandth_that_works():
    asked = rivals(streams=(stream(budgets=(15, 0)),))
    less = told(asked, "B").changes.cost
    assert less is not None
    assert (less.thousandths, less.pence, less.standing) == (500, 5 * PENCE, "in")
    assert "50% off, in every year alike (£5k)" in changes_in_words(told(asked, "B"))[-1]


def test_a_cut_that_changes_when_spending_starts_is_told_all_the_same():
    """With nothing left of its cost the profile has another first year."""
    asked = programme(
        [
            proposal("A", 1, commitment="contracted"),
            proposal("P", 5, earliest="2019-20", latest="2020-21"),
        ],
        [cost("A", 10, 10, 10), cost("P", 0, 5, 0)],
        streams=(stream(budgets=(10, 10, 10)),),
        years=("2018-19", "2019-20", "2020-21"),
    )
    assert told(asked, "P").changes.cost.pence == 5 * PENCE


def test_one_way_of_adding_money_that_fails_says_nothing_of_the_others():
    """P in size two needs more in B and C; the least money would have it in size one, and Q in."""
    asked = programme(
        [
            proposal("K", 1, commitment="contracted"),
            proposal("P", 5),
            proposal("Q", 9),
            proposal("R", 2),
        ],
        [
            *(cost("K", pounds, 0, stream=name) for name, pounds in (("a", 1), ("b", 2), ("c", 2))),
            *(cost("P", 1, 0, stream=name, option="one") for name in "ab"),
            *(cost("P", 2, 0, stream=name, option="two") for name in "bc"),
            cost("Q", 1, 0, stream="a"),
            cost("R", 1, 0, stream="z"),
        ],
        streams=(
            stream("a", (1, 0)),
            stream("b", (2, 0)),
            stream("c", (2, 0)),
            stream("z", (2, 0)),
        ),
        links=(link("excludes", "P", "Q"),),
    )
    explained = told(asked, "P")
    assert [found.standing for found in explained.changes.money] == ["out"] * 3 + ["not settled"]
    assert "whether more in several does is open" in changes_in_words(explained)[0]
    richer = {"b": (4, 0), "c": (4, 0)}
    streams = tuple(
        stream(s.stream, richer[s.stream]) if s.stream in richer else s for s in asked.streams
    )
    assert "P" in optimise(asked.revised(streams=streams)).options


def test_equals_are_told_as_equals():
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 10, 0), cost("B", 10, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    assert sentence(told(asked, "A")) == (
        "A shortlist without it is worth the same; less public money, fewer changes or earlier ids "
        "decide: B comes in."
    )
    assert told(asked, "B").changes.money == ()


def test_what_cannot_be_left_out_names_the_rule():
    rule = Rule(name="a place in the north", measure="count", at_least=Decimal(1))
    asked = programme([proposal("A")], [cost("A", 1, 0)], rules=(rule,))
    explained = told(asked, "A")
    assert explained.otherwise is None
    assert sentence(explained) == (
        "It cannot be left out because of “a place in the north, at least 1”."
    )


def test_what_cannot_be_in_names_the_lock_and_the_link():
    asked = rivals(
        decisions=(Decision(proposal="A", chosen=True),), links=(link("excludes", "A", "B"),)
    )
    explained = told(asked, "B")
    assert explained.keeping is not None
    assert explained.keeping.limits == ("A is locked", "A excludes B")


def test_what_is_not_eligible_is_told_the_test_that_it_fails():
    explained = told(rivals(hubs=(hub(status="proposed"),)), "A")
    assert sentence(explained) == (
        "Not eligible: its hub North is only proposed, and this scenario does not add it."
    )


def test_a_lock_has_the_price_of_turning_it_round():
    asked = rivals(decisions=(Decision(proposal="B", chosen=True, because="agreed"),))
    explained = told(asked, "B")
    assert explained.lost == (-30, -30)
    assert sentence(explained) == (
        "It is agreed, as recorded. Without it the best shortlist is worth 30 points more: A comes "
        "in."
    )


def test_a_contract_can_be_turned_round_though_a_rule_speaks_of_contracts():
    rule = Rule(
        name="contracts", measure="count", where={"commitment": ("contracted",)}, at_most=Decimal(1)
    )
    asked = programme(
        [proposal("A", 5, commitment="contracted"), proposal("B", 8)],
        [cost("A", 10, 0), cost("B", 10, 0)],
        streams=(stream(budgets=(10, 0)),),
        rules=(rule,),
    )
    assert told(asked, "A").lost == (-30, -30)


def test_every_option_is_told_its_cost():
    asked = programme(
        [proposal("A", 8), proposal("B", 5)],
        [cost("A", 4, 0, option="small"), cost("A", 10, 0, option="large"), cost("B", 6, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    explained = told(asked, "A")
    values = {each.option.name: each.plan and each.plan.value for each in explained.options}
    assert values == {"small": 130, "large": 80}


def test_a_rule_binds_where_without_it_the_loss_is_smaller():
    rule = Rule(name="two at most", measure="count", at_most=Decimal(2))
    asked = programme(
        [proposal(name, score) for name, score in (("A", 8), ("B", 5), ("C", 8))],
        [cost(name, 1, 0) for name in "ABC"],
        rules=(rule,),
    )
    explained = told(asked, "B")
    assert explained.binding is not None
    assert explained.binding.names == ("two at most, at most 2",)


def test_a_little_money_is_worth_what_solving_again_says():
    asked = rivals(streams=(stream(budgets=(10, 0)),))
    more, less = marginal_values(optimise(asked), share=Fraction(1))
    assert (more.change, more.value_change) == (10 * PENCE, 50)
    assert (less.change, less.value_change) == (-10 * PENCE, -80)


def test_the_overview_says_the_same_as_each_question_by_itself():
    for plan in all_plans()[::4]:
        eligible = [name for name, found in plan.eligibility.items() if not found.reason]
        for found in all_forced(plan, eligible):
            alone = forced(plan, found.proposal).plan
            assert (found.plan and found.plan.choices) == (alone and alone.choices)


def test_a_gap_that_was_allowed_is_closed_before_anything_is_explained():
    plan = optimise(pair_against_one(solver=SolverSettings(gap=Decimal(1))))
    best = proven_best(replace(plan, bound_figure=plan.figure + 1))
    assert best.bound == best.value == 160


def test_a_figure_that_is_not_proven_is_told_with_its_ends():
    explained = told(rivals(), "A")
    assert explained.otherwise is not None
    loose = replace(explained.otherwise, bound_figure=explained.otherwise.figure + 4)
    open_ended = replace(explained, otherwise=loose)
    low, high = open_ended.lost
    assert low < high == 30
    assert "not proven" in lost_in_words(open_ended.lost)
    assert "not proven" in sentence(open_ended)


@pytest.mark.parametrize("settled", [True, False])
def test_nothing_found_in_time_is_not_called_impossible(settled):
    explained = replace(told(rivals(), "A"), otherwise=None, settled=settled)
    assert ("not settled" in sentence(explained)) is not settled


def test_all_lines_are_there_in_the_order_of_ids():
    plan = optimise(pair_against_one())
    assert [each.proposal for each in overview(plan).explanations] == ["A", "B", "C"]


def test_whoever_works_says_the_same():
    plan = optimise(strategies.programme(7))
    eligible = [name for name, found in plan.eligibility.items() if not found.reason]

    def said(executor):
        named = explain(plan, eligible[:4], executor=executor)
        worth = marginal_values(plan, executor=executor)
        return overview_lines(overview(plan, executor=executor)), overview_lines(named), worth

    assert said(Cores(2)) == said(Alone())


def overview_lines(asked):
    """What is said of each proposal; how long it took aside."""
    return [
        (
            each.proposal,
            each.settled,
            each.otherwise and (each.otherwise.choices, each.otherwise.value, each.otherwise.bound),
            each.binding,
            each.changes,
            each.keeping,
        )
        for each in asked.explanations
    ]

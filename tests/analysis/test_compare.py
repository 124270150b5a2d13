"""Shortlists side by side, and lists that people bring."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.comparison.compare import Comparison, found, given
from prioritise.optimise import optimise
from prioritise.views.comparison.compare import compare_table, options_table, totals_table
from tests.small import aligned, cost, programme, proposal, stream

ASKED = programme(
    [proposal("A", 9), proposal("B", 6), proposal("C", 5)],
    [cost("A", 6, 6), cost("B", 5, 1), cost("C", 4, 4)],
)
LESS = ASKED.revised(streams=(stream(budgets=(9, 9)),), scenario="Less money")


def test_verdicts_follow_from_all_lists():
    both = Comparison((found("now", optimise(ASKED)), found("less", optimise(LESS))))
    assert [answer.shortlist for answer in both.answers] == [("A", "C"), ("B", "C")]
    assert [both.verdict(name) for name in "ABC"] == ["sometimes", "sometimes", "always"]
    less = both.answers[1]
    assert (both.added(less), both.dropped(less)) == (("B",), ("A",))


def test_a_given_list_that_fits_is_valued_like_any_other():
    answer = given("ours", ASKED, ["C", "B"])
    assert (answer.status, answer.shortlist, answer.broken) == ("given", ("B", "C"), ())
    assert (answer.value, answer.public_cost) == (Fraction(110), 1_400_000)


def test_a_given_list_gets_the_payers_that_serve_it_best():
    streams = (stream("east", (6, 0)), stream("west", (6, 0)))
    fits = [aligned(p, s, a) for p, s, a in [("A", "east", 1), ("A", "west", 0), ("B", "east", 1)]]
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 6, 0, stream=""), cost("B", 6, 0, stream="")],
        streams=streams,
        alignments=tuple(fits),
        alignment_weight=1,
    )
    assert given("both", asked, ["A", "B"]).broken == ()


def test_a_list_that_cannot_be_paid_names_every_limit_that_it_breaks():
    answer = given("all", ASKED, ["A", "B", "C"])
    assert answer.value == 200
    assert answer.broken == (
        "budget main 2018-19: overspent by £5k",
        "budget main 2019-20: overspent by £1k",
    )


def test_a_list_without_a_contracted_project_says_so():
    proposals = [proposal("A", commitment="contracted"), proposal("B")]
    asked = programme(proposals, [cost("A", 1, 1), cost("B", 1, 1)])
    assert given("none", asked, []).broken == ("A: is contracted, and not chosen",)


def test_the_tables_hold_one_row_a_proposal_and_one_a_list():
    both = Comparison((found("now", optimise(ASKED)), given("ours", ASKED, ["B"])))
    table = compare_table(both)
    assert [column.name for column in table.columns[3:]] == ["now", "ours", "verdict"]
    assert table.rows[0] == ("A", "Project A", "north", "in", "out", "sometimes")
    totals = totals_table(both)
    assert totals.cells("status") == ("optimal", "given")
    assert totals.cells("bound") == ("140", "")
    assert totals.cells("dropped") == ("", "A;C")


def test_what_nobody_may_pay_in_a_given_list_is_in_no_total():
    """It is named as broken, and neither within the budgets nor above them."""
    asked = programme([proposal("A"), proposal("B")], [cost("A", 4, 0), cost("B", 5, 0, stream="")])
    answer = given("ours", asked, ["A", "B"])
    assert answer.broken == ("B: no stream may pay a row of it",)
    assert (answer.totals.within_budget, answer.totals.over_programmed) == (400_000, 0)


def test_options_tell_who_is_in_both_lists_in_another_way():
    free = ASKED.revised(proposals=(proposal("A", 9, latest="2019-20"), *ASKED.proposals[1:]))
    less = free.revised(streams=(stream(budgets=(4, 12)),), scenario="Less at first")
    both = Comparison((found("now", optimise(ASKED)), found("later", optimise(less))))
    assert both.changed(both.answers[1]) == ("A",)
    table = options_table(both)
    assert table.rows == (("A", "Project A", "north", "as given", "from 2019-20"),)

"""What a plan comes to: two totals of money, match told apart, and what later years owe."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.ledger import later_of
from prioritise.optimise.totals import totals_of
from tests.small import PENCE, cost, hub, programme, proposal, stream
from tests.views.plans import all_plans


def totals(asked):
    plan = optimise(asked)
    return totals_of(plan.programme, plan.ways)


def test_what_is_planned_above_a_budget_is_another_total():
    above = stream(budgets=(10, 10), over_programme=Decimal("0.2"))
    asked = programme([proposal("A")], [cost("A", 4, 12)], streams=(above,))
    assert (totals(asked).within_budget, totals(asked).over_programmed) == (14 * PENCE, 2 * PENCE)


def test_what_was_carried_in_is_within_the_budgets():
    kept = stream(budgets=(10, 10), carry_forward=Decimal(1))
    asked = programme([proposal("A")], [cost("A", 0, 15)], streams=(kept,))
    assert totals(asked).over_programmed == 0


def test_an_overspent_year_hands_on_no_money():
    """Of 10 a year 10, 11 and 13 are spent: 4 are above the budgets, whatever may be carried."""
    above = stream(
        budgets=(10, 10, 10), over_programme=Decimal("0.2"), carry_forward=Decimal("0.1")
    )
    years = ("2018-19", "2019-20", "2020-21")
    asked = programme([proposal("A")], [cost("A", 10, 11, 13)], streams=(above,), years=years)
    assert (totals(asked).within_budget, totals(asked).over_programmed) == (30 * PENCE, 4 * PENCE)


@pytest.mark.parametrize(("outer", "inner", "over"), [(10, 10, 2), (12, 10, 2), (10, 12, 2)])
def test_a_pot_in_a_pot_counts_what_both_hold_once(outer, inner, over):
    """12 are spent; the tighter of the two says what is within the budgets."""
    streams = (
        stream("outer", (0, outer), over_programme=Decimal(1)),
        stream("inner", (0, inner), over_programme=Decimal(1), parent="outer"),
    )
    asked = programme([proposal("A")], [cost("A", 0, 12, stream="inner")], streams=streams)
    assert totals(asked).over_programmed == over * PENCE


def test_match_counts_in_all_years_and_is_certain_where_it_says_so():
    rows = [
        cost("A", 1, 0),
        cost("A", 2, 1, stream="match", before=3, secured=True),
        cost("A", 0, 0, stream="match", after=4),
    ]
    found = totals(programme([proposal("A")], rows))
    assert (found.match_secured, found.match_unsecured) == (6 * PENCE, 4 * PENCE)
    assert found.match == 10 * PENCE


def test_later_years_are_future_commitment_of_each_hub():
    rows = [cost("A", 1, 0, later=(3 * PENCE, 101), after=2)]
    asked = programme(
        [proposal("A", hubs=("north", "south"))],
        rows,
        hubs=(hub(), hub("south")),
        later_years=("2020-21", "2021-22"),
    )
    found = {row.whom: row.amounts for row in later_of(optimise(asked))}
    assert found == {
        "north": (3 * PENCE // 2, 51, PENCE),
        "south": (3 * PENCE // 2, 50, PENCE),
    }
    assert totals(asked).future == 5 * PENCE + 101


def test_a_later_start_moves_money_into_the_later_years():
    asked = programme(
        [proposal("A", earliest="2019-20", latest="2019-20")],
        [cost("A", 4, 3, later=(2 * PENCE,))],
        later_years=("2020-21",),
    )
    (option,) = optimise(asked).options.values()
    assert option.rows[0].amounts == (0, 4 * PENCE)
    assert option.rows[0].later == (3 * PENCE, 2 * PENCE)


def test_totals_add_up_for_every_plan():
    """Within and above the budgets is all public money; the hubs' later money is all of it."""
    for plan in all_plans():
        found = totals_of(plan.programme, plan.ways)
        assert found.within_budget + found.over_programmed == plan.public_cost
        assert min(found.within_budget, found.over_programmed) >= 0
        if not any(stream.over_programme for stream in plan.programme.streams):
            assert found.over_programmed == 0
        assert found.future == sum(sum(row.amounts) for row in later_of(plan))

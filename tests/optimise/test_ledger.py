"""Money adds up to the penny, whichever way it is counted."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.ledger import account, budgets_of, funding_of, hub_funding_of
from prioritise.programme.budgets import available
from prioritise.programme.money import to_pence
from prioritise.programme.records import MATCH
from prioritise.views.run.money import budgets_table, funding_table, programme_table
from tests.small import cost, hub, programme, proposal, stream
from tests.views.plans import all_plans


def pence(plan, cell):
    return to_pence(Decimal(cell), plan.programme.unit)


def test_there_are_plans_to_look_at():
    assert len(all_plans()) > 50


def test_what_hubs_get_adds_up_to_what_streams_spend_to_the_penny():
    for plan in all_plans():
        table = programme_table(plan)
        paid = Counter()
        for row in table.rows:
            for year in plan.programme.years:
                paid[row[table.column("stream")], year] += pence(plan, row[table.column(year)])
        budgets = budgets_table(plan)
        spent = {
            (row[budgets.column("stream")], row[budgets.column("year")]): pence(
                plan, row[budgets.column("spent")]
            )
            for row in budgets.rows
        }
        for (name, year), amount in spent.items():
            if name not in plan.programme.parents:
                assert paid.pop((name, year), 0) == amount
        assert {name for name, _ in paid} <= {MATCH}


def test_funding_adds_up_to_the_costs_of_what_is_chosen():
    for plan in all_plans():
        table = funding_table(plan)
        paid = Counter()
        for name, payer, _, year, amount in table.rows:
            paid[name, payer == MATCH, year] += pence(plan, amount)
        asked = Counter()
        for name, option in plan.options.items():
            for row in option.rows:
                for year, amount in zip(plan.programme.years, row.amounts, strict=True):
                    asked[name, row.is_match, year] += amount
        assert paid == +asked


def test_no_row_of_funding_or_of_the_programme_stands_twice():
    for plan in all_plans():
        for table in (programme_table(plan), funding_table(plan), budgets_table(plan)):
            places = [table.column(name) for name in table.key]
            keys = [tuple(row[place] for place in places) for row in table.rows]
            assert len(keys) == len(set(keys))


def test_every_budget_is_accounted_for_and_none_is_overspent():
    for plan in all_plans():
        for year in budgets_of(plan):
            there = year.budget + year.carried_in
            assert there == year.spent + year.carried_out + year.unspent
            assert year.spent <= year.carried_in + available(year.stream, year.year)
            if year.year == len(plan.programme.years) - 1:
                assert year.carried_out == 0


def test_the_parts_of_the_hubs_are_the_funding():
    for plan in all_plans():
        by_payer = [Counter(), Counter()]
        for sums, rows in zip(by_payer, (funding_of(plan), hub_funding_of(plan)), strict=True):
            for row in rows:
                for year, amount in enumerate(row.amounts):
                    sums[row.stream, row.kind, year] += amount
        assert by_payer[0] == by_payer[1]


def test_left_over_pennies_of_a_linkage_go_to_the_first_hubs_in_order_of_id():
    asked = programme(
        [proposal("P", hubs=("west", "east", "north"))],
        [cost("P", 0, 0, before=0).model_copy(update={"amounts": (200, 100)})],
        hubs=(hub("west"), hub("east"), hub("north")),
    )
    rows = hub_funding_of(optimise(asked))
    assert [(row.whom, row.amounts) for row in rows] == [
        ("east", (67, 34)),
        ("north", (67, 33)),
        ("west", (66, 33)),
    ]


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        # budget 100 a year, 10 held back, half of the other 90 may be carried
        ((0, 0), [(0, 45, 55), (45, 0, 145)]),
        ((80, 0), [(0, 10, 10), (10, 0, 110)]),
        ((90, 90), [(0, 0, 10), (0, 0, 10)]),
        ((60, 120), [(0, 30, 10), (30, 0, 10)]),
    ],
)
def test_the_oldest_money_is_spent_first(spent, expected):
    line = stream(
        budgets=(0, 0), carry_forward=Decimal("0.5"), contingency=Decimal("0.1")
    ).model_copy(update={"budgets": (100, 100)})
    years = list(account(line, spent))
    assert [(y.carried_in, y.carried_out, y.unspent) for y in years] == expected

"""The tables: what stands in them, and that no two of them disagree."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.analysis.reserve.reserve_list import reserve_list
from prioritise.optimise import optimise
from prioritise.programme.records import Decision, SolverSettings
from prioritise.render.csv_file import csv_bytes
from prioritise.views.run.run_tables import run_tables
from prioritise.views.run.sign_off import sign_off_table
from prioritise.views.table import amount, figure
from tests.small import PENCE, aligned, cost, hub, link, programme, proposal, stream
from tests.views.plans import all_plans


def tables_of(plan):
    return {table.name: table for table in run_tables(plan)}


def records(table):
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_every_row_has_a_cell_for_every_column_and_no_column_stands_twice():
    for plan in all_plans():
        for table in run_tables(plan):
            names = [column.name for column in table.columns]
            assert len(names) == len(set(names))
            assert {len(row) for row in table.rows} <= {len(names)}


def test_every_proposal_stands_once_the_selected_first():
    for plan in all_plans():
        table = tables_of(plan)["shortlist"]
        assert Counter(table.cells("proposal")) == Counter(list(plan.programme.proposal_of))
        decisions = [decision == "selected" for decision in table.cells("decision")]
        assert decisions == sorted(decisions, reverse=True)
        assert sum(decisions) == len(plan.choices)
        assert all(table.cells("reason"))


def test_cost_of_what_is_selected_is_the_public_cost_and_the_sum_of_its_years():
    for plan in all_plans():
        rows = [r for r in records(tables_of(plan)["shortlist"]) if r["decision"] == "selected"]
        assert sum(Decimal(row["cost"]) for row in rows) == Decimal(
            amount(plan.public_cost, plan.programme.unit)
        )
        for row in rows:
            years = sum(Decimal(row[year]) for year in plan.programme.years)
            assert years == Decimal(row["cost"])


def test_points_by_criterion_add_up_to_the_value_where_it_is_exact():
    exact = [plan for plan in all_plans() if plan.values.exact]
    assert len(exact) > 10
    for plan in exact:
        for row in records(tables_of(plan)["shortlist"]):
            if row["value"]:
                names = plan.programme.normalised_weights()
                points = sum(Fraction(row[f"value_{name}"]) for name in names)
                # each cell is rounded to six places
                assert abs(points - Fraction(row["value"])) <= Fraction(len(names) + 1, 10**6)


def test_what_hubs_get_adds_up_to_the_whole():
    for plan in all_plans():
        rows = records(tables_of(plan)["by_hub"])
        assert sum(Decimal(row["funded"]) for row in rows) == Decimal(
            amount(plan.public_cost, plan.programme.unit)
        )
        bonuses = plan.value - sum(
            (plan.values.in_points(plan.figure_of(name)) for name in plan.shortlist), Fraction(0)
        )
        value = sum((Fraction(row["value"]) for row in rows), Fraction(0))
        assert abs(value + bonuses - plan.value) <= Fraction(len(rows), 10**6)


def test_shuffled_rows_give_the_same_bytes():
    for plan in all_plans()[::2]:
        asked = plan.programme
        turned = asked.revised(
            **{
                name: tuple(reversed(getattr(asked, name)))
                for name in ("hubs", "streams", "proposals", "costs", "alignments", "links")
            }
        )
        again = optimise(turned)
        assert plan.unique_to == again.unique_to == "order of ids"
        one, other = (list(map(csv_bytes, run_tables(p))) for p in (plan, again))
        assert one == other


def because(proposals, costs, **fields):
    plan = optimise(programme(proposals, costs, **fields))
    return {row["proposal"]: row["because"] for row in records(tables_of(plan)["shortlist"])}


def test_who_decided_is_named():
    names = ["A", "B", "C", "D", "E", "F", "G"]
    proposals = [proposal(name, 5) for name in names[:-1]]
    proposals.append(proposal("G", 5, commitment="contracted"))
    costs = [cost(name, 1, 0) for name in names if name != "F"] + [cost("F", 99, 0)]
    decisions = (
        Decision(proposal="B", chosen=True),
        Decision(proposal="C", chosen=True, because="agreed"),
        Decision(proposal="D", chosen=False, because="declined"),
        Decision(proposal="E", chosen=False, because="deferred"),
    )
    assert because(proposals, costs, decisions=decisions) == {
        "A": "free",
        "B": "locked",
        "C": "agreed",
        "D": "declined",
        "E": "deferred",
        "F": "not eligible",
        "G": "contracted",
    }


def test_a_chosen_proposal_says_what_it_brings_costs_and_who_pays():
    asked = programme(
        [proposal("A", 9)],
        [cost("A", 4, 0), cost("A", 2, 1, stream="second"), cost("A", 5, 0, stream="match")],
        streams=(stream(), stream("second")),
    )
    (row,) = records(tables_of(optimise(asked))["shortlist"])
    assert row["reason"] == "brings 90 points for £7k: £4k from Main and £3k from Second"
    assert (row["cost"], row["match"], row["streams"]) == ("7", "5", "main;second")


def test_points_of_a_picked_payer_are_points_of_alignment():
    asked = programme(
        [proposal("A", 10)],
        [cost("A", 4, 0, stream="")],
        alignment_weight=1,
        streams=(stream(), stream("second")),
        alignments=(aligned("A", "main", 0.5), aligned("A", "second", 1)),
    )
    (row,) = records(tables_of(optimise(asked))["shortlist"])
    assert (row["value"], row["value_impact"], row["value_alignment"]) == ("100", "50", "50")
    assert row["streams"] == "second"


def test_a_linkage_stands_under_all_its_hubs_and_counts_in_each():
    asked = programme(
        [proposal("A", 10, hubs=("south", "north"))],
        [cost("A", 4, 0)],
        hubs=(hub("south"), hub("north")),
    )
    tables = tables_of(optimise(asked))
    (row,) = records(tables["shortlist"])
    assert (row["hub"], row["hub_name"]) == ("north;south", "North; South")
    assert [
        (r["hub"], r["proposals"], r["selected"], r["funded"], r["value"], r["spend_share"])
        for r in records(tables["by_hub"])
    ] == [("north", "1", "1", "2", "50", "0.5"), ("south", "1", "1", "2", "50", "0.5")]


def test_unproven_is_not_hidden_in_a_reason():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 1, 0), cost("B", 1, 0)],
        solver=SolverSettings(gap=Decimal(1)),
    )
    for row in records(tables_of(optimise(asked))["shortlist"]):
        assert row["decision"] == "selected" or "proven only to the gap" in row["reason"]


def test_sign_off_lists_what_is_selected_and_then_the_reserve_in_its_order():
    asked = programme(
        [proposal(name, score) for name, score in (("A", 9), ("B", 5), ("C", 4), ("D", 1))],
        [cost("A", 8, 0), cost("B", 9, 0), cost("C", 4, 0), cost("D", 99, 0)],
        links=(link("bonus", "A", "B", 1),),
    )
    plan = optimise(asked)
    rows = records(sign_off_table(plan, reserve_list(plan)))
    assert [(r["proposal"], r["decision"], r["reserve"]) for r in rows] == [
        ("A", "selected", ""),
        ("C", "reserve", "1"),
        ("B", "reserve", "2"),
    ]
    assert rows[0]["total"] == "8"
    assert {r["signed_by"] + r["signed_on"] for r in rows} == {""}


@pytest.mark.parametrize(
    ("pence", "unit", "text"),
    [
        (1, "£", "0.01"),
        (1, "£k", "0.00001"),
        (1, "£m", "0.00000001"),
        (PENCE * 1000, "£k", "1000"),
        (-50, "£", "-0.5"),
        (0, "£m", "0"),
    ],
)
def test_amounts_are_exact_and_never_in_exponents(pence, unit, text):
    assert amount(pence, unit) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 3), "0.333333"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 2_000_000), "0"),
        (Fraction(3, 2_000_000), "0.000002"),
        (Decimal("100.10"), "100.1"),
        (-1, "-1"),
    ],
)
def test_figures_are_exact_or_rounded_to_six_places(number, text):
    assert figure(number) == text

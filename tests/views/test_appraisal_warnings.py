"""`check` warns of what an appraisal assumes, and of a risk that counts twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from prioritise.optimise import optimise
from prioritise.programme.appraised import (
    Additionality,
    Appraisal,
    Benefit,
    Factors,
    FactorsByLevel,
    Jobs,
    Optimism,
    Readiness,
    RiskCost,
)
from prioritise.programme.records import Criterion, Rule, ValueBasis
from prioritise.views.inputs.appraisal_warnings import appraisal_warnings
from prioritise.views.inputs.input_warnings import input_warnings
from tests.small import PENCE, cost, programme, proposal
from tests.views.screens import shown

PRICES = {"deflators": {"2018-19": Decimal(100), "2019-20": Decimal(102)}}


def asked(said: dict[str, Any] | None = None, first: dict[str, Any] | None = None, **fields: Any):
    """Two proposals; the first is described further."""
    return programme(
        [proposal("A", **(first or {})), proposal("B")],
        [cost("A", 8, 8), cost("B", 8, 8)],
        appraisal=Appraisal(**{**PRICES, **(said or {})}),
        **fields,
    )


def npv(low: int = 0) -> tuple[Criterion, ...]:
    return (Criterion(name="npv", weight=Decimal(1), scale=(Decimal(low), Decimal(100))),)


def biased(mitigated: str = "0.5", kind: str = "standard buildings") -> tuple[Optimism, ...]:
    return (Optimism(proposal="A", type=kind, mitigated=Decimal(mitigated)),)


def warnings(*arguments: Any, **fields: Any) -> list[str]:
    return list(appraisal_warnings(asked(*arguments, **fields)))


def test_an_appraisal_that_nothing_asks_about_has_no_warnings():
    assert warnings(optimism=biased()) == []


def test_tables_that_no_key_asks_for_are_named():
    told = asked(jobs=(Jobs(proposal="A", kind="new", jobs=Decimal(1)),), optimism=biased())
    (warning,) = appraisal_warnings(told.revised(appraisal=None))
    assert warning.startswith("jobs and optimism: no criterion or rule can use")


def test_prices_without_deflators_are_named_where_a_measure_is_used():
    assert warnings({"deflators": {}}, criteria=npv()) == [
        "appraisal gives no deflators: prices are taken to rise by 2% a year; "
        "`price_index: gdp-2026-03` takes those that are published"
    ]


def test_optimism_bias_in_the_budgets_is_said_once_with_what_it_comes_to():
    assert warnings({"in_budgets": True}, optimism=biased()) == [
        "The budgets carry optimism bias: costs of 1 proposal within the years are £1.92k more in "
        "all than was given."
    ]


def test_more_mitigation_than_the_guidance_knows_is_named():
    (warning,) = warnings(optimism=biased("0.95"))
    assert warning.startswith("A: so much is mitigated")
    assert warnings(optimism=biased("0.9")) == []


def test_gross_figures_without_additionality_are_named():
    jobs = (Jobs(proposal="A", kind="new", jobs=Decimal(1)),)
    expected = "A: no additionality is given, so gross figures count as net"
    assert warnings(jobs=jobs) == [expected]
    gross = Benefit(proposal="A", kind="x", first="2018-19", amount=1, gross=True)
    assert warnings(benefits=(gross,)) == [expected]
    own = (Additionality(proposal="A", level="nation", displacement=Decimal("0.5")),)
    assert warnings(jobs=jobs, additionality=own) == []
    usual = FactorsByLevel(nation=Factors(displacement=Decimal("0.5")))
    assert warnings({"additionality": usual}, jobs=jobs) == []


def test_a_multiplier_seen_from_the_nation_is_named_and_one_of_the_hub_is_not():
    rows = tuple(
        Additionality(proposal="A", level=level, multiplier=Decimal("1.2"))
        for level in ("hub", "nation")
    )
    (warning,) = warnings(additionality=rows)
    assert warning.startswith("A: a multiplier above 1 seen from the nation")
    assert "Green Book, 6.5 and 6.6" in warning
    assert warnings(additionality=rows[:1]) == []
    usual = FactorsByLevel(nation=Factors(multiplier=Decimal("1.1")))
    (warning,) = warnings({"additionality": usual})
    assert warning.startswith("every proposal without a row of its own: a multiplier")


@pytest.mark.parametrize("kind", ["output of firms", "Trade in the town centre", "rents"])
def test_land_value_beside_what_makes_up_land_value_is_named(kind):
    land = Benefit(proposal="A", kind="Land value", first="2018-19", amount=PENCE)
    other = Benefit(proposal="A", kind=kind, first="2018-19", amount=PENCE)
    (warning,) = warnings(benefits=(land, other))
    assert warning.startswith("A: land value and output, trade or rent of the same site")
    elsewhere = other.model_copy(update={"proposal": "B"})
    receipt = other.model_copy(update={"counts_as": "receipt"})
    assert warnings(benefits=(land, elsewhere)) == warnings(benefits=(land, receipt)) == []


def test_risks_with_a_cost_beside_unmitigated_optimism_bias_are_named():
    risk = RiskCost(proposal="A", risk="ground", likelihood=Decimal("0.5"), cost=PENCE)
    (warning,) = warnings(risk_costs=(risk,), optimism=biased("0"))
    assert "what is costed as a risk comes off optimism bias" in warning
    assert warnings(risk_costs=(risk,), optimism=biased("0.2")) == []


def test_benefits_after_the_period_are_named():
    late = Benefit(proposal="A", kind="x", first="2018-19", last="2078-79", amount=PENCE)
    (warning,) = warnings(benefits=(late,))
    assert warning.startswith("A: benefits go on after the 60 years")
    assert warnings({"period": 61}, benefits=(late,)) == []


def test_a_sum_of_ratios_and_a_ratio_as_a_criterion_are_named():
    rule = Rule(name="worth it", measure="bcr", at_least=Decimal(1))
    (warning,) = warnings(rules=(rule,))
    assert warning == "rule “worth it” adds up bcr: a sum of ratios says nothing"
    ratio = (Criterion(name="bcr", weight=Decimal(1), scale=(Decimal(0), Decimal(9))),)
    (warning,) = warnings(criteria=ratio)
    assert "no ranking by itself" in warning


def test_a_scale_that_does_not_start_at_0_is_named():
    (warning,) = warnings(criteria=npv(-100))
    assert "points are not in proportion to it" in warning


def test_figures_that_a_later_start_does_not_change_are_named():
    first = {"earliest": "2018-19", "latest": "2019-20"}
    (warning,) = warnings(first=first, criteria=npv())
    assert warning == "npv of A stays as given, whenever it starts"


STAGE = {"readiness": Readiness(earliest={"idea": "2019-20"})}
UNSURE = ValueBasis(likelihood="multiply")


@pytest.mark.parametrize(
    ("said", "first", "fields", "ways"),
    [
        (
            {"in_budgets": True},
            {"likelihood": Decimal("0.8")},
            {"value": UNSURE, "optimism": biased()},
            ("likelihood", "optimism bias"),
        ),
        (
            STAGE,
            {"likelihood": Decimal("0.8"), "stage": "idea"},
            {"value": UNSURE},
            ("likelihood", "stage"),
        ),
        (
            STAGE,
            {"stage": "idea"},
            {"criteria": npv(), "optimism": biased()},
            ("optimism bias", "stage"),
        ),
        (
            {
                "readiness": Readiness(
                    earliest={"idea": "2019-20"}, likelihood={"idea": Decimal("0.5")}
                ),
                "in_budgets": True,
            },
            {"stage": "idea"},
            {"value": UNSURE, "optimism": biased()},
            ("likelihood", "optimism bias", "stage"),
        ),
    ],
)
def test_one_risk_that_is_discounted_twice_is_named(said, first, fields, ways):
    found = [w for w in warnings(said, first, **fields) if "count twice" in w]
    assert len(found) == 1
    assert found[0].startswith("A: one risk may count twice, by ")
    assert [word for word in ("likelihood", "optimism bias", "stage") if word in found[0]] == [
        *ways
    ]


@pytest.mark.parametrize(
    ("said", "first", "fields"),
    [
        ({"in_budgets": True}, {"likelihood": Decimal("0.8")}, {"optimism": biased()}),
        ({}, {"likelihood": Decimal("0.8")}, {"value": UNSURE, "optimism": biased()}),
        (STAGE, {"stage": "FBC", "likelihood": Decimal("0.8")}, {"value": UNSURE}),
        ({"in_budgets": True}, {"likelihood": Decimal(1)}, {"value": UNSURE, "optimism": biased()}),
    ],
)
def test_one_risk_that_is_discounted_once_is_not(said, first, fields):
    assert [w for w in warnings(said, first, **fields) if "count twice" in w] == []


def test_check_says_them_with_all_others():
    told = asked({"in_budgets": True}, optimism=biased())
    assert any("The budgets carry optimism bias" in warning for warning in input_warnings(told))


def test_run_says_that_its_costs_are_not_the_ones_that_were_given():
    told = asked({"in_budgets": True}, optimism=biased())
    assert "The budgets carry optimism bias" in shown(optimise(told))
    assert "optimism bias" not in shown(optimise(asked(optimism=biased())))

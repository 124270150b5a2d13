"""What stands beside the main figures: tests, switching values, weights, the range of NPV."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prioritise.appraisal.distribution import weight
from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import appraised, measured
from prioritise.appraisal.outcome import outcome
from prioritise.appraisal.ranges import Ranges
from prioritise.appraisal.sensitivity import Sensitivity
from prioritise.appraisal.switching import switches
from prioritise.programme.appraised import Appraisal, Benefit, Optimism, RiskCost
from prioritise.programme.uncertainty import CostUncertainty, Uncertainty
from tests.appraisal.drawn import drawn
from tests.appraisal.test_appraisal import FLAT, benefit
from tests.promises.agreement import how_many
from tests.small import PENCE, cost, programme, proposal


def lines_of(*benefits: Benefit, costs=None, said: dict[str, Any] | None = None, **fields: Any):
    """One proposal A that costs £100k."""
    return Lines(
        programme(
            [proposal("A")],
            costs or [cost("A", 100)],
            appraisal=Appraisal(**{**FLAT, **(said or {})}),
            benefits=benefits,
            **fields,
        )
    )


def one(lines: Lines):
    return appraised(lines)["A"]


def beside(lines: Lines) -> dict[str, Fraction]:
    """Net present value in £k by the name of each test."""
    variants = Sensitivity(lines).of([one(lines)])
    return {variant.name: variant.outcome.npv / PENCE for variant in variants}


@settings(max_examples=how_many(60, 2000), deadline=None)
@given(st.integers(0, 10**9))
def test_the_ratio_by_all_cost_never_contradicts_the_net_present_value(seed):
    lines = Lines(drawn(seed))
    found = appraised(lines)
    for several in [*([each] for each in found.values()), list(found.values())]:
        told = measured(several, lines)
        npv, ratio = told["npv"], told["bcr_all_cost"]
        if npv is not None and ratio is not None:
            assert (npv > 0) == (ratio > 1)
            assert (npv == 0) == (ratio == 1)


@settings(max_examples=how_many(60, 2000), deadline=None)
@given(st.integers(0, 10**9))
def test_at_each_switching_value_the_net_present_value_is_exactly_nothing(seed):
    lines = Lines(drawn(seed))
    for each in appraised(lines).values():
        if not each.has_benefits:
            continue
        for switch in switches(each.lines, "apart"):
            if switch.what in ("public cost", "other cost", "all benefits"):
                part = "benefit" if switch.what == "all benefits" else switch.what

                def factor(line, part=part, times=switch.factor):
                    return times if line.part == part else Fraction(1)

                assert outcome(each.lines, "apart", factor).npv == 0


def test_a_receipt_comes_off_public_cost_and_is_no_benefit():
    lines = lines_of(benefit(150), benefit(40, counts_as="receipt"))
    told = measured([one(lines)], lines)
    assert (told["pv_receipts"], told["pv_net_public_cost"]) == (40 * PENCE, 60 * PENCE)
    assert (told["pv_benefits"], told["npv"], told["bcr"]) == (150 * PENCE, 90 * PENCE, 2.5)


def test_a_residual_value_comes_in_the_last_year_that_is_appraised():
    row = Benefit(proposal="A", kind="site", counts_as="residual", amount=121 * PENCE)
    said = {"discount": {"1": Decimal("0.1")}, "period": 3}
    lines = lines_of(row, said=said)
    (last,) = [line for line in one(lines).lines if line.part == "benefit"]
    assert (last.year, last.present) == (2020, 100 * PENCE)


def test_years_from_opening_count_what_falls_outside_those_of_the_programme():
    """Two years from 2018-19 hold nothing of what comes from 2021-22; from opening, two of it."""
    row = benefit(10, "2021-22", "2030-31")
    lines = lines_of(row, said={"period": 2})
    (late,) = [line for line in one(lines).lines if line.part == "benefit"]
    assert (late.counts, late.given) == (False, 100 * PENCE)
    assert "10 years after the period" in late.words
    opening = lines_of(row, said={"period": 2, "period_from": "opening"})
    assert one(opening).present("benefit") == 20 * PENCE
    assert beside(lines)["2 years from opening"] == -80
    assert beside(opening)["2 years from programme"] == -100


def test_a_benefit_of_health_is_discounted_by_the_health_rates():
    rows = (benefit(1000, "2019-20"), benefit(1000, "2019-20", rate="health"))
    found = one(lines_of(*rows, said={"discount": {}}))
    plain, health = (line.discount for line in found.lines if line.part == "benefit")
    assert (plain, health) == (Fraction(1000, 1035), Fraction(1000, 1015))


def test_wellbeing_and_carbon_are_put_into_money_by_their_published_values():
    """Ten wellbeing years at £13,000 of 2019, and 100 tonnes of 2021 at £257.05 of 2022."""
    rows = (
        Benefit(
            proposal="A", kind="life", first="2019-20", valued="wellbeing", quantity=Decimal(10)
        ),
        Benefit(proposal="A", kind="air", first="2021-22", valued="carbon", quantity=Decimal(100)),
    )
    lines = lines_of(*rows)
    told = measured([one(lines)], lines)
    assert told["pv_benefits"] == 130_000_00 + 25_705_00
    assert (told["wellbeing_years"], told["carbon_tonnes"]) == (10, 100)
    found = beside(lines)
    assert found["low value of wellbeing"] == found["as appraised"] - 30
    assert found["high value of carbon"] == found["as appraised"] + Fraction("12.8525")


def test_a_pound_is_worth_twice_as_much_to_whom_has_half_where_the_elasticity_is_1():
    """The example of annex 3: an income of 20,000 beside one of 40,000."""
    incomes = {"all": Decimal(40000), "lowest": Decimal(20000)}
    said = Appraisal(incomes=incomes, elasticity=Decimal(1))
    assert (weight(said, "lowest"), weight(said, "all"), weight(said, "")) == (2, 1, 1)
    assert weight(Appraisal(incomes=incomes), "lowest") == Fraction("2.4623")
    lines = lines_of(
        benefit(100, falls_to="lowest"), said={"incomes": incomes, "elasticity": Decimal(1)}
    )
    assert beside(lines)["distributional weights"] == 100
    assert beside(lines)["as appraised"] == 0


def test_risks_are_in_no_total_and_one_test_adds_them():
    risk = RiskCost(proposal="A", risk="ground", likelihood=Decimal("0.3"), cost=50 * PENCE)
    lines = lines_of(benefit(120), risk_costs=(risk,))
    told = measured([one(lines)], lines)
    assert (told["npv"], told["pv_risk"]) == (20 * PENCE, 15 * PENCE)
    assert beside(lines)["with risks"] == 5


def test_without_optimism_bias_costs_are_as_given():
    lines = lines_of(benefit(130), optimism=(Optimism(proposal="A", type="standard buildings"),))
    assert beside(lines)["as appraised"] == 6
    assert beside(lines)["without optimism bias"] == 30


@pytest.mark.parametrize(("years", "asked"), [(50, False), (51, True)])
def test_the_lower_rates_are_asked_for_beyond_fifty_years(years, asked):
    lines = lines_of(benefit(10, "2019-20"), said={"discount": {}, "period": years})
    assert ("lower discount rates" in beside(lines)) is asked


def test_the_lower_rates_change_nothing_but_the_rates():
    lines = lines_of(benefit(1000, "2019-20"), said={"discount": {}})
    lower = 1000 * Fraction(1000, 1030) - 100
    assert abs(beside(lines)["lower discount rates"] - lower) < Fraction(1, PENCE)


UNSURE = Uncertainty(costs=CostUncertainty(all=(Decimal("0.9"), Decimal(1), Decimal("1.4"))))


def test_the_range_of_npv_has_every_factor_at_its_worse_or_better_end():
    """Costs of 100 from 90 to 140, benefits of 200 from 100 to 200: from -40 to 110."""
    lines = lines_of(
        benefit(200, confidence="low"),
        said={"confidence": {"low": (Decimal("0.5"), Decimal(1))}},
        uncertainty=UNSURE,
    )
    found = Ranges(lines).of([one(lines)])
    assert found is not None
    assert (found.least, found.most) == (-40 * PENCE, 110 * PENCE)
    assert found.mean == 150 * PENCE - 110 * PENCE
    assert found.least < found.tenth < found.mean < found.nine_tenths < found.most
    assert Ranges(lines).of([one(lines)]) == found


def test_a_draw_of_several_is_the_sum_of_their_draws():
    """One proposal whose costs run from 50 to 100, and another that is certain: one range moved."""
    costs = [cost("A", 100), cost("B", 100)]
    said = CostUncertainty(proposal={"A": (Decimal("0.5"), Decimal(1))})
    asked = programme(
        [proposal("A"), proposal("B")],
        costs,
        appraisal=Appraisal(**FLAT),
        benefits=(benefit(100), benefit(130, proposal="B")),
        uncertainty=Uncertainty(costs=said),
    )
    lines = Lines(asked)
    found = appraised(lines)
    alone, both = Ranges(lines).of([found["A"]]), Ranges(lines).of(list(found.values()))
    assert alone is not None
    assert both is not None
    assert (both.tenth - alone.tenth, both.most - alone.most) == (30 * PENCE, 30 * PENCE)


def test_where_nothing_is_uncertain_there_is_no_range():
    lines = lines_of(benefit(200, confidence="low"))
    assert Ranges(lines).of([one(lines)]) is None


def test_a_range_of_a_proposal_moves_all_its_money_at_once_and_kinds_move_apart():
    costs = [cost("A", 60, kind="capital"), cost("A", 40, kind="revenue")]
    kinds = CostUncertainty(money={"capital": (Decimal("0.5"), Decimal(1))})
    whole = CostUncertainty(proposal={"A": (Decimal("0.5"), Decimal(1))})
    for said, most in ((kinds, 30), (whole, 50)):
        lines = lines_of(benefit(100), costs=costs, uncertainty=Uncertainty(costs=said))
        found = Ranges(lines).of([one(lines)])
        assert found is not None
        assert (found.least, found.most) == (0, most * PENCE)


def test_an_equal_yearly_amount_is_worth_the_net_public_cost():
    """Ten years at 3.5% from the first: a pound a year is worth 8.6077 pounds."""
    lines = lines_of(said={"discount": {}, "period": 10})
    assert f"{float(lines.annuity):.4f}" == "8.6077"
    told = measured([one(lines)], lines)
    assert told["annual_net_cost"] == 100 * PENCE / lines.annuity

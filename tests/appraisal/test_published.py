"""Discount factors, optimism bias and deflators as they are printed, and what follows from them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.appraisal.discounting import Discounting
from prioritise.appraisal.prices import PriceIndex
from prioritise.programme.appraised import Appraisal, Optimism
from prioritise.programme.bias import bias_of, raised, upper_bound, works_bias
from prioritise.programme.rates import (
    CARBON,
    SCHEDULES,
    STANDARD,
    UNIT_VALUES,
    WELLBEING,
)
from tests.small import cost, programme, proposal

# HM Treasury, The Green Book, annex 6: long-term discount factors.
FACTORS = {
    0: "1.0000",
    1: "0.9662",
    2: "0.9335",
    5: "0.8420",
    10: "0.7089",
    20: "0.5026",
    30: "0.3563",
    31: "0.3459",
    40: "0.2651",
    50: "0.1973",
    75: "0.0942",
    76: "0.0919",
    100: "0.0508",
    125: "0.0274",
}


@pytest.mark.parametrize(("year", "printed"), FACTORS.items())
def test_a_discount_factor_is_the_one_that_the_green_book_prints(year, printed):
    factor = Discounting(SCHEDULES[STANDARD].rates).factor(year)
    assert f"{float(factor):.4f}" == printed


def test_the_long_term_rate_holds_from_year_31_on_top_of_thirty_years_before():
    found = Discounting(SCHEDULES[STANDARD].rates)
    assert found.factor(30) == Fraction(1000, 1035) ** 30
    assert found.factor(31) == found.factor(30) * Fraction(100, 103)
    assert found.factor(76) == found.factor(75) * Fraction(1000, 1025)


def test_from_year_201_the_rate_is_1_5_percent_and_from_301_it_is_1_percent():
    found = Discounting(SCHEDULES[STANDARD].rates)
    assert found.factor(200) / found.factor(201) == Fraction("1.015")
    assert found.factor(300) / found.factor(301) == Fraction("1.01")


def test_a_base_year_after_the_first_compounds_and_one_before_it_discounts_once_more():
    """A pound of year 5 in year 2 is 1 / 1.035^3; in the year before the first, 1 / 1.035^6."""
    rates = SCHEDULES[STANDARD].rates
    assert Discounting(rates, 2).factor(5) == 1 / Fraction("1.035") ** 3
    assert Discounting(rates, 2).factor(0) == Fraction("1.035") ** 2
    assert Discounting(rates, -1).factor(5) == 1 / Fraction("1.035") ** 6


def test_outsourcing_raises_operating_cost_by_41_percent_and_capital_cost_by_nothing():
    rows = (Optimism(proposal="A", type="outsourcing"),)
    costs = [cost("A", 100, kind="revenue"), cost("A", 100, kind="capital")]
    asked = programme([proposal("A")], costs, optimism=rows, appraisal=Appraisal())
    assert [raised(asked, row) for row in costs] == [Fraction("1.41"), 1]


def test_works_take_longer_by_the_mix_of_what_is_not_mitigated():
    """Three tenths at 39%, all mitigated but half, and seven tenths at 4%: 5.85% and 2.8%."""
    asked = mixed(("non-standard buildings", "0.3", "0.5"), ("standard buildings", "0.7", "0"))
    assert works_bias(asked, "A") == Fraction("0.0865")


def test_carbon_and_wellbeing_are_worth_what_was_published():
    """In prices of 2020, 245 pounds in 2021, 280 in 2030 and 378 in 2050; half and half more."""
    carbon = UNIT_VALUES[CARBON]
    to_2020 = Decimal("1.0506")
    rounded = {year: round(carbon.of(year) / to_2020) for year in (2020, 2021, 2030, 2050)}
    assert rounded == {2020: 241, 2021: 245, 2030: 280, 2050: 378}
    assert [
        f"{float(Fraction(carbon.of(2030)) * share):.2f}" for share in (carbon.low, carbon.high)
    ] == [
        "147.25",
        "441.75",
    ]
    wellbeing = UNIT_VALUES[WELLBEING]
    assert [13000 * share for share in (wellbeing.low, wellbeing.high)] == [10000, 16000]
    assert wellbeing.of(2040) == 13000


def mixed(*parts: tuple[str, str, str], **said):
    rows = tuple(
        Optimism(proposal="A", type=kind, share=Decimal(share), mitigated=Decimal(mitigated))
        for kind, share, mitigated in parts
    )
    return programme([proposal("A")], [cost("A", 10)], optimism=rows, appraisal=Appraisal(**said))


def test_a_building_that_is_30_percent_non_standard_has_an_upper_bound_of_32_1_percent():
    """The worked example of a combined building project: 15.3 and 16.8."""
    asked = mixed(("non-standard buildings", "0.3", "0"), ("standard buildings", "0.7", "0"))
    assert upper_bound(asked, "A") == Fraction("0.321")
    assert bias_of(asked, "A") == Fraction("0.321")


def test_what_is_mitigated_comes_off_each_part():
    asked = mixed(("non-standard buildings", "0.3", "1"), ("standard buildings", "0.7", "0.5"))
    assert upper_bound(asked, "A") == Fraction("0.321")
    assert bias_of(asked, "A") == Fraction("0.084")


def test_a_programme_may_put_its_own_bound_in_place_of_a_published_one():
    asked = mixed(
        ("standard buildings", "1", "0"), optimism_bias={"standard buildings": Decimal(1)}
    )
    assert bias_of(asked, "A") == 1


@pytest.mark.parametrize(
    ("year", "times"), [("2013-14", "1.369"), ("2018-19", "1.269"), ("2020-21", "1.1751")]
)
def test_prices_of_a_published_table_are_those_that_others_took_from_it(year, times):
    """Into prices of 2024-25; the first two as worked out from the edition of a quarter later."""
    said = Appraisal(price_index="gdp-2026-03")
    factor = PriceIndex(said, 2024).of(int(year[:4]))
    assert f"{float(factor):.{len(times) - 2}f}" == times


def test_a_table_goes_on_with_its_forecasts_and_then_with_the_flat_rise():
    index = PriceIndex(Appraisal(price_index="gdp-2026-03"), 2024).index
    assert [f"{float(index(year) / index(year - 1) - 1):.4f}" for year in range(2025, 2033)] == [
        *("0.0324", "0.0201", "0.0194", "0.0187", "0.0186", "0.0202"),
        *("0.0200", "0.0200"),
    ]


def test_deflators_of_ones_own_come_before_a_table_and_a_table_that_a_scenario_names_before_them():
    own = Appraisal(price_index="gdp-2026-03", deflators={"2018-19": Decimal(1)})
    assert own.prices == {2018: Decimal(1)}
    assert own.revised(Appraisal(price_index="gdp-2026-03")).price_table is not None

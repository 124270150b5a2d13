"""Published figures come out as printed: discount factors, optimism bias, mixed projects."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.appraisal.discounting import Discounting
from prioritise.programme.appraised import Appraisal, Optimism
from prioritise.programme.bias import bias_of, upper_bound
from prioritise.programme.rates import DISCOUNT_RATES, OPTIMISM
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
# Review of large public procurement, 2002, table 2: upper and lower bound in percent.
BOUNDS = {
    "non-standard buildings": (51, 4),
    "standard buildings": (24, 2),
    "non-standard civil engineering": (66, 6),
    "standard civil engineering": (44, 3),
    "equipment": (200, 10),
}


@pytest.mark.parametrize(("year", "printed"), FACTORS.items())
def test_a_discount_factor_is_the_one_that_the_green_book_prints(year, printed):
    factor = Discounting(DISCOUNT_RATES).factor(year)
    assert f"{float(factor):.4f}" == printed


def test_the_long_term_rate_holds_from_year_31_on_top_of_thirty_years_before():
    found = Discounting(DISCOUNT_RATES)
    assert found.factor(30) == Fraction(1000, 1035) ** 30
    assert found.factor(31) == found.factor(30) * Fraction(100, 103)
    assert found.factor(76) == found.factor(75) * Fraction(1000, 1025)


def test_upper_and_lower_bounds_are_those_of_the_guidance():
    assert {
        name: (bounds.upper * 100, bounds.lower * 100) for name, bounds in OPTIMISM.items()
    } == BOUNDS


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

"""The appraisal of small cases, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import appraised, as_given, measured, of_option
from prioritise.appraisal.worked_out import worked_out
from prioritise.programme.appraised import (
    Additionality,
    Appraisal,
    Benefit,
    Jobs,
    Optimism,
    Readiness,
)
from tests.small import PENCE, cost, programme, proposal

FLAT: dict[str, Any] = {"inflation": Decimal(0), "discount": {"1": Decimal(0)}}
"""Prices stand still and a later pound is worth as much as an early one."""


def told(proposals=("A",), costs=None, said=None, **tables):
    """Measures of each proposal, money in £k."""
    asked = programme(
        [proposal(name) for name in proposals],
        costs or [cost(name, 100) for name in proposals],
        appraisal=Appraisal(**(FLAT if said is None else said)),
        **tables,
    )
    found = appraised(Lines(asked))
    return {
        name: {
            measure: figure / PENCE
            if figure is not None and (measure[:2] in ("pv", "np") or measure[:4] == "cost")
            else figure
            for measure, figure in measured([one], Lines(asked)).items()
        }
        for name, one in found.items()
    }


def benefit(amount: int | None = 10, first="2018-19", last="", **fields) -> Benefit:
    pence = None if amount is None else amount * PENCE
    return Benefit(
        **{"proposal": "A", "kind": "time savings", "first": first, "last": last, **fields},
        amount=pence,
    )


def job(jobs: float, kind="new", **fields) -> Jobs:
    return Jobs(**{"proposal": "A", **fields}, kind=kind, jobs=Decimal(str(jobs)))


def level(name: str, **factors: str) -> Additionality:
    given = {key: Decimal(value) for key, value in factors.items()}
    return Additionality(proposal="A", level=name, **given)  # type: ignore[arg-type]


def test_two_schemes_over_four_years_at_3_5_percent():
    """Ten million for 2.5 a year comes to -0.82 million, five for 1.5 a year to 0.51."""
    found = told(
        ("A", "B"),
        [cost("A", 10_000), cost("B", 5_000)],
        {"inflation": Decimal(0)},
        benefits=(
            benefit(2_500, "2019-20", "2022-23"),
            benefit(1_500, "2019-20", "2022-23", proposal="B"),
        ),
    )
    assert round(float(found["A"]["npv"]) / 1000, 2) == -0.82
    assert round(float(found["B"]["npv"]) / 1000, 2) == 0.51


def test_the_first_year_is_not_discounted_and_the_second_is():
    found = told(costs=[cost("A", 100, 103)], said={"inflation": Decimal(0)})["A"]
    assert found["pv_public_cost"] == 100 + Fraction(
        round(Fraction(103 * PENCE * 1000, 1035)), PENCE
    )


def test_cash_is_put_into_prices_of_the_base_year_and_real_amounts_are_not():
    said = {"discount": {"1": Decimal(0)}, "inflation": Decimal("0.25")}
    found = told(
        costs=[cost("A", 0, 125)],
        said=said,
        benefits=(benefit(125, "2019-20", basis="cash"), benefit(80, "2019-20", basis="real")),
    )["A"]
    assert found["pv_public_cost"] == 100
    assert found["pv_benefits"] == 100 + 80


def test_a_benefit_in_prices_of_another_year_is_put_into_those_of_the_base():
    said = {**FLAT, "deflators": {"2018-19": Decimal(90), "2019-20": Decimal(100)}}
    found = told(said={**said, "price_base": "2019-20"}, benefits=(benefit(9, basis="2018-19"),))
    assert found["A"]["pv_benefits"] == 10


def test_deflators_are_the_index_and_prices_rise_before_and_after_them():
    said = {
        "discount": {"1": Decimal(0)},
        "inflation": Decimal(1),
        "deflators": {"2018-19": Decimal(50), "2019-20": Decimal(60)},
    }
    found = told(costs=[cost("A", 50, 60, after=120)], said=said)["A"]
    assert found["pv_public_cost"] == 50 + 50 + 50


def test_optimism_bias_raises_capital_and_what_others_pay_but_no_revenue():
    found = told(
        costs=[
            cost("A", 100, kind="capital"),
            cost("A", 100, kind="revenue"),
            cost("A", 50, stream="match", kind="capital"),
            cost("A", 10, before=1000),
        ],
        optimism=(Optimism(proposal="A", type="standard buildings", mitigated=Decimal("0.5")),),
    )["A"]
    assert found["pv_public_cost"] == 112 + 100 + Fraction("11.2")
    assert found["pv_other_cost"] == 56


def test_what_was_spent_before_the_years_is_sunk_and_shown():
    asked = programme([proposal("A")], [cost("A", 10, before=90)], appraisal=Appraisal(**FLAT))
    first, second = appraised(Lines(asked))["A"].lines
    assert (first.given, first.present, first.counts) == (90 * PENCE, 0, False)
    assert second.present == 10 * PENCE


def test_benefits_after_the_period_do_not_count_and_are_shown():
    said = {**FLAT, "period": 2}
    asked = programme(
        [proposal("A")],
        [cost("A", 1)],
        appraisal=Appraisal(**said),
        benefits=(benefit(10, "2018-19", "2030-31"),),
    )
    *_, last = appraised(Lines(asked))["A"].lines
    assert measured([appraised(Lines(asked))["A"]], Lines(asked))["pv_benefits"] == 20 * PENCE
    assert (last.year, last.present, last.counts) == (2020, 0, False)


def test_a_benefit_grows_each_year_after_its_first():
    rows = (benefit(100, "2018-19", "2020-21", growth=Decimal("0.1")),)
    assert told(benefits=rows)["A"]["pv_benefits"] == 100 + 110 + 121


def test_net_jobs_are_gross_less_what_comes_off_and_less_the_reference_case():
    """100 gross, 20 of them anyway: 80 * 0.9 * 0.75 * 0.95 * 1.25 seen from the nation."""
    found = told(
        jobs=(job(100, reference=Decimal(20)),),
        additionality=(
            level("nation", leakage="0.1", displacement="0.25", substitution="0.05",
                  multiplier="1.25"),
            level("hub", leakage="0.5"),
        ),
    )["A"]  # fmt: skip
    assert found["net_jobs"] == Fraction("64.125")
    gross, same = (Fraction(n) * Fraction("0.9") * Fraction("0.75") * Fraction("0.95")
                   * Fraction("1.25") for n in (100, 20))  # fmt: skip
    assert found["net_jobs"] == gross - same
    assert found["net_jobs_hub"] == 40
    assert found["cost_per_net_job"] == 100 / Fraction("64.125")


def test_relocated_jobs_are_new_to_the_hub_and_not_to_the_nation():
    found = told(jobs=(job(1700, "relocated"), job(3)))["A"]
    assert (found["net_jobs"], found["net_jobs_hub"]) == (3, 1703)


def test_safeguarded_and_construction_jobs_are_apart():
    found = told(jobs=(job(5, "safeguarded", reference=Decimal(1)), job(9.5, "construction")))["A"]
    assert (found["net_jobs"], found["net_jobs_hub"]) == (0, 0)
    assert (found["safeguarded_jobs"], found["construction_jobs"]) == (4, Fraction("9.5"))
    assert found["cost_per_net_job"] is None


def test_gross_benefits_lose_what_is_not_additional_to_the_nation():
    row = benefit(100, gross=True, reference=20 * PENCE)
    factors = (level("nation", displacement="0.5"), level("hub", displacement="0.9"))
    assert told(benefits=(row,), additionality=factors)["A"]["pv_benefits"] == 40


def test_leverage_is_other_peoples_money_for_a_public_pound_still_to_be_spent():
    found = told(costs=[cost("A", 50, before=50, after=150), cost("A", 100, stream="match")])["A"]
    assert found["leverage"] == Fraction(1, 2)


@pytest.mark.parametrize(("word", "ratio"), [("apart", "3"), ("benefits", "2.5"), ("cost", "2")])
def test_match_in_the_ratio_is_as_the_programme_says(word, ratio):
    costs = [cost("A", 100), cost("A", 50, stream="match")]
    found = told(costs=costs, said={**FLAT, "match_in_bcr": word}, benefits=(benefit(300),))["A"]
    assert found["bcr"] == Fraction(ratio)
    assert found["npv"] == 150


def test_what_is_not_known_is_not_0():
    found = told(("A", "B"), benefits=(benefit(0), benefit(None, proposal="B", measure="visits")))
    assert (found["A"]["npv"], found["A"]["bcr"]) == (-100, 0)
    assert (found["B"]["npv"], found["B"]["bcr"], found["B"]["net_jobs"]) == (None, None, None)
    assert found["B"]["pv_public_cost"] == 100


def test_ratios_of_several_are_ratios_of_sums():
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 100), cost("B", 300)],
        appraisal=Appraisal(**FLAT),
        benefits=(benefit(200), benefit(300, proposal="B")),
    )
    together = measured(list(appraised(Lines(asked)).values()), Lines(asked))
    assert together["bcr"] == Fraction(500, 400)
    assert together["npv"] == 100 * PENCE


def test_a_proposal_that_has_to_wait_is_judged_as_it_can_be_done():
    asked = programme(
        [proposal("A", stage="idea")],
        [cost("A", 100)],
        appraisal=Appraisal(
            inflation=Decimal(0), readiness=Readiness(earliest={"idea": "2019-20"})
        ),
        benefits=(benefit(100),),
    )
    found = appraised(Lines(asked))["A"]
    assert [line.year for line in found.lines] == [2019, 2019]
    assert found.present("public cost") == round(Fraction(100 * PENCE * 1000, 1035))


def test_a_share_of_a_proposal_has_that_share_of_costs_benefits_and_jobs():
    asked = programme(
        [proposal("A", min_share=Decimal("0.5"))],
        [cost("A", 100)],
        appraisal=Appraisal(**FLAT),
        benefits=(benefit(300),),
        jobs=(job(10),),
    )
    half = of_option(Lines(asked), asked.options["A"][-1])
    known = measured([half], Lines(asked))
    assert (known["npv"], known["net_jobs"], known["bcr"]) == (100 * PENCE, 5, 3)
    assert measured([appraised(Lines(asked))["A"]], Lines(asked))["npv"] == 200 * PENCE


def test_of_several_alternatives_the_one_that_brings_all_of_it_is_judged():
    costs = [
        cost("A", 100, option="large"),
        cost("A", 40, option="small", worth=Decimal("0.5")),
    ]
    asked = programme([proposal("A")], costs, appraisal=Appraisal(**FLAT))
    chosen = as_given(asked.options["A"])
    assert chosen is not None
    assert chosen.alternative == "large"


def test_where_no_alternative_brings_all_of_it_that_is_a_fault():
    costs = [cost("A", 40, worth=Decimal("0.5"))]
    asked = programme([proposal("A")], costs, appraisal=Appraisal(**FLAT))
    (fault,) = worked_out(asked)[1]
    assert (fault.place, fault.row) == ("proposals", 0)
    assert "worth is 1" in fault.expected


def test_a_scenario_that_raises_costs_raises_them_here_too():
    found = told(cost_scale=Decimal("1.5"))["A"]
    assert found["pv_public_cost"] == 150

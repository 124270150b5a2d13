"""Amounts that look wrong, and risks that count twice, are asked about before any solving."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.records import Rule, ValueBasis
from prioritise.views.inputs.input_warnings import input_warnings
from tests.small import cost, programme, proposal, stream


def about(warnings: tuple[str, ...], word: str) -> list[str]:
    return [warning for warning in warnings if word in warning]


def test_what_costs_nothing_in_the_budgeted_years_is_named():
    asked = programme([proposal("A")], [cost("A", 0, 0, after=5)])
    assert about(input_warnings(asked), "nothing in") == [
        "A (Project A) costs nothing in 2018-19 to 2019-20, so no budget holds it back"
    ]


def test_one_way_that_costs_nothing_is_enough_to_be_named():
    asked = programme([proposal("A")], [cost("A", 0, 0, option="x"), cost("A", 9, 0, option="y")])
    assert about(input_warnings(asked), "nothing in")[0].startswith(
        "A (Project A) can be done in a way that costs nothing"
    )


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ((1, 2, 3, 1000), []),
        ((1, 2, 3, 2501), ["D (Project D) costs £2,501k, more than 1,000 times the median of"]),
        (
            (1, 2000, 2000, 2000),
            ["A (Project A) costs £1k, less than a thousandth of the median of £2,000k"],
        ),
        ((1, 5000), []),
    ],
)
def test_an_amount_a_thousand_times_off_the_median_asks_about_the_unit(costs, said):
    names = "ABCD"[: len(costs)]
    asked = programme(
        [proposal(name) for name in names],
        [cost(name, amount, 0) for name, amount in zip(names, costs, strict=True)],
        streams=(stream(budgets=(5000, 0)),),
    )
    found = about(input_warnings(asked), "median")
    assert len(found) == len(said)
    for warning, start in zip(found, said, strict=True):
        assert warning.startswith(start)
        assert warning.endswith(": are its amounts in £k?")


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        (Rule(name="r", measure="count", where={"stage": ("OBC",)}, at_least=Decimal(1)), "stage"),
        (Rule(name="r", measure="count", for_each="stage", at_least=Decimal(1)), "stage"),
        (Rule(name="r", measure="likelihood", at_least=Decimal(1)), "likelihood"),
    ],
)
def test_a_risk_that_a_rule_and_the_likelihood_both_count_is_named(rule, word):
    unsure = proposal("A", stage="OBC", likelihood=Decimal("0.5"))
    fields = {"rules": (rule,), "value": ValueBasis(likelihood="multiply")}
    asked = programme([unsure], [cost("A", 9, 9)], **fields)
    assert about(input_warnings(asked), "twice") == [
        f"value is multiplied by likelihood, and rule “r” looks at {word} as well: "
        "one risk may count twice"
    ]
    ignored = asked.revised(value=ValueBasis())
    assert about(input_warnings(ignored), "twice") == []

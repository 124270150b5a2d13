"""Comparisons by pairs: published examples, and figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

from prioritise.appraisal.pairwise import judged
from prioritise.programme.weighting import Pair

HOUSE = {
    "size": "5 3 7 6 6 1/3 1/4",
    "transport": "1/3 5 3 3 1/5 1/7",
    "neighbourhood": "6 3 4 6 1/5",
    "age": "1/3 1/4 1/7 1/8",
    "yard": "1/2 1/5 1/6",
    "modern": "1/5 1/6",
    "condition": "1/2",
    "finance": "",
}
"""Buying a house: the comparisons right of the diagonal in Saaty, How to make a decision: the
analytic hierarchy process (European Checkpoint of Operational Research 48, 1990)."""


def pairs(rows: dict[str, str]) -> list[Pair]:
    names, found = list(rows), []
    for number, (one, row) in enumerate(rows.items()):
        for other, said in zip(names[number + 1 :], row.split(), strict=True):
            times = Fraction(said)
            first, second = (one, other) if times >= 1 else (other, one)
            found.append(Pair(one=first, other=second, times=Decimal(int(max(times, 1 / times)))))
    return found


def test_a_published_example_has_its_published_weights_and_ratio():
    """Priorities, eigenvalue 9.669, index 0.238 and ratio 0.169 as published; and the culprit."""
    found = judged(list(HOUSE), pairs(HOUSE))
    shares = ["0.173", "0.054", "0.188", "0.018", "0.031", "0.036", "0.167", "0.333"]
    assert [found.weights[name] for name in HOUSE] == [Decimal(share) for share in shares]
    assert round(found.eigenvalue, 3) == Decimal("9.669")
    assert round(found.index, 3) == Decimal("0.238")
    assert round(found.ratio, 3) == Decimal("0.169")
    assert not found.is_consistent
    assert (found.doubtful.one, found.doubtful.other) == ("neighbourhood", "condition")


def test_comparisons_that_agree_have_a_ratio_of_0():
    """Twice and three times as important, and so six times: 6, 3 and 1 tenths."""
    found = judged("abc", pairs({"a": "2 6", "b": "3", "c": ""}))
    assert found.ratio == 0
    assert list(found.weights.values()) == [Decimal("0.6"), Decimal("0.3"), Decimal("0.1")]


def test_a_circle_contradicts_itself():
    """A before b, b before c, c before a, each nine times: m = 1 + 9 + 1/9, equal weights."""
    circle = [
        Pair(one=one, other=other, times=Decimal(9))
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    found = judged("abc", circle)
    assert found.eigenvalue == Decimal("10.111111")
    assert found.ratio == Decimal("6.130268")
    assert sorted(found.weights.values()) == [Decimal("0.333"), Decimal("0.333"), Decimal("0.334")]


@pytest.mark.parametrize("names", ["ab", "abcdefghijklmno"])
def test_equals_share_alike_and_add_up_to_one(names):
    """Two criteria and fifteen: thousandths, the first in order of name rounded up."""
    equal = [Pair(one=a, other=b, times=Decimal(1)) for a, b in combinations(names, 2)]
    found = judged(names, equal)
    assert sum(found.weights.values()) == 1
    assert max(found.weights.values()) - min(found.weights.values()) <= Decimal("0.001")
    assert found.ratio == 0


def test_the_order_of_criteria_changes_nothing():
    """Names and pairs in any order."""
    there = judged(list(HOUSE), pairs(HOUSE))
    back = judged(list(HOUSE)[::-1], pairs(HOUSE)[::-1])
    assert there.weights == back.weights
    assert (there.ratio, there.doubtful) == (back.ratio, back.doubtful)

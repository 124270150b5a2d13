"""Programmes of many shapes: the same for the same number, other ones for another."""

from __future__ import annotations

import pytest

from benchmarks.shapes.families import FAMILIES, shaped
from benchmarks.shapes.instances import drawn_anew
from prioritise.optimise.prepared import prepared


@pytest.mark.parametrize("family", FAMILIES)
def test_a_number_draws_the_same_programme_and_another_number_another(family: str) -> None:
    one, again, other = (prepared(shaped(FAMILIES[family], 20, seed)).model for seed in (1, 1, 2))
    assert str(one) == str(again) != str(other)


def test_each_number_asks_for_programmes_that_no_other_number_asks_for() -> None:
    first, second = (set(drawn_anew(number, ["floors-35"], [60, 100])) for number in (1, 2))
    assert len(first) == len(second) == 10
    assert not first & second

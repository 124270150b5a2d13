"""Rows in digits say exactly what the row said."""

from __future__ import annotations

import itertools
import random

import pytest

from prioritise.optimise.exact_coefficients import BASE, LARGEST_FIGURE, with_exact_coefficients
from prioritise.optimise.model import Constraint, Model, Objective, Variable, collected

NOTHING = Objective("nothing", "minimise", ())


@pytest.mark.parametrize("seed", range(60))
def test_a_row_in_digits_allows_just_what_the_row_allows(seed):
    draw = random.Random(seed)
    size = draw.choice([2 * BASE, 50 * BASE, 10**7])
    terms = [(column, draw.randint(-size, size) * BASE + draw.randint(0, 9)) for column in range(3)]
    limit = sum(a for _, a in terms[: draw.randint(0, 3)]) + draw.choice([-1, 0, 1])
    sense = draw.choice(["<=", ">=", "="])
    row = Constraint("row", collected(terms), sense, limit)
    model = Model((Variable("a"), Variable("b"), Variable("c")), (row,), NOTHING)
    digits = with_exact_coefficients(model)
    assert all(abs(a) <= LARGEST_FIGURE for r in digits.rows for _, a in r.terms)
    if sum(column.top + 1 for column in digits.columns[3:]) < 60_000:
        for values in itertools.product((0, 1), repeat=3):
            assert row.holds(values) == solvable(digits, values)


def solvable(digits: Model, values: tuple[int, ...]) -> bool:
    """Carries are fixed one after the other by the rows, so they can be found one by one."""
    known = list(values)
    for row in digits.rows:
        own = [c for c, _ in row.terms if c >= len(known)]
        if own:
            (carry,) = own
            known.append(0)
            side = sum(a * known[c] for c, a in row.terms if c != carry)
            known[carry] = max(0, -(-(side - row.limit) // BASE))
            if known[carry] > digits.columns[carry].top:
                return False
    return digits.holds(known)


def test_figures_that_share_a_factor_need_no_digits():
    row = Constraint("row", ((0, 50_000_000), (1, 70_000_000)), "<=", 119_999_999)
    digits = with_exact_coefficients(Model((Variable("a"), Variable("b")), (row,), NOTHING))
    assert digits.rows == (Constraint("row", ((0, 5), (1, 7)), "<=", 11),)


def test_small_rows_stay_as_they_are():
    row = Constraint("row", ((0, 3), (1, 5)), "=", 5)
    model = Model((Variable("a"), Variable("b")), (row,), NOTHING)
    assert with_exact_coefficients(model) == model


@pytest.mark.parametrize("seed", range(40))
def test_columns_that_count_far_stay_exact_in_digits(seed):
    """A few pence of a large budget, as a column in digits of its own."""
    draw = random.Random(f"far/{seed}")
    costs = [draw.randint(1, 10**11) for _ in range(2)]
    low, high = 2, draw.randint(1, BASE - 1)
    spent = sum(costs)
    limit = spent - high * BASE - draw.choice([low - 1, low, low + 1])
    terms = [(0, costs[0]), (1, costs[1]), (2, -1), (3, -BASE)]
    row = Constraint("row", collected(terms), "<=", limit)
    columns = (Variable("a"), Variable("b"), Variable("d0", low), Variable("d1", high))
    digits = with_exact_coefficients(Model(columns, (row,), NOTHING))
    assert all(abs(a) <= LARGEST_FIGURE for r in digits.rows for _, a in r.terms)
    for values in itertools.product((0, 1), (0, 1), range(low + 1), (0, high - 1, high)):
        assert row.holds(values) == solvable(digits, values)

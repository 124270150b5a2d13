"""A search of our own in whole numbers settles small questions, and leaves the others."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from prioritise.optimise.implicit_enumeration import NOTHING, settled
from prioritise.optimise.model import Constraint, Model, Objective, Sense, Variable, collected
from tests.optimise.test_highs import hard, knapsack


def drawn(seed: int) -> Model:
    """A few columns, some of them beyond 1, in rows of every sense."""
    draw = Random(seed)
    columns = tuple(Variable(f"x{place}", draw.choice((1, 1, 1, 2, 3))) for place in range(6))
    senses: tuple[Sense, ...] = ("<=", ">=", "=")
    rows = []
    for name in range(draw.randint(1, 5)):
        terms = collected((place, draw.randint(-9, 9)) for place in range(6))
        rows.append(
            Constraint(f"r{name}", terms, draw.choice(senses[: 2 + seed % 2]), draw.randint(-9, 9))
        )
    sense = draw.choice(("maximise", "minimise"))
    aim = collected((place, draw.randint(-5, 9)) for place in range(6))
    return Model(columns, tuple(rows), Objective("value", sense, aim, draw.randint(-3, 3)))


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_trying_everything(seed: int) -> None:
    """That anything is possible, that better than a figure is, and that nothing is."""
    model = drawn(seed)
    every = itertools.product(*(range(column.top + 1) for column in model.columns))
    figures = [model.objective.at(values) for values in every if model.holds(values)]
    found = settled(model)
    assert found is not None
    assert found.exists == bool(figures)
    if figures:
        is_most = model.objective.sense == "maximise"
        best, step = (max(figures), 1) if is_most else (min(figures), -1)
        assert settled(model, best) == NOTHING
        better = settled(model, best - step)
        assert better is not None
        assert model.objective.at(better.values) == best


def test_it_is_exact_to_the_penny_in_billions() -> None:
    costs = [99_999_999_900, 100_000_000_001, 45_678_912_345]
    for spare, is_possible in ((0, True), (-1, False)):
        found = settled(knapsack(costs, [1, 1, 1], sum(costs) + spare), 2)
        assert found is not None
        assert found.exists == is_possible


def test_prices_settle_what_would_be_too_much_to_try() -> None:
    """Thirty proposals of which the dearest half cannot be better spent."""
    costs = list(range(100, 130))
    points = [2 * cost + 30 - place for place, cost in enumerate(costs)]
    model = knapsack(costs, points, sum(costs[:15]))
    assert settled(model, sum(points[:15])) == NOTHING


@pytest.mark.parametrize("figure", [None, 29_000])
def test_what_is_too_much_to_try_is_left_to_a_solver(figure: int | None) -> None:
    model = hard()
    found = settled(model, figure)
    assert found is None or model.holds(found.values)
    assert settled(model, 29_500) is None


def test_figures_beyond_64_bits_are_left_to_a_solver() -> None:
    assert settled(knapsack([10**19 + 1, 10**19], [1, 1], 10**19)) is None

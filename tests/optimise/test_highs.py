"""What the solver claims is believed by halves."""

from __future__ import annotations

import random

import pytest

from prioritise.optimise.highs import solve
from prioritise.optimise.model import Constraint, Model, Objective, Variable
from prioritise.programme.faults import SolverError


def knapsack(costs, values, budget):
    columns = tuple(Variable(f"x{i}") for i in range(len(costs)))
    row = Constraint("budget", tuple(enumerate(costs)), "<=", budget)
    return Model(columns, (row,), Objective("value", "maximise", tuple(enumerate(values))))


def hard(size=60, seed=1):
    """Many rows whose coefficients look alike: no solver closes it in a moment."""
    draw = random.Random(seed)
    columns = tuple(Variable(f"x{i}") for i in range(size))
    rows = []
    for name in range(12):
        terms = tuple((i, draw.randint(400, 600)) for i in range(size))
        rows.append(Constraint(f"r{name}", terms, "<=", sum(a for _, a in terms) // 2))
    values = tuple((i, draw.randint(990, 1010)) for i in range(size))
    return Model(columns, tuple(rows), Objective("value", "maximise", values))


def test_penny_tight_money_is_exact():
    outcome = solve(
        knapsack([153685366, 190093247, 60156972], [4060, 3455, 9332], 213842337), seconds=10
    )
    assert (outcome.found, outcome.figure, outcome.bound) == ("optimal", 9332, 9332)


def test_a_limit_that_nothing_can_keep_is_infeasible_without_a_solver():
    model = Model(
        (Variable("x"),), (Constraint("never", (), ">=", 1),), Objective("value", "maximise", ())
    )
    assert solve(model, seconds=1).found == "infeasible"


def test_a_programme_without_columns_is_solved():
    model = Model((), (Constraint("always", (), "<=", 0),), Objective("value", "maximise", (), 3))
    outcome = solve(model, seconds=1)
    assert (outcome.found, outcome.figure, outcome.bound) == ("optimal", 3, 3)


def test_a_column_that_nothing_uses_is_zero():
    model = Model((Variable("x"), Variable("y")), (), Objective("value", "maximise", ((1, 2),)))
    assert solve(model, seconds=1).values == (0, 1)


def test_a_time_limit_is_never_called_optimal():
    model = hard()
    outcome = solve(model, seconds=0.3, start=(0,) * len(model.columns))
    assert outcome.found == "feasible"
    assert outcome.bound > outcome.figure
    assert model.holds(outcome.values)


def test_an_infeasible_model_stays_so_in_the_second_configuration():
    rows = (Constraint("a", ((0, 1), (1, 1)), ">=", 2), Constraint("b", ((0, 1), (1, 1)), "<=", 1))
    model = Model((Variable("x"), Variable("y")), rows, Objective("value", "maximise", ((0, 1),)))
    assert solve(model, seconds=5).found == "infeasible"
    assert solve(model, seconds=5, manner="cautious").found == "infeasible"


def test_progress_is_told_with_a_bound_that_is_none_or_above_the_best():
    told = []
    solve(hard(), seconds=1.0, watch=told.append)
    assert told
    assert all(p.bound is None or p.best is None or p.bound >= p.best for p in told)


def test_an_unknown_status_is_an_error(monkeypatch):
    import highspy

    monkeypatch.setattr(
        highspy.Highs, "getModelStatus", lambda self: highspy.HighsModelStatus.kUnknown
    )
    with pytest.raises(SolverError, match="no answer"):
        solve(knapsack([1], [1], 1), seconds=1)


def test_a_claim_that_breaks_a_limit_is_an_error(monkeypatch):
    import highspy

    class Lying:
        col_value = (1.0, 1.0)

    monkeypatch.setattr(highspy.Highs, "getSolution", lambda self: Lying)
    with pytest.raises(SolverError, match="does not keep the limits"):
        solve(knapsack([2, 2], [1, 1], 3), seconds=1)


@pytest.mark.parametrize("sense", ["maximise", "minimise"])
def test_bound_and_figure_count_the_constant(sense):
    model = Model(
        (Variable("x"),), (Constraint("r", ((0, 1),), "=", 1),), Objective("f", sense, ((0, 5),), 7)
    )
    outcome = solve(model, seconds=1)
    assert (outcome.figure, outcome.bound) == (12, 12)

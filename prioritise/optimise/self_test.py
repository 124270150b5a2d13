"""Questions whose answers are known, put to the solver of this very machine."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prioritise.optimise.highs import OLDEST_HIGHS, highs_version, solve
from prioritise.optimise.model import Column, Model, Objective, Row, collected

SECONDS = 20.0
"""Each question takes a fraction of a second; this is only a stop."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    passed: bool
    detail: str


def self_test() -> Iterator[Finding]:
    """Findings on the solver of this machine, one by one."""
    yield _solver_version()
    yield _finding("the solver is exact to the penny", _penny_tight)
    yield _finding("small questions agree with trying everything", _exhaustive)
    yield _finding("an impossible question is found impossible", _impossible)
    yield _finding("one digit more or less in large money is seen", _large_money)


def _solver_version() -> Finding:
    version = highs_version()
    parts = tuple(int(part) for part in version.split(".")[:3])
    oldest = ".".join(map(str, OLDEST_HIGHS))
    detail = version if parts >= OLDEST_HIGHS else f"{version} is known to be wrong"
    return Finding(f"HiGHS is {oldest} or later", parts >= OLDEST_HIGHS, detail)


def _finding(name: str, question: Callable[[], str]) -> Finding:
    """What a question found: an empty text where all was right."""
    problem = question()
    return Finding(name, not problem, problem or "yes")


def _penny_tight() -> str:
    """Three projects whose costs in pence tempt floating point over the budget."""
    model = _knapsack(
        costs=[153_685_366, 190_093_247, 60_156_972], values=[4060, 3455, 9332], budget=213_842_337
    )
    outcome = solve(model, seconds=SECONDS)
    return "" if outcome.figure == 9332 else f"found {outcome.figure} instead of 9332"


def _exhaustive() -> str:
    for seed in range(20):
        model = _random(seed)
        best = max(
            model.objective.at(values)
            for values in itertools.product((0, 1), repeat=len(model.columns))
            if model.holds(values)
        )
        outcome = solve(model, seconds=SECONDS)
        if outcome.found != "optimal" or (outcome.figure, outcome.bound) != (best, best):
            return f"question {seed}: found {outcome.figure} instead of {best}"
    return ""


def _impossible() -> str:
    model = _knapsack(costs=[6, 10, 15], values=[1, 1, 1], budget=40)
    exactly = Row("exactly 29", model.rows[0].terms, "=", 29)
    outcome = solve(model.within(exactly), seconds=SECONDS)
    return "" if outcome.found == "infeasible" else f"found {outcome.found}"


def _large_money() -> str:
    costs = [99_999_999_900, 100_000_000_001, 45_678_912_345]
    for budget, best in ((sum(costs), 3), (sum(costs) - 1, 2)):
        outcome = solve(_knapsack(costs, [1, 1, 1], budget), seconds=SECONDS)
        if outcome.figure != best:
            return f"found {outcome.figure} instead of {best}"
    return ""


def _knapsack(costs: list[int], values: list[int], budget: int) -> Model:
    columns = tuple(Column(f"x{place}") for place in range(len(costs)))
    row = Row("budget", collected(enumerate(costs)), "<=", budget)
    return Model(columns, (row,), Objective("value", "maximise", collected(enumerate(values))))


def _random(seed: int) -> Model:
    """Eight projects, two budgets that some of them meet to the penny."""
    draw = random.Random(seed)
    places = range(8)
    rows = []
    for name in ("first", "second"):
        costs = [draw.randint(0, 10**7) for _ in places]
        met = sum(draw.sample(costs, 4)) + draw.choice([-1, 0, 1])
        rows.append(Row(name, collected(enumerate(costs)), "<=", max(met, 0)))
    values = collected((place, draw.randint(1, 9)) for place in places)
    columns = tuple(Column(f"x{place}") for place in places)
    return Model(columns, tuple(rows), Objective("value", "maximise", values))

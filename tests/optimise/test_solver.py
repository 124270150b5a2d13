"""A second solver is a file with two functions, and a model goes to any other solver as a file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import pytest

from prioritise.optimise import lexicographic, optimise
from prioritise.optimise.model import Model
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.pulp_problem import write_problem
from prioritise.optimise.quiet_highs import new_highs
from prioritise.optimise.solver import Outcome
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import SolverSettings
from tests import strategies
from tests.small import cost, programme, proposal, stream

FAMILIES = ("plain", "payers", "options", "carry", "shares", "rules_match")
MOST = 600
"""Lists of column values that are walked through."""


@dataclass
class Enumeration:
    """Tries all column values, one after another."""

    asked: int = 0

    def version(self) -> str:
        """No version."""
        return "0"

    def solve(self, model: Model, **_: object) -> Outcome:
        """The best of all column values; of equals the first."""
        self.asked += 1
        ranges = [range(column.top + 1) for column in model.columns]
        sign = 1 if model.objective.sense == "maximise" else -1
        possible = (values for values in product(*ranges) if model.holds(values))
        best = max(possible, key=lambda v: sign * model.objective.at(v), default=None)
        if best is None:
            return Outcome("infeasible", (), None, None, "all tried", 0.0)
        figure = model.objective.at(best)
        return Outcome("optimal", best, figure, figure, "all tried", 0.0)


def small_ones() -> list[tuple[str, int, Programme]]:
    """A few drawn programmes of each family whose column values are soon tried."""
    found = []
    for family in FAMILIES:
        drawn = ((seed, strategies.programme(seed, family)) for seed in range(25))
        few = [
            (family, seed, one)
            for seed, one in drawn
            if prod(column.top + 1 for column in prepared(one).model.columns) <= MOST
        ]
        found += few[:3]
    return found


def answered(asked: Programme, **solver: Enumeration) -> Plan | None:
    """The plan; none where nothing is possible."""
    try:
        return optimise(asked, **solver)
    except InfeasibleError:
        return None


def test_another_solver_gives_the_same_plans() -> None:
    """Exhaustive search, put in through the protocol, on small programmes of six families."""
    small, solver = small_ones(), Enumeration()
    assert len({family for family, *_ in small}) >= 4
    for family, seed, one in small:
        mine, others = answered(one), answered(one, solver=solver)
        assert (mine is None) == (others is None), (family, seed)
        if mine and others:
            told = [(p.choices, p.figure, p.bound_figure, p.unique_to) for p in (mine, others)]
            assert told[0] == told[1], (family, seed)
    assert solver.asked > len(small)


@pytest.mark.parametrize("kind", ["mps", "lp"])
def test_the_optimum_of_a_written_model_is_ours(kind: str, tmp_path: Path) -> None:
    """Plain HiGHS reads the file; budgets in single pence of billions are written exactly."""
    costs = (1_534_609_27, 901_202_471, 700_000_003)
    asked = programme(
        [proposal(f"P{n}", score) for n, score in enumerate((9, 7, 5))],
        [cost(f"P{n}").model_copy(update={"amounts": (c, 0)}) for n, c in enumerate(costs)],
        streams=(stream().model_copy(update={"budgets": (costs[0] + costs[1] - 1, 0)}),),
    )
    for one in (asked, *(each for _, _, each in small_ones()[::5])):
        plan = answered(one)
        path = tmp_path / f"model.{kind}"
        write_problem(prepared(one).model, path, kind)
        highs = new_highs()
        highs.readModel(str(path))
        highs.run()
        word = highs.modelStatusToString(highs.getModelStatus())
        if plan is None:
            assert word == "Infeasible"
        else:
            assert -round(highs.getInfo().objective_function_value) == plan.figure


def test_what_comes_after_value_stops_at_the_work_allowed_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However often it is asked, it stops at the same place; a scenario can have it go on."""
    monkeypatch.setattr(lexicographic, "LEAST_WORK", 1)
    chance = Random(1)
    names = [f"P{n:02}" for n in range(30)]
    asked = programme(
        [proposal(name, 5) for name in names],
        [cost(name, *(chance.randrange(100, 999) for _ in range(2))) for name in names],
        streams=(stream(budgets=(7003, 7001)),),
    )
    plan, again = optimise(asked), optimise(asked)
    assert plan.status == "optimal"
    assert plan.is_stopped_short
    assert plan.unique_to in ("value", "public money")
    told = [(p.choices, [stage.work for stage in p.stages]) for p in (plan, again)]
    assert told[0] == told[1]
    settled = optimise(asked.revised(solver=SolverSettings(equals="settle")))
    assert settled.unique_to == "order of ids"
    assert not settled.is_stopped_short
    assert settled.value == plan.value
    assert settled.public_cost <= plan.public_cost

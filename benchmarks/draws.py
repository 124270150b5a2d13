"""Many draws beside a careful loop: weights alone, then costs and scores; everything proven.

The loop is what a careful programmer writes with PuLP: the same integer programme, built once in
each of two processes with half of the draws; only figures are changed from draw to draw, every
solve starts from the best plan met before that still fits, and the most value is proven. What it
takes to start its processes and to work out its figures is not counted; all of ours is, and ours
also puts equals in order. `differ` counts draws whose value is another: the loop keeps money in
floating point. Run with `python -m benchmarks.draws` from the repository, with `weights` or `costs
and scores` for one.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.programmes import write_programme
from prioritise.analysis.parallel.executor import Cores
from prioritise.analysis.robust.evaluation import EvaluationContext
from prioritise.analysis.robust.robust import answers
from prioritise.optimise import optimise
from prioritise.optimise.model import Constraint, Model, Variable
from prioritise.optimise.prepared import prepared
from prioritise.programme.programme import Programme
from prioritise.programme.sampling import Draw
from prioritise.programme.uncertainty import (
    AROUND_THE_CHOSEN,
    CostUncertainty,
    ScoreUncertainty,
    Uncertainty,
)
from prioritise.reading import read

PROPOSALS = 100
SEEDS = (1, 2, 3)
"""Of the programmes."""
WEIGHTS, COSTS = 1000, 200
"""Draws of each kind."""
BARS = {"weights": 20, "costs and scores": 2}
"""Times the throughput of the loop that are asked."""
CORES = 2
SEED = 1
"""Of the draws."""


def uncertain(programme: Programme, kind: str) -> Programme:
    """The programme with what is drawn: weights around the chosen ones, or costs and scores."""
    if kind == "weights":
        return programme.revised(uncertainty=AROUND_THE_CHOSEN)
    scores = ScoreUncertainty(all=(Decimal(-1), Decimal(0), Decimal(1)))
    costs = CostUncertainty(all=(Decimal("0.9"), Decimal(1), Decimal("1.3")))
    return programme.revised(uncertainty=Uncertainty(scores=scores, costs=costs))


class Loop:
    """One process of the careful loop: a PuLP problem that is built once and changed."""

    def __init__(self, model: Model) -> None:
        import pulp

        self._now = model
        self._problem = pulp.LpProblem("programme", pulp.LpMaximize)
        self._columns = [
            self._problem.add_variable(f"x{place:05}", 0, column.top, pulp.LpInteger)
            for place, column in enumerate(self._now.columns)
        ]
        objective = [(self._columns[c], figure) for c, figure in self._now.objective.terms]
        self._problem.setObjective(pulp.LpAffineExpression(dict(objective)))
        for place, row in enumerate(self._now.rows):
            scale = _scale(row)
            side = pulp.LpAffineExpression({self._columns[c]: f / scale for c, f in row.terms})
            limit = row.limit / scale
            whole = side <= limit if row.sense == "<=" else side >= limit
            self._problem.addConstraint(side == limit if row.sense == "=" else whole, f"r{place}")
        self._solver = pulp.HiGHS(msg=False, threads=1, gapRel=0.0, gapAbs=0.99, warmStart=True)
        self._known: list[tuple[int, ...]] = []

    def figure(self, model: Model) -> tuple[int, bool]:
        """The most value of a draw in figures, and whether the solver calls it proven."""
        self._change(model)
        start = max(filter(model.holds, self._known), key=model.objective.at, default=None)
        if start is not None:
            for column, one in zip(self._columns, start, strict=True):
                column.setInitialValue(one)
        self._problem.solve(self._solver)
        values = tuple(round(column.varValue or 0) for column in self._columns)
        if values not in self._known:
            self._known = [*self._known[-20:], values]
        status = self._problem.solverModel.modelStatusToString(
            self._problem.solverModel.getModelStatus()
        )
        return model.objective.at(values), status == "Optimal"

    def _change(self, model: Model) -> None:
        """Set every figure that differs from the draw before."""
        import pulp

        for column, figure in model.objective.terms:
            self._problem.objective[self._columns[column]] = figure
        for column, one in zip(self._columns, model.columns, strict=True):
            column.upBound = one.top
        for place, (row, before) in enumerate(zip(model.rows, self._now.rows, strict=True)):
            if row != before:
                constraint = self._problem.constraints[f"r{place}"]
                scale = max(_scale(row), _scale(before))  # a row that stands idle has no figures
                constraint.changeRHS(row.limit / scale)
                more = dict(row.terms)
                for column, figure in before.terms:
                    more[column] = more.get(column, 0) - figure
                terms = {self._columns[column]: f / scale for column, f in more.items() if f}
                constraint.addInPlace(pulp.LpAffineExpression(terms))
        self._now = model


def _alike(models: Sequence[Model]) -> list[Model]:
    """The same models with the same columns and rows: what one lacks stands idle in it."""
    columns = list(dict.fromkeys(column.name for model in models for column in model.columns))
    rows = dict.fromkeys((row.name, row.sense) for model in models for row in model.rows)
    place_of = {name: place for place, name in enumerate(columns)}
    found = []
    for model in models:
        places = [place_of[column.name] for column in model.columns]
        tops = {column.name: column.top for column in model.columns}
        given = {(row.name, row.sense): row for row in model.rows}
        moved = [
            replace(given[key], terms=tuple((places[c], f) for c, f in given[key].terms))
            if key in given
            else Constraint(*key[:1], (), key[1], 0)
            for key in rows
        ]
        terms = tuple((places[c], figure) for c, figure in model.objective.terms)
        found.append(
            Model(
                tuple(Variable(name, tops.get(name, 0)) for name in columns),
                tuple(moved),
                replace(model.objective, terms=terms),
            )
        )
    return found


def _scale(row: Constraint) -> float:
    """Money in thousands of pounds; whatever is counted as it is."""
    return 100_000.0 if max((abs(f) for _, f in row.terms), default=0) > 100_000 else 1.0


def loop_through(programme: Programme, numbers: Sequence[int]) -> tuple[float, list[Any]]:
    """Seconds that one process takes, models that are made beforehand aside, and its values."""
    models = []
    for number in numbers:
        asked = prepared(Draw(SEED, number).applied_to(programme))
        models.append((asked.model, asked.formulation.values))
    alike = _alike([model for model, _ in models])
    began = time.perf_counter()
    loop = Loop(alike[0])
    found = [loop.figure(model) for model in alike]
    seconds = time.perf_counter() - began
    values = [(t.in_points(f), proven) for (f, proven), (_, t) in zip(found, models, strict=True)]
    return seconds, values


def by_the_loop(programme: Programme, draws: int) -> tuple[float, list[Any]]:
    """Seconds of the slower of two processes side by side, and the value of every draw."""
    halves = [range(first, draws + 1, CORES) for first in range(1, CORES + 1)]
    with ProcessPoolExecutor(CORES, get_context("spawn")) as pool:
        parts = list(pool.map(loop_through, [programme] * CORES, halves))
    values: list[Any] = [None] * draws
    for numbers, (_, found) in zip(halves, parts, strict=True):
        for number, value in zip(numbers, found, strict=True):
            values[number - 1] = value
    return max(seconds for seconds, _ in parts), values


def ours(asked: EvaluationContext, draws: int) -> tuple[float, list[Any], int]:
    """Seconds from the start of the workers to the last answer, and every answer."""
    began = time.perf_counter()
    rows = list(answers(Cores(CORES), asked, SEED, draws))
    seconds = time.perf_counter() - began
    values = [(row.found.value, row.found.status == "optimal") for row in rows]
    return seconds, values, sum(row.by is not None for row in rows)


def main() -> None:
    """Measure each programme and print one line a kind of draw."""
    kinds = sys.argv[1:] or list(BARS)
    print(f"{'seed':4} {'draws':24} {'loop':>9} {'ours':>9}  ratio  differ  settled")
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            write_programme(Path(folder, "programme"), PROPOSALS, seed)
            read_in = read(Path(folder, "programme")).programme
        for kind in kinds:
            programme = uncertain(read_in, kind)
            draws = WEIGHTS if kind == "weights" else COSTS
            asked = EvaluationContext(programme, optimise(programme), ())
            theirs, expected = by_the_loop(programme, draws)
            mine, found, settled = ours(asked, draws)
            assert all(proven for _, proven in found + expected)
            differ = sum(a != b for a, b in zip(found, expected, strict=True))
            verdict = "within" if theirs >= BARS[kind] * mine else "BELOW"
            print(
                f"{seed:4} {draws:5,} of {kind:15} {theirs:7.1f} s {mine:7.1f} s "
                f"{theirs / mine:6.1f}  {differ:6}  {settled:7,}  "
                f"{verdict} {BARS[kind]}",
                flush=True,
            )


if __name__ == "__main__":
    main()

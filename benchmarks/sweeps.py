"""200 budgets from 80% to 120% of 100 proposals: ours beside a careful loop, in one run.

The loop builds a PuLP model once, on the same integer programme, changes the right-hand sides of
the budgets, starts from the answer before and lets HiGHS prove each value; two processes share the
points. Its processes are ready, with everything imported, before its time begins. Ours starts none:
one process does it all, and it also puts equals in order and checks every shortlist, which the loop
does not. Run with `python -m benchmarks.sweeps` from the repository; seeds may be named.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from benchmarks.programmes import write_programme
from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.sweeps.frontier import FrontierPoint, frontier
from prioritise.analysis.sweeps.sweep_settings import Budgets, budget_settings
from prioritise.programme.programme import Programme
from prioritise.reading import read

PROPOSALS = 100
POINTS = 200
FIRST, LAST = Decimal("0.8"), Decimal("1.2")
SEEDS = (1, 2, 3, 4, 5)
PROCESSES = 2
BAR = 10
NO_GAP = 0.99
"""Objectives are whole figures: a gap below one figure is no gap."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One point of the loop."""

    figure: int
    is_proven: bool


def drawn(seed: int) -> Programme:
    """The programme of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        write_programme(Path(folder, "programme"), PROPOSALS, seed)
        return read(Path(folder, "programme")).programme


def settings() -> tuple[Budgets, ...]:
    """The budgets, evenly from the first to the last."""
    step = (LAST - FIRST) / (POINTS - 1)
    return budget_settings([FIRST + place * step for place in range(POINTS)])


def careful_loop(programme: Programme, points: Sequence[Budgets]) -> list[Answer]:
    """The loop over neighbouring points: one model, new right-hand sides, a warm start."""
    import highspy

    from prioritise.optimise.columns import formulated
    from prioritise.optimise.exact_coefficients import with_exact_coefficients
    from prioritise.optimise.formulation import budget_rows, model_of
    from prioritise.optimise.pulp_problem import loaded
    from prioritise.optimise.rules import rule_rows

    formulation = formulated(points[-1].applied_to(programme))
    formulation.programme = points[0].applied_to(programme)  # the least money, so every limit
    model = model_of(formulation, *rule_rows(formulation))[0]
    digits = with_exact_coefficients(model)
    assert len(digits.rows) == len(model.rows), "no row has digits, so that limits can be changed"
    highs, _ = loaded(digits)
    budgets = {
        row.name: place for place, row in enumerate(model.rows) if row.name.startswith("budget ")
    }
    # A budget is divided by what its amounts share, and its limit rounded down.
    pairs = zip(model.rows, digits.rows, strict=True)
    scale = [_scale(row.terms, kept.terms) for row, kept in pairs]
    for name, value in {
        "mip_rel_gap": 0.0,
        "mip_abs_gap": NO_GAP,
        "threads": 1,
        "output_flag": False,
    }.items():
        highs.setOptionValue(name, value)
    answers: list[Answer] = []
    started: list[float] = []
    for point in points:
        formulation.programme = point.applied_to(programme)
        limits = {row.name: row.limit for row in budget_rows(formulation)}
        for name, place in budgets.items():  # a budget that pays for everything is no limit
            limit = limits[name] // scale[place] if name in limits else highspy.kHighsInf
            highs.changeRowBounds(place, -highspy.kHighsInf, limit)
        if started:
            highs.setSolution(len(started), list(range(len(started))), started)
        highs.run()
        info = highs.getInfo()
        figure = -round(info.objective_function_value)
        bound = -info.mip_dual_bound
        proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        answers.append(Answer(figure, proven and bound - figure < 1))
        started = [float(round(value)) for value in highs.getSolution().col_value]
    return answers


def _scale(terms: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int]]) -> int:
    return terms[0][1] // kept[0][1] if terms and kept else 1


def _ready(number: int) -> int:
    """Import everything, so that a process is ready."""
    import highspy  # noqa: F401
    import pulp  # noqa: F401

    import prioritise.optimise.lexicographic  # noqa: F401

    return number


def by_loop(
    pool: ProcessPoolExecutor, programme: Programme, points: Sequence[Budgets]
) -> list[Answer]:
    """The loop on all processes, each with a part of the points."""
    half = -(-len(points) // PROCESSES)
    parts = [points[first : first + half] for first in range(0, len(points), half)]
    done = [pool.submit(careful_loop, programme, part) for part in parts]
    return [answer for future in done for answer in future.result()]


def compared(ours: Sequence[FrontierPoint], loop: Sequence[Answer], denominator: int) -> int:
    """How many points both have proven, with the same value."""
    return sum(
        mine.found.status == "optimal"
        and mine.found.value == mine.found.bound
        and other.is_proven
        and mine.found.value * denominator == other.figure
        for mine, other in zip(ours, loop, strict=True)
    )


def main() -> None:
    """Measure each seed, both sides in turn, and print one line."""
    from prioritise.optimise.columns import formulated

    seeds = [int(word) for word in sys.argv[1:]] or SEEDS
    points = settings()
    print(f"{PROPOSALS} proposals, {POINTS} budgets; points a second")
    print(f"{'seed':4} {'ours':>9} {'loop':>9}  ratio  asked  both proven, equal  distinct")
    ratios = []
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_ready, range(PROCESSES * 4)))
        for seed in seeds:
            programme = drawn(seed)
            denominator = formulated(programme).values.denominator
            frontier(Alone(), programme, points[:2])  # everything is imported on this side, too
            began = perf_counter()
            ours = frontier(Alone(), programme, points)
            until_ours = perf_counter()
            loop = by_loop(pool, programme, points)
            mine, other = until_ours - began, perf_counter() - until_ours
            ratios.append(other / mine)
            print(
                f"{seed:4} {POINTS / mine:9.1f} {POINTS / other:9.1f} {ratios[-1]:6.1f} "
                f"{POINTS:6} {compared(ours, loop, denominator):19} "
                f"{len({point.found.choices for point in ours}):9}",
                flush=True,
            )
    median = statistics.median(ratios)
    print(f"median {median:.1f}: {'within' if median >= BAR else 'BELOW'} the bar of {BAR}")


if __name__ == "__main__":
    main()

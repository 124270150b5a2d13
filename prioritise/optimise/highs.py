"""The one module that talks to a solver: HiGHS runs a model, and its answer is believed by halves.

The model status is mapped by a white-list, column values are rounded and tested in exact
arithmetic, and the bound is rounded outwards to a whole figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from math import ceil, floor, gcd, isfinite
from time import monotonic
from typing import TYPE_CHECKING

from prioritise.optimise.exact_coefficients import with_exact_coefficients
from prioritise.optimise.implicit_enumeration import settled
from prioritise.optimise.model import Model, Objective
from prioritise.optimise.pulp_problem import loaded
from prioritise.optimise.quiet_highs import new_highs
from prioritise.optimise.solver import Manner, Outcome, Progress, Watch
from prioritise.optimise.solver_thread import in_solver, run
from prioritise.programme.faults import SolverError

if TYPE_CHECKING:
    import highspy

OLDEST_HIGHS = (1, 15, 1)
"""Earlier versions gave wrong answers with soft floors."""
LESS_THAN_ONE_FIGURE = 0.99
"""Objectives are whole figures: a gap below one figure is no gap."""
THREADS = 1
"""One thread a solve: a process must never change the number, and many solves run side by side."""
FLOAT_EPSILON = 2.0**-50
"""Relative error allowed for in a bound that was computed in floating point."""

OPTIMAL = "Optimal"
"""The solver's own word for an answer that it takes to be proven."""
NO_TIME = "Time limit reached"
"""The solver's own word for a search that time has stopped."""

_SEEKING: dict[str, object] = {
    "mip_allow_restart": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_pool_soft_limit": 300,
}
_OPTIONS: dict[Manner, dict[str, object]] = {
    "seeking": _SEEKING,
    "proving": {
        **_SEEKING,
        "mip_heuristic_run_rins": False,
        "mip_heuristic_run_rens": False,
        "mip_heuristic_run_root_reduced_cost": False,
    },
    "cautious": {"presolve": "off", "random_seed": 7},
}
"""How HiGHS goes about it. Without restarts and jumps seeking took 0.6 of the time of the options
as they come, on twelve programmes of 60 to 140 proposals; proving, where no answer is expected,
took half without the heuristics that look for one. A small pool of cuts takes a fifth off small
programmes, and adds a tenth to larger ones. Cautious is a second opinion, as unlike the first as
may be."""


def solve(
    model: Model,
    *,
    seconds: float,
    gap: float = 0.0,
    start: Sequence[int] = (),
    manner: Manner = "seeking",
    work: int | None = None,
    watch: Watch | None = None,
) -> Outcome:
    """Solve a model with HiGHS; see `solver.Solver`."""
    deadline = monotonic() + seconds
    outcome = _asked(model, seconds, gap, start, manner, work, watch)
    if not (_is_claim(outcome) and outcome.found == "feasible"):
        return outcome
    # Given a start, HiGHS 1.16.0 may call the best figure found, and hand back the start's values.
    again: tuple[Manner, ...] = (manner, "cautious")
    for other in again if start else again[1:]:
        left = deadline - monotonic()
        if left <= 0:
            return replace(outcome, stopped_by=NO_TIME)
        with suppress(SolverError):  # what one manner makes nothing of leaves what is known
            outcome = _better(
                model, outcome, _asked(model, left, gap, (), other, _left(work, outcome), watch)
            )
        if outcome.found == "optimal":
            return outcome
    return outcome if gap else _closed(model, outcome, deadline, work)


def _asked(
    model: Model,
    seconds: float,
    gap: float,
    start: Sequence[int],
    manner: Manner,
    work: int | None,
    watch: Watch | None,
) -> Outcome:
    """What HiGHS claims, and what a search of our own makes of it where it settles that."""
    began = monotonic()
    if any(not row.terms and not row.holds(()) for row in model.rows):
        return Outcome("infeasible", (), None, None, "a limit on nothing", 0.0)
    digits = with_exact_coefficients(model)
    common = gcd(*(coefficient for _, coefficient in model.objective.terms)) or 1
    with in_solver():
        highs, places = loaded(digits.aiming(model.objective.divided(common)))
        _set_options(highs, seconds, gap, manner, work, _cutoff(model, common))
        if start:
            _set_start(highs, places, start)
        _run(highs, model, common, watch)
        bound = _bound(highs, model, common)
        try:
            outcome = _outcome(highs, model, digits, places, gap, bound, monotonic() - began)
        except SolverError:
            # What it claims breaks a limit, asked twice; small questions are answered without it.
            nothing = Outcome("nothing", (), None, None, OPTIMAL, monotonic() - began)
            outcome = _second_opinion(model, nothing)
            if manner != "cautious" or gap or outcome.found != "optimal":
                raise
        outcome = replace(outcome, work=max(0, highs.getInfo().mip_node_count))
    return _second_opinion(model, outcome) if _is_claim(outcome) and not gap else outcome


def _is_claim(outcome: Outcome) -> bool:
    """Whether HiGHS takes its answer to be the last word."""
    return outcome.found == "infeasible" or outcome.stopped_by == OPTIMAL


def _second_opinion(model: Model, outcome: Outcome) -> Outcome:
    """Settle in whole numbers, where that is quick, what the solver claims: nothing is better."""
    while True:
        opinion = settled(model, outcome.figure)
        if opinion is None:
            return outcome
        if not opinion.exists:
            if outcome.figure is None:
                return outcome
            return replace(outcome, found="optimal", bound=outcome.figure)
        figure = model.objective.at(opinion.values)
        outcome = Outcome(
            "feasible", opinion.values, figure, None, OPTIMAL, outcome.seconds, outcome.work
        )


def _left(work: int | None, outcome: Outcome) -> int | None:
    return None if work is None else max(1, work - outcome.work)


def _better(model: Model, first: Outcome, second: Outcome) -> Outcome:
    """What two outcomes come to: a claim that the other one refutes counts for nothing."""
    second = replace(second, work=first.work + second.work)
    first = replace(first, work=second.work)
    if first.figure is None or second.figure is None:
        return first if second.figure is None else second
    gain = second.figure - first.figure
    if model.objective.sense == "minimise":
        gain = -gain
    return second if gain >= 0 else first


def _closed(model: Model, outcome: Outcome, deadline: float, work: int | None) -> Outcome:
    """Ask whether anything is better than what was found, until that is settled or time is up."""
    nothing = Objective(model.objective.name, model.objective.sense, ())
    step = 1 if model.objective.sense == "maximise" else -1
    manners: tuple[Manner, ...] = ("proving", "cautious")
    while True:
        assert outcome.figure is not None
        better = model.within(model.objective.held_at(outcome.figure + step)).aiming(nothing)
        for manner in manners:
            left = max(deadline - monotonic(), 0.01)
            answer = _asked(better, left, 0.0, (), manner, _left(work, outcome), None)
            outcome = replace(outcome, work=outcome.work + answer.work)
            if answer.found != "infeasible":
                break
        else:
            return replace(outcome, found="optimal", bound=outcome.figure)
        if not answer.values:
            return replace(outcome, stopped_by=NO_TIME)
        figure = model.objective.at(answer.values)
        outcome = replace(outcome, values=answer.values, figure=figure, bound=None)


def version() -> str:
    """Version of the solver itself."""
    return str(new_highs().version())


def _cutoff(model: Model, common: int) -> float | None:
    """What the solver's minimisation has to stay below, where a row says so of the objective.

    Told apart from the row it cuts off branches and fixes columns by reduced cost: whether another
    plan is as good took 0.2 to 0.7 of the time (`benchmarks.shapes`, draw 1, 60 and 200; 2026-11).
    Figures are whole, so that half of one is far from both what counts and what does not.
    """
    objective = model.objective
    sense, sign = (">=", -1) if objective.sense == "maximise" else ("<=", 1)
    limits = [
        sign * row.limit // common
        for row in model.rows
        if row.sense == sense and row.terms == objective.terms
    ]
    return min(limits) + 0.5 if limits and objective.terms else None


def _set_options(
    highs: highspy.Highs,
    seconds: float,
    gap: float,
    manner: Manner,
    work: int | None,
    cutoff: float | None,
) -> None:
    options: dict[str, object] = {
        "time_limit": float(seconds),
        "mip_rel_gap": float(gap),
        "mip_abs_gap": LESS_THAN_ONE_FIGURE,
        "threads": THREADS,
        **_OPTIONS[manner],
    }
    if work is not None:
        options["mip_max_nodes"] = work
    if cutoff is not None:
        options["objective_bound"] = cutoff
    import highspy

    for name, value in options.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS does not take the option {name} = {value}")


def _set_start(highs: highspy.Highs, places: list[int], start: Sequence[int]) -> None:
    """Offer a known answer; carries of digits are left to the solver."""
    known = [
        (column, float(start[place])) for column, place in enumerate(places) if place < len(start)
    ]
    columns, values = [column for column, _ in known], [value for _, value in known]
    highs.setSolution(len(columns), columns, values)


def _run(highs: highspy.Highs, model: Model, common: int, watch: Watch | None) -> None:
    began = monotonic()
    told = Progress(model.objective.name, 0.0, None, None)
    # PuLP hands on a minimisation, so a maximisation comes back with its sign turned.
    factor = -common if model.objective.sense == "maximise" else common

    def look(event: highspy.HighsCallbackEvent) -> None:
        nonlocal told
        if watch is not None:
            data = event.data_out
            told = Progress(
                model.objective.name,
                monotonic() - began,
                _figure(factor * data.mip_primal_bound, model),
                _figure(factor * data.mip_dual_bound, model),
            )

    run(highs, look, lambda: watch(told) if watch is not None else None)


def _figure(value: float, model: Model) -> float | None:
    return value + model.objective.constant if isfinite(value) else None


def _outcome(
    highs: highspy.Highs,
    model: Model,
    digits: Model,
    places: list[int],
    gap: float,
    bound: int | None,
    seconds: float,
) -> Outcome:
    import highspy

    status = highs.getModelStatus()
    known = {
        highspy.HighsModelStatus.kOptimal: "optimal",
        highspy.HighsModelStatus.kModelEmpty: "optimal",
        highspy.HighsModelStatus.kInfeasible: "infeasible",
        highspy.HighsModelStatus.kObjectiveBound: "infeasible",  # which a row says as well
        highspy.HighsModelStatus.kTimeLimit: "stopped",
        highspy.HighsModelStatus.kInterrupt: "stopped",
        highspy.HighsModelStatus.kSolutionLimit: "stopped",  # also said where nodes are limited
    }
    claim = known.get(status)
    word = highs.modelStatusToString(status)
    if claim is None:
        raise SolverError(f"HiGHS ended with the status {word!r}, which is no answer")
    if claim == "infeasible":
        return Outcome("infeasible", (), None, None, word, seconds)
    values = _values(highs, digits, places)
    if values is None:
        if claim == "optimal":
            claimed = ", ".join(map(str, highs.getSolution().col_value))
            raise SolverError(
                "HiGHS claims an answer that does not keep the limits it was given",
                f"{digits}\n\nclaimed: {claimed}\n",
            )
        return Outcome("nothing", (), None, bound, word, seconds)
    values = values[: len(model.columns)]
    figure = model.objective.at(values)
    if bound is not None:
        better = max if model.objective.sense == "maximise" else min
        bound = better(bound, figure)
    proven = bound is not None and abs(bound - figure) <= gap * abs(figure)
    return Outcome("optimal" if proven else "feasible", values, figure, bound, word, seconds)


def _bound(highs: highspy.Highs, model: Model, common: int) -> int | None:
    """The bound in whole figures, rounded so that it stays a bound."""
    if not model.columns:
        return model.objective.constant
    bound = float(highs.getInfo().mip_dual_bound)
    if not isfinite(bound):
        return None
    slack = 1e-6 + abs(bound) * FLOAT_EPSILON
    if model.objective.sense == "maximise":
        return floor(-bound + slack) * common + model.objective.constant
    return ceil(bound - slack) * common + model.objective.constant


def _values(highs: highspy.Highs, digits: Model, places: list[int]) -> tuple[int, ...] | None:
    """Column values as whole numbers, if they keep every limit exactly."""
    solution = highs.getSolution()
    values = [0] * len(digits.columns)
    for place, value in zip(places, solution.col_value, strict=False):
        if not isfinite(value):
            return None
        values[place] = round(value)
    if len(solution.col_value) != len(places) or not digits.holds(values):
        return None
    return tuple(values)

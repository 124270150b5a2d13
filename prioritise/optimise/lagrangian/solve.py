"""Where a search by prices leads somewhere, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic

import numpy as np

from prioritise.optimise.columns import Formulation
from prioritise.optimise.highs import solve
from prioritise.optimise.lagrangian.blocks import Decomposition
from prioritise.optimise.lagrangian.decompose import decomposition_of
from prioritise.optimise.lagrangian.multipliers import Multipliers
from prioritise.optimise.lagrangian.relaxation import dual_values_of
from prioritise.optimise.lagrangian.search import LagrangianSearch, SearchResult
from prioritise.optimise.lagrangian.subproblem import Impossible, TooMany
from prioritise.optimise.model import Model
from prioritise.optimise.solver_thread import Enough
from prioritise.programme.faults import Interrupted, SolverError

LEAST_PROPOSALS = 40
"""Where there are fewer, a solver is as quick."""
MOST_SHARED = 0.5
"""Share of the proposals that several blocks may share; where there are more, a solver finds more
in the same time."""
STEPS_TO_JUDGE, WIDE = 24, 0.015
"""Steps after which a solver goes on where the gap is wider: eight of nine programmes of 200
proposals (`benchmarks.shapes`, seeds 5 and 6; 2026-11) had less, and were proven; the ninth had
2.2% and came no further."""
NEAR_BOUND = 4
"""Part of the gap within which a solver looks for a plan."""
TOO_MANY = 3_000
"""Proposals beyond which a solver hardly betters what a search by prices has come to."""
PART_OF_TIME = 0.25
"""Of the time allowed, as long as there is no plan."""


def searched(
    formulation: Formulation,
    model: Model,
    *,
    seconds: float,
    gap: float = 0.0,
    start: Sequence[int] = (),
    glance: Callable[[float | None, float], None] = lambda best, bound: None,
) -> SearchResult | None:
    """The best values of a model's columns, as far as prices lead.

    Parameters
    ----------
    formulation : Formulation
        Which columns belong to which proposal.
    model : Model
        What is maximised within which rows.
    seconds : float
        Time allowed.
    gap : float
        Relative gap at which to stop.
    start : sequence of int
        Column values of a known plan, or nothing.
    glance : callable
        Told the best figure and the bound from time to time; may raise `Enough`.

    Returns
    -------
    Found or None
        None where the model cannot be searched in this way, or where that leads nowhere: few
        proposals, too many that several blocks share, or nothing that is possible.

    Raises
    ------
    Interrupted
        The user pressed Ctrl-C.
    """
    began = monotonic()
    try:
        search = _begun(formulation, model, began + seconds, start)
        if search is None:
            return None
        deadline = began + seconds
        is_large = len(formulation.options) > TOO_MANY

        def leaves_off() -> bool:
            """Whether a solver had better go on."""
            is_judged = search.moves + search.joins >= STEPS_TO_JUDGE
            is_hopeless = is_judged and search.gap > WIDE
            return not is_large and (is_hopeless or search.is_at_rest)

        with suppress(Enough):
            search.run(deadline, began + seconds * PART_OF_TIME, gap, glance, leaves_off)
            if search.is_at_rest and search.gap > gap and _takes_plan_near_bound(search, deadline):
                search.run(deadline, deadline, gap, glance, leaves_off)
    except (Impossible, TooMany):
        return None
    except KeyboardInterrupt:
        raise Interrupted("stopped before an answer was found; nothing was written") from None
    return search.found()


def _begun(
    formulation: Formulation, model: Model, deadline: float, start: Sequence[int]
) -> LagrangianSearch | None:
    if len(formulation.options) < LEAST_PROPOSALS or model.objective.sense != "maximise":
        return None
    parts = decomposition_of(formulation, model)
    if parts is None or _shared(parts) > MOST_SHARED:
        return None
    price = dual_values_of(model, max(deadline - monotonic(), 0.01))
    if price is None:
        return None
    money = [price[list(rows)] for rows in parts.budgets]
    money += [np.zeros(0)] * (len(parts.blocks) - len(money))
    prices = Multipliers(parts, money, price[list(parts.coupling.place)])
    if not prices.is_safe:
        return None
    search = LagrangianSearch(parts, prices)
    if start:
        search.take(parts.ways_of(start))
    return search


def _takes_plan_near_bound(search: LagrangianSearch, deadline: float) -> bool:
    """Ask a solver for a plan near the bound; whether it is better than the one in hand.

    Only columns are open that some plan may need that comes so near. With a better plan less is
    left to be looked for, and more columns are known.
    """
    model, left = search.parts.model, deadline - monotonic()
    if search.best is None or search.bound is None or left <= 0:
        return False
    before, constant = search.figure, model.objective.constant
    near = search.bound - (search.bound - search.figure) // NEAR_BOUND + constant
    try:
        outcome = solve(model.fixing(search.fixed(near)), seconds=left, work=1)
    except SolverError:
        return False  # nothing hangs on it
    if outcome.values:
        search.take(search.parts.ways_of(outcome.values))
    return search.figure > before


def _shared(parts: Decomposition) -> float:
    """Share of the proposals that several blocks share."""
    return float((parts.copies > 1).mean())

"""Where a search by prices leads somewhere, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic

import numpy as np

from prioritise.optimise.columns import Formulation
from prioritise.optimise.lagrangian.blocks import Decomposition
from prioritise.optimise.lagrangian.decompose import decomposition_of
from prioritise.optimise.lagrangian.multipliers import Multipliers
from prioritise.optimise.lagrangian.relaxation import dual_values_of
from prioritise.optimise.lagrangian.search import LagrangianSearch, SearchResult
from prioritise.optimise.lagrangian.subproblem import Impossible, TooMany
from prioritise.optimise.model import Model
from prioritise.optimise.solver_thread import Enough
from prioritise.programme.faults import Interrupted

LEAST_PROPOSALS = 40
"""Where there are fewer, a solver is as quick."""
MOST_SHARED = 0.25
"""Share of the proposals that several blocks may share; where there are more, a solver finds more
in the same time."""
HALF_SHARED = 0.5
"""Up to this share, and for many proposals, prices tell a better bound than a solver would."""
MANY_PROPOSALS = 150
STEPS_TO_JUDGE = 24
"""Steps after which a solver goes on, where more are shared: on five of six tight programmes of 150
to 400 proposals (`benchmarks.suite.drawn`, seeds 2 to 4; 2026-11) the gap was still 0.4% to 3%
after as many or more, and the first second had brought the bound most of its way."""
PART_OF_TIME = 0.25
"""Of the time allowed, where a solver is to go on, or as long as there is no plan."""


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
        is_apt = _shared(search.parts) <= MOST_SHARED
        deadline = began + seconds * (1 if is_apt else PART_OF_TIME)
        steps = None if is_apt else STEPS_TO_JUDGE
        with suppress(Enough):
            search.run(deadline, began + seconds * PART_OF_TIME, gap, glance, steps)
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
    most = HALF_SHARED if len(formulation.options) >= MANY_PROPOSALS else MOST_SHARED
    if parts is None or _shared(parts) > most:
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


def _shared(parts: Decomposition) -> float:
    """Share of the proposals that several blocks share."""
    return float((parts.copies > 1).mean())

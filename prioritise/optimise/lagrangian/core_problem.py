"""The proposals on which it hangs: a small model of them, all others as prices have them.

Most proposals are plainly worth their price or plainly not. A solver chooses among the others, so
that a good plan is known early. It proves nothing.
"""

from __future__ import annotations

import numpy as np

from prioritise.optimise.highs import solve
from prioritise.optimise.lagrangian.blocks import Decomposition, Integers
from prioritise.optimise.lagrangian.sorted_arrays import are_among
from prioritise.optimise.model import Constraint, Model, Objective, Variable
from prioritise.programme.faults import SolverError

CORE = 160
"""Proposals of which a solver chooses."""
CORE_SECONDS = 3.0
"""At most."""
CORE_GAP = 0.0002
"""Of the small model, fixed part included."""


def best_of_core(
    parts: Decomposition, ways: Integers, gain: Integers, seconds: float
) -> Integers | None:
    """A plan like another, with the proposals chosen anew that are nearest to their price.

    Parameters
    ----------
    ways : int array
        A way of each proposal.
    gain : int array
        What each way brings after all prices.
    seconds : float
        Time left.

    Returns
    -------
    int array or None
        A way of each proposal; none where no plan was found.
    """
    core = _nearest(parts, gain)
    free = are_among(parts.group_of, core)
    base = parts.values(ways[~are_among(np.arange(len(ways)), core)])
    columns = sorted({column for way in np.nonzero(free)[0] for column in parts.columns[way]})
    model, fixed = _reduced(parts.model, columns, base)
    gap = CORE_GAP * (1 + abs(fixed) / max(1, model.objective.most(model.columns)))
    try:
        outcome = solve(model, seconds=min(seconds, CORE_SECONDS), gap=gap)
    except SolverError:
        return None  # nothing hangs on it
    if not outcome.values:
        return None
    values = list(base)
    for column, value in zip(columns, outcome.values, strict=True):
        values[column] = value
    return parts.ways_of(values)


def _nearest(parts: Decomposition, gain: Integers) -> Integers:
    """The proposals whose best two ways gain most nearly the same."""
    order = np.lexsort((-gain, parts.group_of))
    several = np.nonzero(np.diff(parts.starts) > 1)[0]
    best = gain[order[parts.starts[several]]]
    second = gain[order[parts.starts[several] + 1]]
    return several[np.argsort(best - second, kind="stable")[:CORE]]


def _reduced(model: Model, columns: list[int], base: tuple[int, ...]) -> tuple[Model, int]:
    """The model of some columns, all others as they are; and what these bring."""
    place = {column: number for number, column in enumerate(columns)}
    rows = []
    for row in model.rows:
        terms = tuple((place[c], a) for c, a in row.terms if c in place)
        if terms:
            limit = row.limit - sum(a * base[c] for c, a in row.terms if base[c])
            rows.append(Constraint(row.name, terms, row.sense, limit, row.is_limit))
    terms = tuple((place[c], a) for c, a in model.objective.terms if c in place)
    objective = Objective(model.objective.name, model.objective.sense, terms)
    tops = tuple(Variable(model.columns[c].name, model.columns[c].top) for c in columns)
    return Model(tops, tuple(rows), objective), model.objective.at(base)

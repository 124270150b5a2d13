"""Why nothing is possible: named limits that cannot all hold, none of which could be spared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from prioritise.optimise.highs import solve
from prioritise.optimise.model import Column, Model, Objective, Row

LONGEST_SEARCH = 10.0
"""Seconds; a conflict among 200 proposals and 35 rules takes a fraction of one."""
NOTHING = Objective("nothing", "minimise", ())


def conflict(model: Model) -> tuple[str, ...]:
    """Names of limits that cannot all hold; without any one of them, the others can.

    One limit after the other is left out for good if the rest is still impossible. Where the search
    takes too long the names are those that are left, with some among them that could be spared.

    Parameters
    ----------
    model : Model
        A model that has no answer.
    """
    alone = next((row for row in model.rows if row.is_limit and _never(row, model.columns)), None)
    if alone is not None:
        return (alone.name,)
    until = monotonic() + LONGEST_SEARCH
    kept = model.aiming(NOTHING)
    for row in model.rows:
        if not row.is_limit:
            continue
        if monotonic() > until:
            break
        without = replace(kept, rows=tuple(other for other in kept.rows if other is not row))
        seconds = max(until - monotonic(), 0.01)
        if solve(without, seconds=seconds, manner="proving").found == "infeasible":
            kept = without
    return tuple(dict.fromkeys(row.name for row in kept.rows if row.is_limit))


def _never(row: Row, columns: Sequence[Column]) -> bool:
    """Whether no choice at all keeps a limit, whatever the others say."""
    most = sum(max(0, a) * columns[column].top for column, a in row.terms)
    least = sum(min(0, a) * columns[column].top for column, a in row.terms)
    below, above = most < row.limit, least > row.limit
    return {">=": below, "<=": above, "=": below or above}[row.sense]

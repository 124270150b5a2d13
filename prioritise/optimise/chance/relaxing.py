"""By how much a draw may break a budget where that draw does not count: the smallest sure M.

At most K draws may break a budget. For the budget in draw d and any draw e, let m(e) be the most
that it could be asked to pay in d by fractions of proposals that keep it in e, and as planned. Of
any K + 1 draws at least one is kept, so what is paid in d is at most the (K + 1)th smallest of all
m(e). M is that, less the limit in d; it is rounded up, so that it stays right in floating point.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from prioritise.optimise.chance.drawn_budgets import DrawnBudget, WholeNumbers

_ERROR = 1e-9
"""Relative room for what floating point may lose."""


def most_above(budget: DrawnBudget, draw: int, may_break: int) -> int:
    """WholeNumbers by which a budget may be exceeded in a draw, at most; 0 where it never is."""
    pays = budget.money[draw].astype(float)
    kept = _most_paid(pays, budget.money.astype(float), budget.limits.astype(float))
    planned = _most_paid(
        pays, budget.planned.astype(float)[None], np.array([float(budget.planned_limit)])
    )
    ranked = np.partition(kept, may_break)[may_break] if may_break < len(kept) else np.inf
    most = min(float(ranked), float(planned[0]))
    return max(0, ceil(most * (1 + _ERROR) + 1) - int(budget.limits[draw]))


def _most_paid(pays: WholeNumbers, weights: WholeNumbers, limits: WholeNumbers) -> WholeNumbers:
    """The most that fractions pay within each of several limits: row by row of weights.

    The best fractions are those that pay most for what they weigh, as much as there is room.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(weights > 0, pays / weights, np.inf)
    order = np.argsort(-ratio, axis=1, kind="stable")
    taken = np.take_along_axis(weights, order, 1)
    room = limits[:, None] - (np.cumsum(taken, axis=1) - taken)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(taken > 0, np.clip(room / taken, 0, 1), 1.0)
    most: WholeNumbers = (pays[order] * parts).sum(axis=1)
    return most

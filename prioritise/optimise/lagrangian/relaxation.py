"""What each row of a model is worth where columns need not be whole: prices, and no more than that.

Prices only guide a search; whatever they are, what is proven with them is proven. So nothing here
has to be exact.
"""

from __future__ import annotations

from itertools import chain
from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np

from prioritise.optimise.model import Model
from prioritise.optimise.quiet_highs import new_highs
from prioritise.optimise.solver_thread import in_solver, run

if TYPE_CHECKING:
    import highspy

DualValues = np.ndarray[Any, np.dtype[np.float64]]


def dual_values_of(model: Model, seconds: float) -> DualValues | None:
    """Value of one more of each row's limit, by row; none where no price was found in time.

    What a row's coefficients share is divided out of it first.
    """
    found = _solved(model, seconds)
    return None if found is None else np.array(found.row_dual)


def relaxed_values_of(model: Model, seconds: float) -> DualValues | None:
    """Column values that need not be whole; none where none were found in time."""
    found = _solved(model, seconds)
    return None if found is None else np.array(found.col_value)


def _solved(model: Model, seconds: float) -> highspy.HighsSolution | None:
    scale = _scales(model)
    with in_solver():
        import highspy

        highs = new_highs()
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("time_limit", float(seconds))
        highs.passModel(_relaxed(model, scale))
        run(highs, lambda event: None, lambda: None)
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found: highspy.HighsSolution = highs.getSolution()
        return found


def _scales(model: Model) -> DualValues:
    """What the coefficients of each row are divided by."""
    common = (gcd(*(coefficient for _, coefficient in row.terms)) for row in model.rows)
    return np.fromiter((float(each or 1) for each in common), np.float64, len(model.rows))


def _relaxed(model: Model, scale: DualValues) -> highspy.HighsLp:
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.columns), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    cost = np.zeros(len(model.columns))
    for column, coefficient in model.objective.terms:
        cost[column] = coefficient
    lp.col_cost_ = cost
    lp.col_lower_ = np.zeros(len(model.columns))
    lp.col_upper_ = np.array([float(column.top) for column in model.columns])
    limit = np.fromiter((float(row.limit) for row in model.rows), np.float64, len(model.rows))
    sense = np.array([row.sense for row in model.rows])
    lp.row_lower_ = np.where(sense == "<=", -highspy.kHighsInf, limit / scale)
    lp.row_upper_ = np.where(sense == ">=", highspy.kHighsInf, limit / scale)
    sizes = np.fromiter((len(row.terms) for row in model.rows), np.int64, len(model.rows))
    pairs = chain.from_iterable(chain.from_iterable(row.terms for row in model.rows))
    terms = np.fromiter(pairs, np.int64, 2 * int(sizes.sum())).reshape(-1, 2)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    lp.a_matrix_.index_ = terms[:, 0].astype(np.int32)
    lp.a_matrix_.value_ = terms[:, 1] / np.repeat(scale, sizes)
    return lp

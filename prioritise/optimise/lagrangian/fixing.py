"""Which columns have one value in every plan that is as good as the one in hand.

At prices with the bound  B = constant + sum_b best_b  a plan that is worth F loses no more than
B - F, over all blocks together, against what each of them brings at most. So let l_b(w) be the
least that a selection of block b loses which has way w. A way with  sum_b l_b(w) > B - F,  over the
blocks that its proposal stands in, is in no plan as good as F. All selections of a block that lose
so little are listed; where there are too many, the way's own loss at these prices, less what the
block as a whole loses, has to do. It is fixing by reduced costs of a Lagrangian relaxation, all in
whole numbers (Beasley, "Lagrangian relaxation", in Reeves (ed.), Modern Heuristic Techniques for
Combinatorial Problems, 1993).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from prioritise.optimise.lagrangian.blocks import LARGEST, Decomposition, Integers
from prioritise.optimise.lagrangian.multipliers import LagrangianBound
from prioritise.optimise.lagrangian.subproblem import NearSelections, Subproblem, TooMany
from prioritise.optimise.lagrangian.subproblem_enumeration import Flags

PASSES = 3
"""Times that selections without any way left are dropped, and the rest looked at again."""
OUT = LARGEST // 64
"""What a class loses that no selection has: more than any margin."""


def fixed_columns(
    parts: Decomposition, standing: LagrangianBound, figure: int, most: int
) -> Mapping[int, int]:
    """The columns of which it is known, and the value of each.

    Parameters
    ----------
    standing : LagrangianBound
        What the blocks bring at the best prices.
    figure : int
        What the plan in hand is worth, in parts of a figure.
    most : int
        Pairs that are looked at for the selections of one block.
    """
    margin = standing.bound - figure
    nears = [
        _near(priced, best, margin, most)
        for priced, best in zip(standing.priced, standing.best, strict=True)
    ]
    is_open = np.ones(len(parts.figures), bool)
    for _ in range(PASSES):
        lost = np.zeros(len(parts.figures), np.int64)
        for priced, best, near in zip(standing.priced, standing.best, nears, strict=True):
            block = priced.block
            by_class = _lost(priced, best, near, _is_left(priced, is_open))
            lost[block.ways] += np.repeat(by_class, np.diff([*block.classes, len(block.ways)]))
        closes = is_open & (lost > margin)
        if not closes.any():
            break
        is_open &= ~closes
    return _columns(parts, is_open)


def _near(priced: Subproblem, best: int, margin: int, most: int) -> NearSelections | None:
    try:
        near = priced.near(priced.top - best + margin, most)
    except TooMany:
        return None
    return near if len(near.worth) else None


def _is_left(priced: Subproblem, is_open: Flags) -> Flags:
    """Whether a class has some way that is open."""
    block = priced.block
    if not len(block.ways):
        return np.zeros(0, bool)
    return np.asarray(np.logical_or.reduceat(is_open[block.ways], block.classes))


def _lost(priced: Subproblem, best: int, near: NearSelections | None, is_left: Flags) -> Integers:
    """The least that a selection of the block with each class loses against its best."""
    if near is None:
        return np.minimum(np.maximum(priced.loss - (priced.top - best), 0), OUT)
    keeps = is_left[near.classes].all(axis=1)
    lost = np.full(len(priced.loss), OUT)
    lost[near.base] = 0
    lost[near.base[near.deviating]] = OUT
    for classes in near.classes[keeps].T:
        np.minimum.at(lost, classes, best - near.worth[keeps])
    return lost


def _columns(parts: Decomposition, is_open: Flags) -> dict[int, int]:
    """Columns that are 0 in every way that is open, or 1 in every one of their proposal's."""
    ways = np.add.reduceat(is_open.astype(np.int64), parts.starts[:-1]).tolist()
    told: dict[int, int] = {}
    group_of: dict[int, int] = {}
    pairs = zip(parts.columns, parts.group_of.tolist(), is_open.tolist(), strict=True)
    for columns, group, is_counted in pairs:
        for column in columns:
            told[column] = told.get(column, 0) + is_counted
            group_of[column] = group
    fixed = {column: int(count > 0) for column, count in told.items()}
    return {c: one for c, one in fixed.items() if told[c] in (0, ways[group_of[c]])}

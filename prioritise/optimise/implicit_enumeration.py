"""A search of our own in whole numbers, for an answer, or for one that is better than is known.

It fixes what the rows leave no choice about, and tries the rest out, one column at a time. That is
enough for small questions, and gives up early on others. Where it says that there is nothing, that
is proven without a solver; where it finds something, that keeps every row. Prices that a solver
has put on the rows make one further row, their sum, which leaves much less to be tried. Whatever
the prices are, rows that hold make a sum that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from prioritise.optimise.lagrangian.relaxation import dual_values_of
from prioritise.optimise.lagrangian.sorted_arrays import first_places
from prioritise.optimise.model import Model, Objective, Terms, collected

MOST_COLUMNS = 150
"""Columns beyond which nothing is tried."""
MOST_CELLS = 20_000
"""Columns times rows beyond which nothing is tried."""
FIRST_TRIALS, TRIALS = 24, 320
"""Choices that are tried before prices are asked for, and in all: a few thousandths of a second
for the first, as long as a small solve for all."""
PASSES = 30
"""How often all rows are gone through for one choice: between columns of millions each pass may
take away no more than one, and halving them is quicker."""
LARGEST = 2**61
"""Sums of figures stay below it, so that 64 bits hold them."""
FINEST = 2.0**40
"""Prices are counted in parts as fine as that, or as the figures allow."""
SECONDS = 1.0
"""More than prices of a small question ever take."""

Figures = np.ndarray[Any, np.dtype[np.int64]]
Sum = tuple[Terms, int]
"""Terms, and what their sum may not exceed."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known for certain."""

    values: tuple[int, ...]
    """Column values that keep every row, and are better where that was asked."""
    exists: bool
    """Whether there are such values."""


NOTHING = Settled((), False)
"""There is proof that there are none."""


def settled(model: Model, figure: int | None = None) -> Settled | None:
    """Whether column values keep every row, and are better than a figure.

    Parameters
    ----------
    model : Model
        The limits, and what is aimed at.
    figure : int
        Figure of the objective that is to be bettered; without it, any values will do.

    Returns
    -------
    Settled or None
        None where that would take too long.
    """
    if len(model.columns) > MOST_COLUMNS or len(model.columns) * len(model.rows) > MOST_CELLS:
        return None
    if figure is not None:
        step = 1 if model.objective.sense == "maximise" else -1
        model = model.within(model.objective.held_at(figure + step))
    sums = _sums(model)
    if sums is None:
        return NOTHING
    tops = [column.top for column in model.columns]
    if _largest(sums, tops) >= LARGEST:
        return None
    found = _Trials(sums, tops).run(FIRST_TRIALS)
    if found is None and (dearest := _sum_by_prices(model)):
        found = _Trials([*sums, dearest], tops).run(TRIALS)
    if found and found.exists and not model.holds(found.values):
        raise AssertionError("a search in whole numbers found what does not keep its rows")
    return found


def _sums(model: Model) -> list[Sum] | None:
    """Every row as sums that may not exceed something; none where a row cannot be kept."""
    sums = []
    for row in model.rows:
        if not row.terms:
            if not row.holds(()):
                return None
            continue
        common = gcd(*(coefficient for _, coefficient in row.terms))
        if row.sense == "=" and row.limit % common:
            return None
        for sign in {"<=": (1,), ">=": (-1,), "=": (1, -1)}[row.sense]:
            terms = tuple(
                (column, sign * coefficient // common) for column, coefficient in row.terms
            )
            sums.append((terms, sign * row.limit // common))
    return sums


def _largest(sums: Sequence[Sum], tops: Sequence[int]) -> int:
    return max(
        (abs(limit) + sum(abs(a) * tops[column] for column, a in terms) for terms, limit in sums),
        default=0,
    )


def _sum_by_prices(model: Model) -> Sum | None:
    """All rows added up at their prices, with the objective against them; none without prices.

    Where the objective is held by a row, that row says what the sum has to come to.
    """
    aim = model.objective
    sign = 1 if aim.sense == "maximise" else -1
    terms = tuple((column, sign * coefficient) for column, coefficient in aim.terms)
    sense = ">=" if sign > 0 else "<="
    held, rows = [], []
    for row in model.rows:
        if row.terms == aim.terms and row.sense == sense:
            held.append(sign * row.limit)  # without it there are prices where it cannot be kept
        elif row.terms:
            rows.append(row)
    if not terms or not held or not rows:
        return None
    asked = Model(model.columns, tuple(rows), Objective(aim.name, "maximise", terms))
    prices = dual_values_of(asked, SECONDS)
    if prices is None:
        return None
    scaled = [
        float(price) / gcd(*(coefficient for _, coefficient in row.terms))
        for price, row in zip(prices, rows, strict=True)
    ]
    tops = [column.top for column in model.columns]
    size = (
        sum(abs(a) * tops[column] for column, a in terms)
        + max(map(abs, held))
        + sum(
            abs(price) * (abs(row.limit) + sum(abs(a) * tops[column] for column, a in row.terms))
            for price, row in zip(scaled, rows, strict=True)
        )
    )
    parts = int(min(FINEST, LARGEST / 4 / (size + 1)))
    if not parts:
        return None
    pairs = [(column, -parts * a) for column, a in terms]
    limit = -parts * max(held)
    for price, row in zip(scaled, rows, strict=True):
        share = round(price * parts)
        if (row.sense == "<=" and share < 0) or (row.sense == ">=" and share > 0):
            continue
        pairs += [(column, share * a) for column, a in row.terms]
        limit += share * row.limit
    total = collected(pairs)
    return (total, limit) if total and _largest([(total, limit)], tops) < LARGEST else None


class _Trials:
    """The sums as figures, and what is tried within them."""

    def __init__(self, sums: Sequence[Sum], tops: Sequence[int]) -> None:
        self._tops = np.array(tops, dtype=np.int64)
        self._limits = np.array([limit for _, limit in sums], dtype=np.int64)
        self._up = np.zeros((len(sums), len(tops)), dtype=np.int64)
        self._down = np.zeros_like(self._up)
        above: list[tuple[int, int, int]] = []
        below: list[tuple[int, int, int]] = []
        for place, (terms, _) in enumerate(sums):
            for column, a in terms:
                (self._up if a > 0 else self._down)[place, column] = a
                (above if a > 0 else below).append((column, place, abs(a)))
        self._above, self._below = _Entries(above), _Entries(below)
        used = np.count_nonzero(self._up, axis=0) + np.count_nonzero(self._down, axis=0)
        self._order = np.lexsort((-used, self._tops))
        self._first_high = (self._down < 0).sum(axis=0) > (self._up > 0).sum(axis=0)

    def run(self, trials: int) -> Settled | None:
        """Try so many choices; none where that settles nothing."""
        waiting = [(np.zeros_like(self._tops), self._tops.copy(), 1.0)]
        tried, done = 0, 0.0
        while waiting:
            low, high, share = waiting.pop()
            tried += 1
            if tried > trials or (tried > FIRST_TRIALS and done * trials * 2 < tried):
                return None
            if not self._narrow(low, high):
                done += share
                continue
            wide = self._order[(low < high)[self._order]]
            if not len(wide):
                return Settled(tuple(low.tolist()), True)
            column = wide[0]
            middle = (low[column] + high[column]) // 2
            lower, upper = (low, high.copy(), share / 2), (low.copy(), high, share / 2)
            lower[1][column], upper[0][column] = middle, middle + 1
            waiting += (lower, upper) if self._first_high[column] else (upper, lower)
        return NOTHING

    def _narrow(self, low: Figures, high: Figures) -> bool:
        """Take away what no row allows, in place; False where nothing is left.

        Where little is taken away at a time it ends early, with something left to be chosen.
        """
        passes = 0
        while True:
            passes += 1
            room = self._limits - self._up @ low - self._down @ high
            if (room < 0).any():
                return False
            before = int((high - low).sum())
            for entries, is_above in ((self._above, True), (self._below, False)):
                if not len(entries.columns):
                    continue
                steps = entries.least(room)
                columns = entries.columns
                if is_above:
                    high[columns] = np.minimum(high[columns], low[columns] + steps)
                else:
                    low[columns] = np.maximum(low[columns], high[columns] - steps)
            if (low > high).any():
                return False
            after = int((high - low).sum())
            if after == before or (after and passes >= PASSES):
                return True


class _Entries:
    """Coefficients of one sign, column by column."""

    def __init__(self, entries: list[tuple[int, int, int]]) -> None:
        entries.sort()
        self._places = np.array([place for _, place, _ in entries], dtype=np.int64)
        self._sizes = np.array([size for *_, size in entries], dtype=np.int64)
        names = np.array([column for column, *_ in entries], dtype=np.int64)
        self._starts = first_places(names)
        self.columns = names[self._starts]

    def least(self, room: Figures) -> Figures:
        """By how much each column may leave its end, at most, within the room of every row."""
        return np.minimum.reduceat(room[self._places] // self._sizes, self._starts)

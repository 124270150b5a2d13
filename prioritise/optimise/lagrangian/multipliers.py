"""Lagrange multipliers: prices for the coupling rows, and the bound that they prove.

A coupling row has a price, and the worth of every way is lessened by what it takes of coupling
rows. A proposal that several blocks pay for has a copy in each, and its worth is shared among
the copies. Then every
block can be searched alone, and what the blocks bring at most adds up to a bound on everything,
whatever the prices and shares are. Copies that disagree and coupling rows that do
not hold tell how to move them. Prices are whole, in parts of a figure, so
that every bound is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from prioritise.optimise.lagrangian.blocks import LARGEST, Decomposition, Integers
from prioritise.optimise.lagrangian.subproblem import NearSelections, Subproblem

T = TypeVar("T")
Floats = np.ndarray[Any, np.dtype[np.float64]]

FINENESS = 2**26
"""What the largest figure is divided into, at least."""
FINE_MONEY = 2**14
"""What rounding the prices of money to whole parts of a figure may lose of all value: one part in
so many. A penny has a price of less than one part otherwise: on three programmes of 200 proposals
whose costs are no round sums (`benchmarks.shapes`, 2026-11) blocks lay 10% to 30% from their bound,
and 3% with it."""
MOST_VALUE = 2**52
"""Parts of a figure that all value may come to, so that sums of it stay whole numbers."""
POOL = 24
"""Selections of each block that are remembered: the best of them starts the next search."""
LARGE = 300
"""Proposals from which blocks are searched side by side."""
THREADS = 2


def side_by_side(work: Callable[[int], T], count: int, is_large: bool) -> tuple[T, ...]:
    """Some pieces of work in order; on two threads where they are large enough for it."""
    if not is_large:
        return tuple(map(work, range(count)))
    with ThreadPoolExecutor(THREADS) as threads:
        return tuple(threads.map(work, range(count)))


@dataclass(frozen=True, slots=True)
class LagrangianBound:
    """What the blocks bring at some prices."""

    bound: int
    """What nothing exceeds, in parts of a figure."""
    best: tuple[int, ...]
    """What each block brings at most."""
    priced: tuple[Subproblem, ...]
    classes: tuple[Integers, ...]
    """Class of each proposal, by block."""
    selections: tuple[Integers, ...]
    """Way of each proposal, by block."""

    @property
    def is_exact(self) -> bool:
        """Whether every block brings what is said, rather than no more than that."""
        return all(
            int(priced.worth[classes].sum()) == best
            for priced, classes, best in zip(self.priced, self.classes, self.best, strict=True)
        )


class Multipliers:
    """The prices of coupling rows and money, and the shares of copies; they can be moved.

    Parameters
    ----------
    parts : Parts
        A model taken apart.
    money : sequence of float arrays
        Figures for one more of each limit, by block.
    coupling : float array
        Figures for one more of each coupling row.
    """

    def __init__(self, parts: Decomposition, money: Sequence[Floats], coupling: Floats) -> None:
        self.parts = parts
        self.scale = _scale_of(parts)
        self._figures = parts.figures * self.scale
        ends = parts.coupling
        # Money has no price below 0, whatever a solver's rounding says.
        self.money = [np.maximum(_whole(each * self.scale), 0) for each in money]
        self.coupling = self._signed(_whole(coupling * self.scale))
        self._size = np.ones(len(ends.least))
        np.maximum.at(self._size, ends.row, np.abs(ends.coefficient).astype(np.float64))
        self._shares = [
            np.repeat(price @ block.usage, np.diff([*block.classes, len(block.ways)]))
            if len(block.ways)
            else np.zeros(0, np.int64)
            for block, price in zip(parts.blocks, self.money, strict=True)
        ]
        self._pools: list[list[Integers]] = [[] for _ in parts.blocks]
        self._gaps = [0] * len(parts.blocks)
        self._is_large = len(parts.starts) > LARGE
        self._balance()

    @property
    def is_safe(self) -> bool:
        """Whether no sum that is needed can go round."""
        of = [np.abs(self._figures).astype(float).sum(), float(np.abs(self.coupling).sum())]
        for block, price, share in zip(self.parts.blocks, self.money, self._shares, strict=True):
            money = np.abs(price).astype(float)
            of.append(float(money @ np.abs(block.usage).sum(axis=1)))
            of.append(float(money @ np.abs(block.limits)))
            of.append(float(np.abs(share).astype(float).sum()))
        coupling = self.parts.coupling
        taken = np.abs(self.coupling.astype(float))[coupling.row] * np.abs(coupling.coefficient)
        of.append(float(taken.sum()))
        of.append(float((np.abs(self.coupling.astype(float)) * np.abs(self._ends())).sum()))
        return all(each < LARGEST / 8 for each in of)

    def _signed(self, prices: Integers) -> Integers:
        """Prices that point to an end that a coupling row has."""
        coupling = self.parts.coupling
        prices = np.where((prices > 0) & (coupling.most == LARGEST), 0, prices)
        return np.where((prices < 0) & (coupling.least == -LARGEST), 0, prices)

    def _adjusted(self) -> Integers:
        """Worth by way after the prices of coupling rows."""
        coupling, worth = self.parts.coupling, self._figures.copy()
        np.subtract.at(worth, coupling.way, self.coupling[coupling.row] * coupling.coefficient)
        return worth

    def _balance(self) -> None:
        """Share out what the shares of a way's copies lack of its worth, evenly."""
        parts = self.parts
        lack = self._adjusted()
        for block, share in zip(parts.blocks, self._shares, strict=True):
            lack[block.ways] -= share
        each = lack // parts.copies[parts.group_of]
        rest = lack - each * parts.copies[parts.group_of]
        for block, share in zip(parts.blocks, self._shares, strict=True):
            share += each[block.ways] + rest[block.ways]
            rest[block.ways] = 0  # the first block that has a copy takes the rest

    @property
    def constant(self) -> int:
        """What the ends of coupling are worth at their prices."""
        return int((self.coupling * self._ends()).sum())

    def _ends(self) -> Integers:
        """The end of each coupling row that its price points to."""
        coupling = self.parts.coupling
        return np.where(
            self.coupling > 0, coupling.most, np.where(self.coupling < 0, coupling.least, 0)
        )

    def priced(self) -> tuple[Subproblem, ...]:
        """Every block at today's prices."""
        return tuple(
            Subproblem.of(block, price, np.maximum.reduceat(share, block.classes))
            for block, price, share in zip(self.parts.blocks, self.money, self._shares, strict=True)
        )

    def copy(self) -> Multipliers:
        """These prices, to stay as they are while the others move."""
        kept = object.__new__(Multipliers)
        vars(kept).update(vars(self))
        kept.coupling, kept.money = self.coupling.copy(), list(self.money)
        kept._shares = [share.copy() for share in self._shares]
        return kept

    def gain(self) -> Integers:
        """What each way brings after all prices, in parts of a figure."""
        gain = self._adjusted()
        for block, price in zip(self.parts.blocks, self.money, strict=True):
            sizes = np.diff([*block.classes, len(block.ways)])
            gain[block.ways] -= np.repeat(price @ block.usage, sizes)
        return gain

    def nears(
        self, standing: LagrangianBound, margin: int, most: int
    ) -> tuple[NearSelections, ...]:
        """The selections of every block that lose no more than a margin against its best.

        Raises
        ------
        TooMany
            More than `most` pairs would have to be looked at.
        """

        def near(number: int) -> NearSelections:
            priced, best = standing.priced[number], standing.best[number]
            return priced.near(priced.top - best + margin, most)

        return side_by_side(near, len(standing.priced), self._is_large)

    def standing(self, most: int) -> LagrangianBound:
        """What every block brings at most at today's prices.

        Parameters
        ----------
        most : int
            Pairs that are looked at for one block; where there are more, its bound is looser.

        Raises
        ------
        Impossible
            Some block cannot pay for what is promised.
        """
        priced = self.priced()
        found = side_by_side(
            lambda number: self._best_of(number, priced[number], most), len(priced), self._is_large
        )
        best = tuple(bound for bound, _ in found)
        classes = tuple(classes for _, classes in found)
        selections = tuple(self._ways(number, each) for number, each in enumerate(classes))
        return LagrangianBound(self.constant + sum(best), best, priced, classes, selections)

    def _best_of(self, number: int, priced: Subproblem, most: int) -> tuple[int, Integers]:
        """What a block brings at most, and the best selection that was found."""
        pool = self._pools[number]
        worth = priced.worth[np.array(pool)].sum(axis=1) if pool else None
        known = None if worth is None else pool[int(worth.argmax())]
        bound, classes = priced.best(known, self._gaps[number], most)
        if bound < priced.top:
            self._gaps[number] = (priced.top - bound) * 33 // 32
        if classes is None:
            return bound, priced.base
        self._pools[number] = [classes, *pool][:POOL]
        return bound, classes

    def _ways(self, number: int, classes: Integers) -> Integers:
        """The way of most worth in each class."""
        block, share = self.parts.blocks[number], self._shares[number]
        ends = np.append(block.classes[1:], len(block.ways))
        ways = block.ways[block.classes[classes]]
        for place in np.nonzero(ends[classes] - block.classes[classes] > 1)[0].tolist():
            first, end = int(block.classes[classes[place]]), int(ends[classes[place]])
            ways[place] = block.ways[first + int(share[first:end].argmax())]
        return ways

    def move(self, standing: LagrangianBound, target: int, stride: float) -> bool:
        """Move prices and shares so that copies agree and coupling rows hold; False where all do.

        Parameters
        ----------
        target : int
            A bound that may be reached, in parts of a figure.
        stride : float
            How far to go: 1 would reach the target if nothing else changed.
        """
        parts, coupling = self.parts, self.parts.coupling
        weight = np.zeros(len(parts.figures))
        for ways in standing.selections:
            weight[ways] += 1 / parts.copies[parts.group_of[ways]]
        activity = np.bincount(
            coupling.row, weight[coupling.way] * coupling.coefficient, minlength=len(coupling.least)
        )
        over = np.where(
            self.coupling > 0, activity - coupling.most, np.maximum(activity - coupling.most, 0)
        )
        under = np.where(
            self.coupling < 0, activity - coupling.least, np.minimum(activity - coupling.least, 0)
        )
        slope = np.where(self.coupling > 0, over, np.where(self.coupling < 0, under, over + under))
        slope = slope / self._size
        apart: list[Floats] = []
        for block, ways in zip(parts.blocks, standing.selections, strict=True):
            chosen = np.zeros(len(parts.figures))
            chosen[ways] = 1
            apart.append((chosen - weight)[block.ways])
        square = float(slope @ slope) + sum(float(each @ each) for each in apart)
        if square < 1e-9:
            return False
        step = stride * (standing.bound - target) / square
        self.coupling = self._signed(self.coupling + _whole(step * slope / self._size))
        for share, each in zip(self._shares, apart, strict=True):
            share -= _whole(step * each)
        self._balance()
        return True


def _scale_of(parts: Decomposition) -> int:
    """Parts of a figure that prices are counted in."""
    figures = np.abs(parts.figures)
    largest = int(figures.max(initial=1)) or 1
    value = int(np.maximum.reduceat(figures, parts.starts[:-1]).sum()) or 1
    money = sum(int(np.abs(block.limits).sum()) for block in parts.blocks)
    fine = min(FINE_MONEY * money, MOST_VALUE) // value
    return max(1, FINENESS // largest, fine)


def _whole(figures: Floats) -> Integers:
    return np.rint(figures).astype(np.int64)

"""Prices for what ties the families, and the bound that they prove.

A tie has a price, and the worth of every way is lessened by what it takes of ties. A proposal that
several families pay for has a copy in each, and its worth is shared among the copies. Then every
family can be searched alone, and what the families bring at most adds up to a bound on everything,
whatever the prices and shares are. Copies that disagree and ties that do not hold tell how to move
them. Prices are whole, in parts of a figure, so that every bound is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from prioritise.optimise.priced.near import Near, Priced
from prioritise.optimise.priced.parts import LARGEST, Parts, Whole

T = TypeVar("T")
Floats = np.ndarray[Any, np.dtype[np.float64]]

FINENESS = 2**26
"""What the largest figure is divided into: a price is rounded to one part of it."""
POOL = 24
"""Selections of each family that are remembered: the best of them starts the next search."""
LARGE = 300
"""Proposals from which families are searched side by side."""
THREADS = 2


def side_by_side(work: Callable[[int], T], count: int, is_large: bool) -> tuple[T, ...]:
    """Some pieces of work in order; on two threads where they are large enough for it."""
    if not is_large:
        return tuple(map(work, range(count)))
    with ThreadPoolExecutor(THREADS) as threads:
        return tuple(threads.map(work, range(count)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the families bring at some prices."""

    bound: int
    """What nothing exceeds, in parts of a figure."""
    best: tuple[int, ...]
    """What each family brings at most."""
    priced: tuple[Priced, ...]
    classes: tuple[Whole, ...]
    """Class of each proposal, by family."""
    selections: tuple[Whole, ...]
    """Way of each proposal, by family."""

    @property
    def is_exact(self) -> bool:
        """Whether every family brings what is said, rather than no more than that."""
        return all(
            int(priced.worth[classes].sum()) == best
            for priced, classes, best in zip(self.priced, self.classes, self.best, strict=True)
        )


class Prices:
    """The prices of ties and money, and the shares of copies; they can be moved.

    Parameters
    ----------
    parts : Parts
        A model taken apart.
    money : sequence of float arrays
        Figures for one more of each limit, by family.
    ties : float array
        Figures for one more of each tie.
    """

    def __init__(self, parts: Parts, money: Sequence[Floats], ties: Floats) -> None:
        self.parts = parts
        largest = int(np.abs(parts.figures).max(initial=1)) or 1
        self.scale = max(1, FINENESS // largest)
        self._figures = parts.figures * self.scale
        ends = parts.ties
        # Money has no price below 0, whatever a solver's rounding says.
        self.money = [np.maximum(_whole(each * self.scale), 0) for each in money]
        self.ties = self._signed(_whole(ties * self.scale))
        self._size = np.ones(len(ends.least))
        np.maximum.at(self._size, ends.row, np.abs(ends.coefficient).astype(np.float64))
        self._shares = [
            np.repeat(price @ family.usage, np.diff([*family.classes, len(family.ways)]))
            if len(family.ways)
            else np.zeros(0, np.int64)
            for family, price in zip(parts.families, self.money, strict=True)
        ]
        self._pools: list[list[Whole]] = [[] for _ in parts.families]
        self._gaps = [0] * len(parts.families)
        self._is_large = len(parts.starts) > LARGE
        self._balance()

    @property
    def is_safe(self) -> bool:
        """Whether no sum that is needed can go round."""
        of = [np.abs(self._figures).astype(float).sum(), float(np.abs(self.ties).sum())]
        for family, price, share in zip(self.parts.families, self.money, self._shares, strict=True):
            money = np.abs(price).astype(float)
            of.append(float(money @ np.abs(family.usage).sum(axis=1)))
            of.append(float(money @ np.abs(family.limits)))
            of.append(float(np.abs(share).astype(float).sum()))
        ties = self.parts.ties
        taken = np.abs(self.ties.astype(float))[ties.row] * np.abs(ties.coefficient)
        of.append(float(taken.sum()))
        of.append(float((np.abs(self.ties.astype(float)) * np.abs(self._ends())).sum()))
        return all(each < LARGEST / 8 for each in of)

    def _signed(self, prices: Whole) -> Whole:
        """Prices that point to an end that a tie has."""
        ties = self.parts.ties
        prices = np.where((prices > 0) & (ties.most == LARGEST), 0, prices)
        return np.where((prices < 0) & (ties.least == -LARGEST), 0, prices)

    def _adjusted(self) -> Whole:
        """Worth by way after the prices of ties."""
        ties, worth = self.parts.ties, self._figures.copy()
        np.subtract.at(worth, ties.way, self.ties[ties.row] * ties.coefficient)
        return worth

    def _balance(self) -> None:
        """Share out what the shares of a way's copies lack of its worth, evenly."""
        parts = self.parts
        lack = self._adjusted()
        for family, share in zip(parts.families, self._shares, strict=True):
            lack[family.ways] -= share
        each = lack // parts.copies[parts.group_of]
        rest = lack - each * parts.copies[parts.group_of]
        for family, share in zip(parts.families, self._shares, strict=True):
            share += each[family.ways] + rest[family.ways]
            rest[family.ways] = 0  # the first family that has a copy takes the rest

    @property
    def constant(self) -> int:
        """What the ends of ties are worth at their prices."""
        return int((self.ties * self._ends()).sum())

    def _ends(self) -> Whole:
        """The end of each tie that its price points to."""
        ties = self.parts.ties
        return np.where(self.ties > 0, ties.most, np.where(self.ties < 0, ties.least, 0))

    def priced(self) -> tuple[Priced, ...]:
        """Every family at today's prices."""
        return tuple(
            Priced.of(family, price, np.maximum.reduceat(share, family.classes))
            for family, price, share in zip(
                self.parts.families, self.money, self._shares, strict=True
            )
        )

    def copy(self) -> Prices:
        """These prices, to stay as they are while the others move."""
        kept = object.__new__(Prices)
        vars(kept).update(vars(self))
        kept.ties, kept.money = self.ties.copy(), list(self.money)
        kept._shares = [share.copy() for share in self._shares]
        return kept

    def gain(self) -> Whole:
        """What each way brings after all prices, in parts of a figure."""
        gain = self._adjusted()
        for family, price in zip(self.parts.families, self.money, strict=True):
            sizes = np.diff([*family.classes, len(family.ways)])
            gain[family.ways] -= np.repeat(price @ family.usage, sizes)
        return gain

    def nears(self, standing: Standing, margin: int, most: int) -> tuple[Near, ...]:
        """The selections of every family that lose no more than a margin against its best.

        Raises
        ------
        TooMany
            More than `most` pairs would have to be looked at.
        """

        def near(number: int) -> Near:
            priced, best = standing.priced[number], standing.best[number]
            return priced.near(priced.top - best + margin, most)

        return side_by_side(near, len(standing.priced), self._is_large)

    def standing(self, most: int) -> Standing:
        """What every family brings at most at today's prices.

        Parameters
        ----------
        most : int
            Pairs that are looked at for one family; where there are more, its bound is looser.

        Raises
        ------
        Impossible
            Some family cannot pay for what is promised.
        """
        priced = self.priced()
        found = side_by_side(
            lambda number: self._best_of(number, priced[number], most), len(priced), self._is_large
        )
        best = tuple(bound for bound, _ in found)
        classes = tuple(classes for _, classes in found)
        selections = tuple(self._ways(number, each) for number, each in enumerate(classes))
        return Standing(self.constant + sum(best), best, priced, classes, selections)

    def _best_of(self, number: int, priced: Priced, most: int) -> tuple[int, Whole]:
        """What a family brings at most, and the best selection that was found."""
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

    def _ways(self, number: int, classes: Whole) -> Whole:
        """The way of most worth in each class."""
        family, share = self.parts.families[number], self._shares[number]
        ends = np.append(family.classes[1:], len(family.ways))
        ways = family.ways[family.classes[classes]]
        for place in np.nonzero(ends[classes] - family.classes[classes] > 1)[0].tolist():
            first, end = int(family.classes[classes[place]]), int(ends[classes[place]])
            ways[place] = family.ways[first + int(share[first:end].argmax())]
        return ways

    def move(self, standing: Standing, target: int, stride: float) -> bool:
        """Move prices and shares so that copies agree and ties hold; False where all do.

        Parameters
        ----------
        target : int
            A bound that may be reached, in parts of a figure.
        stride : float
            How far to go: 1 would reach the target if nothing else changed.
        """
        parts, ties = self.parts, self.parts.ties
        weight = np.zeros(len(parts.figures))
        for ways in standing.selections:
            weight[ways] += 1 / parts.copies[parts.group_of[ways]]
        activity = np.bincount(
            ties.row, weight[ties.way] * ties.coefficient, minlength=len(ties.least)
        )
        over = np.where(self.ties > 0, activity - ties.most, np.maximum(activity - ties.most, 0))
        under = np.where(self.ties < 0, activity - ties.least, np.minimum(activity - ties.least, 0))
        slope = np.where(self.ties > 0, over, np.where(self.ties < 0, under, over + under))
        slope = slope / self._size
        apart: list[Floats] = []
        for family, ways in zip(parts.families, standing.selections, strict=True):
            chosen = np.zeros(len(parts.figures))
            chosen[ways] = 1
            apart.append((chosen - weight)[family.ways])
        square = float(slope @ slope) + sum(float(each @ each) for each in apart)
        if square < 1e-9:
            return False
        step = stride * (standing.bound - target) / square
        self.ties = self._signed(self.ties + _whole(step * slope / self._size))
        for share, each in zip(self._shares, apart, strict=True):
            share -= _whole(step * each)
        self._balance()
        return True


def _whole(figures: Floats) -> Whole:
    return np.rint(figures).astype(np.int64)

"""Every selection of a block's ways that its budgets can pay for and that is near the best.

With whole prices for money, each proposal has a way that brings most after its price; taking it
everywhere is worth `top`, which no selection that can be paid for exceeds. Every other selection
loses what its deviations lose, and the price of the money that it leaves. So all selections that
lose no more than a margin are found by listing deviations, and dropping what has lost too much or
can no longer be paid for. The dear ones and the cheap ones are listed apart and met in the middle:
what the cheap ones have to spend is known to within little, since money that is left costs its
price. Nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prioritise.optimise.lagrangian.blocks import BudgetBlock, Integers
from prioritise.optimise.lagrangian.subproblem_enumeration import Enumeration, Flags, Steps
from prioritise.optimise.lagrangian.subproblem_matching import Matching

AT_ONCE = 100
"""Pairs that are looked at, to each part of a pair that is held."""
MOST_HELD = 400_000
"""Parts of pairs that are held."""

USUAL_DEVIATIONS = 24
"""A best selection is looked for at first among so many deviations."""


class TooMany(Exception):
    """There are more selections than can be listed."""


class Impossible(Exception):
    """Nothing can be paid for."""


@dataclass(frozen=True, slots=True)
class NearSelections:
    """Selections of one class for each proposal of a block, the best first."""

    top: int
    """What no selection exceeds."""
    worth: Integers
    """By selection, descending."""
    base: Integers
    """Class of each proposal where there is no deviation."""
    deviating: Integers
    """Places of the proposals that deviate somewhere, ascending."""
    classes: Integers
    """Their classes, by selection."""

    def selection(self, place: int) -> Integers:
        """The class of each proposal."""
        classes = self.base.copy()
        classes[self.deviating] = self.classes[place]
        return classes


@dataclass(frozen=True, slots=True)
class Subproblem:
    """A block at prices: what each class brings, and loses against the best of its proposal."""

    block: BudgetBlock
    price: Integers
    """By limit."""
    worth: Integers
    """By class, before the price of money."""
    base: Integers
    """Class of each proposal that brings most after it."""
    loss: Integers
    """By class."""
    top: int

    @classmethod
    def of(cls, block: BudgetBlock, price: Integers, worth: Integers) -> Subproblem:
        """The block at whole prices of its money."""
        after = worth - price @ block.usage
        sizes = np.diff(block.starts)
        best = np.maximum.reduceat(after, block.starts[:-1]) if len(sizes) else after
        loss = np.repeat(best, sizes) - after
        zero: Integers = np.nonzero(loss == 0)[0]
        of: Integers = np.asarray(np.searchsorted(block.starts, zero, side="right")) - 1
        first = np.concatenate([[True], of[1:] != of[:-1]]) if len(of) else np.zeros(0, bool)
        return cls(block, price, worth, zero[first], loss, int(best.sum() + price @ block.limits))

    @property
    def most_lost(self) -> int:
        """What no selection that can be paid for loses more than."""
        return int(self.loss.sum()) + int(np.abs(self.price) @ np.abs(self.block.limits))

    def best(self, known: Integers | None, gap: int, most: int) -> tuple[int, Integers | None]:
        """What no selection exceeds, and the best one that is known.

        Parameters
        ----------
        known : int array
            A selection that can be paid for, if there is one.
        gap : int
            What the best was short of `top` the last time; 0 where nobody knows.
        most : int
            Pairs that are looked at; where there are more, what is known has to do.

        Raises
        ------
        Impossible
            Nothing can be paid for.
        """
        idle = self.block.limits - self.block.usage[:, self.base].sum(axis=1)
        if (idle >= 0).all() and not self.price @ idle:
            return self.top, self.base  # what prices say can be paid for, and leaves nothing
        least = None if known is None else self.top - int(self.worth[known].sum())
        margin, bound = gap or self._usual(), self.top
        try:
            while True:
                if least is not None:
                    margin = min(margin, least)
                near = self.near(margin, most)
                if len(near.worth):
                    return int(near.worth[0]), near.selection(0)
                bound = self.top - margin - 1
                if margin > self.most_lost:
                    raise Impossible
                assert least is None or margin < least, "what is known is within its own margin"
                margin += margin // 3 + 1
        except TooMany:
            return bound, known

    def _usual(self) -> int:
        """A margin within which there often is a selection."""
        losses = np.sort(self.loss[self.loss > 0])[:USUAL_DEVIATIONS]
        return int(losses[-1]) if len(losses) else 1

    def near(self, margin: int, most: int) -> NearSelections:
        """Every selection that can be paid for and loses no more than a margin against `top`.

        Raises
        ------
        TooMany
            More than `most` would have to be looked at.
        """
        block, start = self.block, self.block.starts
        candidates = np.nonzero(self.loss <= margin)[0]
        group = np.searchsorted(start, candidates, side="right") - 1
        other = candidates != self.base[group]
        candidates, group = candidates[other], group[other]
        change = block.usage[:, candidates] - block.usage[:, self.base[group]]
        steps = Steps.of(group, candidates, self.loss[candidates], change)
        left = block.limits - block.usage[:, self.base].sum(axis=1)
        dear, cheap = Enumeration.of(left), Enumeration.of(np.zeros_like(left))
        first, end = 0, len(steps.group)
        while first < end:
            if len(dear.lost) <= len(cheap.lost):
                dear.grow(steps, first, margin)
                first += 1
                dear.keep(self._can_still_be_paid(steps, first, dear, margin))
            else:
                end -= 1
                cheap.grow(steps, end, margin)
            if len(dear.lost) + len(cheap.lost) > min(most // AT_ONCE + AT_ONCE, MOST_HELD):
                raise TooMany
        ones, others, lost = self._met(dear, cheap, margin, most)
        order = np.argsort(lost, kind="stable")
        classes = np.concatenate(
            [dear.read_back(steps, ones[order]), cheap.read_back(steps, others[order])], axis=1
        )
        groups = steps.group[[*dear.steps[::-1], *cheap.steps[::-1]]]
        classes = np.where(classes < 0, self.base[groups], steps.classes[classes])
        return self._near(self.top - lost[order], groups, classes)

    def _can_still_be_paid(self, steps: Steps, step: int, dear: Enumeration, margin: int) -> Flags:
        """What could still end within the budgets, and within the margin."""
        fits = (dear.left + steps.freed[step][:, None] >= 0).all(axis=0)
        idle = np.maximum(dear.left - steps.spent[step][:, None], 0)
        return np.asarray(fits & (dear.lost + self.price @ idle <= margin))

    def _met(
        self, dear: Enumeration, cheap: Enumeration, margin: int, most: int
    ) -> tuple[Integers, Integers, Integers]:
        """Pairs of a dear and a cheap part that fit together, and what they lose."""
        windows = Matching.of(self.price, dear, cheap, margin)
        if windows.counts.sum() > most:
            raise TooMany
        ones, others, losses = [], [], []
        loss, spent = cheap.lost[windows.order], cheap.left[:, windows.order]
        for one, other in windows.pairs():
            lost = dear.lost[one] + loss[other]
            keeps = lost <= margin
            one, other, lost = one[keeps], other[keeps], lost[keeps]
            for line in windows.lines:
                left = dear.left[line][one] + spent[line][other]
                lost += self.price[line] * left
                keeps = (left >= 0) & (lost <= margin)
                one, other, lost = one[keeps], other[keeps], lost[keeps]
            ones.append(one)
            others.append(windows.order[other])
            losses.append(lost)
        return _one(ones), _one(others), _one(losses)

    def _near(self, worth: Integers, groups: Integers, classes: Integers) -> NearSelections:
        ascending = np.argsort(groups, kind="stable")
        groups, classes = groups[ascending], classes[:, ascending]
        varies = (classes != self.base[groups]).any(axis=0)
        return NearSelections(self.top, worth, self.base, groups[varies], classes[:, varies])


def _one(parts: list[Integers]) -> Integers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)

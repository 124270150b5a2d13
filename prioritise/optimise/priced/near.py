"""Every selection of a family's ways that its budgets can pay for and that is near the best.

With whole prices for money, each proposal has a way that brings most after its price; taking it
everywhere is worth `top`, which no selection that can be paid for exceeds. Every other selection
loses what its deviations lose, and the price of the money that it leaves. So all selections that
lose no more than a margin are found by listing deviations, and dropping what has lost too much or
can no longer be paid for. The dear ones and the cheap ones are listed apart and met in the middle:
what the cheap ones have to spend is known to within little, since money that is left costs its
price. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.priced.parts import Family, Whole

AT_ONCE = 100
"""Pairs that are looked at, to each part of a pair that is held."""
MOST_HELD = 400_000
"""Parts of pairs that are held."""
PAIRS_AT_ONCE = 500_000
"""Pairs that are held at once."""

USUAL_DEVIATIONS = 24
"""A best selection is looked for at first among so many deviations."""
MOST_SLICES = 64
"""Slices of what cheap parts spend."""

Bits = np.ndarray[Any, np.dtype[np.bool_]]


class TooMany(Exception):
    """There are more selections than can be listed."""


class Impossible(Exception):
    """Nothing can be paid for."""


@dataclass(frozen=True, slots=True)
class Near:
    """Selections of one class for each proposal of a family, the best first."""

    top: int
    """What no selection exceeds."""
    worth: Whole
    """By selection, descending."""
    base: Whole
    """Class of each proposal where there is no deviation."""
    deviating: Whole
    """Places of the proposals that deviate somewhere, ascending."""
    classes: Whole
    """Their classes, by selection."""

    def selection(self, place: int) -> Whole:
        """The class of each proposal."""
        classes = self.base.copy()
        classes[self.deviating] = self.classes[place]
        return classes


@dataclass(frozen=True, slots=True)
class Priced:
    """A family at prices: what each class brings, and loses against the best of its proposal."""

    family: Family
    price: Whole
    """By limit."""
    worth: Whole
    """By class, before the price of money."""
    base: Whole
    """Class of each proposal that brings most after it."""
    loss: Whole
    """By class."""
    top: int

    @classmethod
    def of(cls, family: Family, price: Whole, worth: Whole) -> Priced:
        """The family at whole prices of its money."""
        after = worth - price @ family.usage
        sizes = np.diff(family.starts)
        best = np.maximum.reduceat(after, family.starts[:-1]) if len(sizes) else after
        loss = np.repeat(best, sizes) - after
        zero = np.nonzero(loss == 0)[0]
        of = np.searchsorted(family.starts, zero, side="right") - 1
        first = np.concatenate([[True], of[1:] != of[:-1]]) if len(of) else np.zeros(0, bool)
        return cls(family, price, worth, zero[first], loss, int(best.sum() + price @ family.limits))

    @property
    def most_lost(self) -> int:
        """What no selection that can be paid for loses more than."""
        return int(self.loss.sum()) + int(np.abs(self.price) @ np.abs(self.family.limits))

    def best(self, known: Whole | None, gap: int, most: int) -> tuple[int, Whole | None]:
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

    def near(self, margin: int, most: int) -> Near:
        """Every selection that can be paid for and loses no more than a margin against `top`.

        Raises
        ------
        TooMany
            More than `most` would have to be looked at.
        """
        family, start = self.family, self.family.starts
        candidates = np.nonzero(self.loss <= margin)[0]
        group = np.searchsorted(start, candidates, side="right") - 1
        other = candidates != self.base[group]
        candidates, group = candidates[other], group[other]
        change = family.usage[:, candidates] - family.usage[:, self.base[group]]
        steps = _Steps.of(group, candidates, self.loss[candidates], change)
        left = family.limits - family.usage[:, self.base].sum(axis=1)
        dear, cheap = _List.of(left), _List.of(np.zeros_like(left))
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

    def _can_still_be_paid(self, steps: _Steps, step: int, dear: _List, margin: int) -> Bits:
        """What could still end within the budgets, and within the margin."""
        fits = (dear.left + steps.freed[step][:, None] >= 0).all(axis=0)
        idle = np.maximum(dear.left - steps.spent[step][:, None], 0)
        return np.asarray(fits & (dear.lost + self.price @ idle <= margin))

    def _met(self, dear: _List, cheap: _List, margin: int, most: int) -> tuple[Whole, Whole, Whole]:
        """Pairs of a dear and a cheap part that fit together, and what they lose."""
        windows = _Windows.of(self.price, dear, cheap, margin)
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

    def _near(self, worth: Whole, groups: Whole, classes: Whole) -> Near:
        ascending = np.argsort(groups, kind="stable")
        groups, classes = groups[ascending], classes[:, ascending]
        varies = (classes != self.base[groups]).any(axis=0)
        return Near(self.top, worth, self.base, groups[varies], classes[:, varies])


@dataclass(slots=True)
class _List:
    """Some steps done in every way: what each way loses and leaves, and how it came about."""

    lost: Whole
    left: Whole
    """Money by limit."""
    steps: list[int]
    parents: list[Whole]
    taken: list[Whole]
    """Deviation of each step, -1 for none."""

    @classmethod
    def of(cls, left: Whole) -> _List:
        return cls(np.zeros(1, np.int64), left[:, None], [], [], [])

    def grow(self, steps: _Steps, step: int, margin: int) -> None:
        """Do a step in every way."""
        lost, left = [self.lost], [self.left]
        parents, taken = [np.arange(len(self.lost))], [np.full(len(self.lost), -1)]
        for deviation in range(int(steps.start[step]), int(steps.start[step + 1])):
            able = np.nonzero(self.lost + steps.loss[deviation] <= margin)[0]
            lost.append(self.lost[able] + steps.loss[deviation])
            left.append(self.left[:, able] - steps.change[:, deviation][:, None])
            parents.append(able)
            taken.append(np.full(len(able), deviation))
        self.lost, self.left = np.concatenate(lost), np.concatenate(left, axis=1)
        self.steps.append(step)
        self.parents.append(np.concatenate(parents))
        self.taken.append(np.concatenate(taken))

    def keep(self, keeps: Bits) -> None:
        """Drop some ways."""
        self.lost, self.left = self.lost[keeps], self.left[:, keeps]
        self.parents[-1], self.taken[-1] = self.parents[-1][keeps], self.taken[-1][keeps]

    def read_back(self, steps: _Steps, at: Whole) -> Whole:
        """The deviation of each step in some ways, from the last step to the first."""
        taken = np.empty((len(at), len(self.steps)), np.int64)
        for place, (which, parent) in enumerate(
            zip(reversed(self.taken), reversed(self.parents), strict=True)
        ):
            taken[:, place] = which[at]
            at = parent[at]
        return taken


@dataclass(frozen=True, slots=True)
class _Steps:
    """Deviations by proposal, the proposals in the order in which they are looked at."""

    group: Whole
    """Proposal of each step."""
    start: Whole
    """First deviation of each step, and the end."""
    classes: Whole
    """By deviation."""
    loss: Whole
    change: Whole
    """Money taken, by limit and deviation."""
    freed: Whole
    """Most that all steps from one on can free, by step and limit."""
    spent: Whole
    """Most that all steps from one on can spend, by step and limit."""

    @classmethod
    def of(cls, group: Whole, classes: Whole, loss: Whole, change: Whole) -> _Steps:
        """Those whose least loss is largest come first: they are few, and leave the list short."""
        each, first = np.unique(group, return_index=True)
        least = np.minimum.reduceat(loss, first) if len(each) else loss
        rank = np.empty(len(each), np.int64)
        rank[np.lexsort((each, -least))] = np.arange(len(each))
        order = np.argsort(rank[np.searchsorted(each, group)], kind="stable")
        group, classes, loss, change = group[order], classes[order], loss[order], change[:, order]
        begins = np.ones(len(group), bool)
        begins[1:] = group[1:] != group[:-1]
        start = np.concatenate([np.nonzero(begins)[0], [len(group)]])
        return cls(
            group[start[:-1]],
            start,
            classes,
            loss,
            change,
            _from_each_on(np.maximum(-change, 0), start),
            _from_each_on(np.maximum(change, 0), start),
        )


def _from_each_on(change: Whole, start: Whole) -> Whole:
    """The sum, over a step and all after it, of the largest change in each; and 0 at the end."""
    steps = len(start) - 1
    total = np.zeros((steps + 1, len(change)), np.int64)
    if steps:
        most = np.maximum.reduceat(change, start[:-1], axis=1)
        total[:-1] = np.cumsum(most[:, ::-1], axis=1)[:, ::-1].T
    return total


@dataclass(frozen=True, slots=True)
class _Windows:
    """Which cheap parts may go with each dear part: they spend nearly all that it leaves.

    Cheap parts stand by slice of what they spend of one limit, then by what they spend of another.
    """

    order: Whole
    """Cheap parts."""
    dear: Whole
    """Dear part of each window."""
    begins: Whole
    """First place in the order."""
    counts: Whole
    """Places."""
    lines: list[int]
    """Limits in the order in which they are best tested."""

    @classmethod
    def of(cls, price: Whole, dear: _List, cheap: _List, margin: int) -> _Windows:
        if not len(dear.lost) or not len(cheap.lost):
            nothing = np.zeros(0, np.int64)
            return cls(nothing, nothing, nothing, nothing, [])
        spread = np.ptp(cheap.left, axis=1)
        told = np.argsort(-price * spread, kind="stable").tolist()
        lines = [line for line in told[:2] if price[line]]
        # What no window has looked at yet comes first.
        told = [*(line for line in told if line not in lines), *lines[::-1]]
        part, first, last = np.arange(len(dear.lost)), np.zeros(1, np.int64), np.zeros(1, np.int64)
        slices = np.zeros(len(cheap.lost), np.int64)
        if len(lines) > 1:
            low, high, spends = _range(price, dear, cheap, margin, lines[1])
            width = max(1, int(np.median(high - low)) // 4, int(np.ptp(spends)) // MOST_SLICES)
            base = int(spends.min())
            slices = (spends - base) // width
            first = np.clip((low - base) // width, 0, int(slices.max()) + 1)
            last = np.clip((high - base) // width, -1, int(slices.max()))
            times = np.maximum(last - first + 1, 0)
            part = np.repeat(part, times)
            slice_of = np.repeat(first - (np.cumsum(times) - times), times) + np.arange(len(part))
        else:
            slice_of = np.zeros(len(part), np.int64)
        if not lines:
            counts = np.full(len(part), len(slices))
            return cls(np.arange(len(slices)), part, np.zeros(len(part), np.int64), counts, told)
        low, high, spends = _range(price, dear, cheap, margin, lines[0])
        base = int(spends.min())
        span = int(np.ptp(spends)) + 2
        order = np.lexsort((spends, slices))
        compound = (slices * span + spends - base)[order]
        low, high = np.clip(low - base, 0, span - 1), np.clip(high - base + 1, 0, span - 1)
        begins = np.searchsorted(compound, slice_of * span + low[part], side="left")
        ends = np.searchsorted(compound, slice_of * span + high[part], side="left")
        counts = np.maximum(ends - begins, 0)
        some = counts > 0
        return cls(order, part[some], begins[some], counts[some], told)

    def pairs(self) -> Iterator[tuple[Whole, Whole]]:
        """A dear part and the place of a cheap one each, some at a time."""
        sums = np.cumsum(self.counts)
        first = 0
        while first < len(sums):
            before = int(sums[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(sums, before + PAIRS_AT_ONCE, "right")))
            times = self.counts[first:last]
            one = np.repeat(self.dear[first:last], times)
            shift = self.begins[first:last] - (np.cumsum(times) - times)
            yield one, np.repeat(shift, times) + np.arange(len(one))
            first = last


def _range(
    price: Whole, dear: _List, cheap: _List, margin: int, line: int
) -> tuple[Whole, Whole, Whole]:
    """The least and most that each dear part lets be spent, and what each cheap part spends."""
    idle = (margin - dear.lost) // price[line]
    # `left` of a cheap part is below 0 by what it spends.
    return dear.left[line] - idle, dear.left[line], -cheap.left[line]


def _one(parts: list[Whole]) -> Whole:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)

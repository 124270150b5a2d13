"""Which cheap part may go with which dear one: it spends nearly all the money that is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from prioritise.optimise.lagrangian.blocks import Integers
from prioritise.optimise.lagrangian.subproblem_enumeration import Enumeration

PAIRS_AT_ONCE = 500_000
"""Pairs that are held at once."""
MOST_SLICES = 64
"""Slices of what cheap parts spend."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which cheap parts may go with each dear part: they spend nearly all that it leaves.

    Cheap parts stand by slice of what they spend of one limit, then by what they spend of another.
    """

    order: Integers
    """Cheap parts."""
    dear: Integers
    """Dear part of each window."""
    begins: Integers
    """First place in the order."""
    counts: Integers
    """Places."""
    lines: list[int]
    """Limits in the order in which they are best tested."""

    @classmethod
    def of(cls, price: Integers, dear: Enumeration, cheap: Enumeration, margin: int) -> Matching:
        """The windows of all dear parts, at prices of money and within what may be lost."""
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

    def pairs(self) -> Iterator[tuple[Integers, Integers]]:
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
    price: Integers, dear: Enumeration, cheap: Enumeration, margin: int, line: int
) -> tuple[Integers, Integers, Integers]:
    """The least and most that each dear part lets be spent, and what each cheap part spends."""
    idle = (margin - dear.lost) // price[line]
    # `left` of a cheap part is below 0 by what it spends.
    return dear.left[line] - idle, dear.left[line], -cheap.left[line]

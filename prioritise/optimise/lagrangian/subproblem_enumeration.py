"""Deviations done in every way, proposal by proposal: what each way loses and leaves.

The dearest proposals come first: they are few, and leave the list short.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.lagrangian.blocks import Integers
from prioritise.optimise.lagrangian.sorted_arrays import first_places

Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(slots=True)
class Enumeration:
    """Some steps done in every way: what each way loses and leaves, and how it came about."""

    lost: Integers
    left: Integers
    """Money by limit."""
    steps: list[int]
    parents: list[Integers]
    taken: list[Integers]
    """Deviation of each step, -1 for none."""

    @classmethod
    def of(cls, left: Integers) -> Enumeration:
        """Nothing done yet, with so much money."""
        return cls(np.zeros(1, np.int64), left[:, None], [], [], [])

    def grow(self, steps: Steps, step: int, margin: int) -> None:
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

    def keep(self, keeps: Flags) -> None:
        """Drop some ways."""
        self.lost, self.left = self.lost[keeps], self.left[:, keeps]
        self.parents[-1], self.taken[-1] = self.parents[-1][keeps], self.taken[-1][keeps]

    def read_back(self, steps: Steps, at: Integers) -> Integers:
        """The deviation of each step in some ways, from the last step to the first."""
        taken = np.empty((len(at), len(self.steps)), np.int64)
        for place, (which, parent) in enumerate(
            zip(reversed(self.taken), reversed(self.parents), strict=True)
        ):
            taken[:, place] = which[at]
            at = parent[at]
        return taken


@dataclass(frozen=True, slots=True)
class Steps:
    """Deviations by proposal, the proposals in the order in which they are looked at."""

    group: Integers
    """Proposal of each step."""
    start: Integers
    """First deviation of each step, and the end."""
    classes: Integers
    """By deviation."""
    loss: Integers
    change: Integers
    """Money taken, by limit and deviation."""
    freed: Integers
    """Most that all steps from one on can free, by step and limit."""
    spent: Integers
    """Most that all steps from one on can spend, by step and limit."""

    @classmethod
    def of(cls, group: Integers, classes: Integers, loss: Integers, change: Integers) -> Steps:
        """Those whose least loss is largest come first: they are few, and leave the list short."""
        first = first_places(group)  # proposals stand in order
        each = group[first]
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


def _from_each_on(change: Integers, start: Integers) -> Integers:
    """The sum, over a step and all after it, of the largest change in each; and 0 at the end."""
    steps = len(start) - 1
    total = np.zeros((steps + 1, len(change)), np.int64)
    if steps:
        most = np.maximum.reduceat(change, start[:-1], axis=1)
        total[:-1] = np.cumsum(most[:, ::-1], axis=1)[:, ::-1].T
    return total

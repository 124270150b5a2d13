"""A whole plan in the making: ways taken, money left, and coupling rows that hold."""

from __future__ import annotations

import numpy as np

from prioritise.optimise.lagrangian.blocks import Decomposition, Integers


class RepairHeuristic:
    """Ways of all proposals that keep every budget, and perhaps not yet every coupling row.

    Parameters
    ----------
    parts : Parts
        A model taken apart.
    ways : int array
        A way of each proposal.
    """

    def __init__(self, parts: Decomposition, ways: Integers) -> None:
        self._parts = parts
        self.ways = ways.copy()
        self._usage = _usage_of(parts)
        self._left = np.concatenate([block.limits for block in parts.blocks])
        self._left = self._left - self._usage[:, ways].sum(axis=1)
        order = np.argsort(parts.coupling.way, kind="stable")
        self._tie, self._coefficient = parts.coupling.row[order], parts.coupling.coefficient[order]
        self._begins = np.searchsorted(parts.coupling.way[order], np.arange(len(parts.figures) + 1))
        self._activity = parts.activity(ways)

    @property
    def is_possible(self) -> bool:
        """Whether everything is kept."""
        coupling = self._parts.coupling
        return bool(
            (self._left >= 0).all()
            and (self._activity >= coupling.least).all()
            and (self._activity <= coupling.most).all()
        )

    def fits(self, way: int) -> bool:
        """Whether a proposal can be done otherwise, no coupling row being worse off than before."""
        group = int(self._parts.group_of[way])
        left = self._left + self._usage[:, self.ways[group]] - self._usage[:, way]
        if (left < 0).any():
            return False
        coupling = self._parts.coupling
        for tie, change in self._changes(group, way).items():
            after = int(self._activity[tie]) + change
            if (change > 0 and after > coupling.most[tie]) or (
                change < 0 and after < coupling.least[tie]
            ):
                return False
        return True

    def take(self, way: int) -> None:
        """Do a proposal in another way."""
        group = int(self._parts.group_of[way])
        for tie, change in self._changes(group, way).items():
            self._activity[tie] += change
        self._left += self._usage[:, self.ways[group]] - self._usage[:, way]
        self.ways[group] = way

    def _changes(self, group: int, way: int) -> dict[int, int]:
        changes: dict[int, int] = {}
        for each, sign in ((int(self.ways[group]), -1), (way, 1)):
            for place in range(int(self._begins[each]), int(self._begins[each + 1])):
                tie = int(self._tie[place])
                changes[tie] = changes.get(tie, 0) + sign * int(self._coefficient[place])
        return changes

    def mend(self, gain: Integers) -> None:
        """Give up what is too dear, and what breaks coupling, the least gain first."""
        self._save(gain)
        coupling, parts = self._parts.coupling, self._parts
        for _ in range(len(coupling.least)):
            broken = np.nonzero(
                (self._activity > coupling.most) | (self._activity < coupling.least)
            )[0]
            if not len(broken):
                return
            tie = int(broken[0])
            sign = 1 if self._activity[tie] > coupling.most[tie] else -1
            told = np.nonzero((coupling.row == tie) & (sign * coupling.coefficient > 0))[0]
            taken = [w for w in coupling.way[told].tolist() if self.ways[parts.group_of[w]] == w]
            firsts = [int(parts.starts[parts.group_of[w]]) for w in taken]
            able = [
                (int(gain[w]), first)
                for w, first in zip(taken, firsts, strict=True)
                if first != w and not parts.columns[first]
            ]
            if not able:
                return
            self.take(min(able)[1])

    def _save(self, gain: Integers) -> None:
        """Give up what spends money that is not there."""
        parts = self._parts
        for limit in np.nonzero(self._left < 0)[0].tolist():
            spending = self.ways[self._usage[limit, self.ways] > 0]
            for way in spending[np.argsort(gain[spending], kind="stable")].tolist():
                first = int(parts.starts[parts.group_of[way]])
                if self._left[limit] < 0 and first != way and not parts.columns[first]:
                    self.take(first)

    def fill(self, ways: Integers) -> None:
        """Take every way that brings more than what stands in its place and fits, in order."""
        figures = self._parts.figures
        for way in ways.tolist():
            group = int(self._parts.group_of[way])
            if figures[way] > figures[self.ways[group]] and self.fits(way):
                self.take(way)


def _usage_of(parts: Decomposition) -> Integers:
    """Money taken by limit of all blocks and way."""
    usage = np.zeros((sum(len(f.limits) for f in parts.blocks), len(parts.figures)), np.int64)
    row = 0
    for block in parts.blocks:
        sizes = np.diff([*block.classes, len(block.ways)])
        usage[row : row + len(block.limits), block.ways] = np.repeat(block.usage, sizes, axis=1)
        row += len(block.limits)
    return usage

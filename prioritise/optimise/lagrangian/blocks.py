"""A model taken apart: ways of doing each proposal, blocks of budgets, and coupling rows.

A way is the columns of a proposal that are 1 together: an option with its payers, or none. A block
is the budgets of streams that lie in one another, and the proposals that take money from them. A
proposal that takes money from several blocks stands in each of them. Every other row over more
than one proposal is a coupling row. Everything is read from the rows of the model, in whole
numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.model import Model

Integers = np.ndarray[Any, np.dtype[np.int64]]

LARGEST = 2**60
"""Whole numbers up to this size are added without going round."""


@dataclass(frozen=True, slots=True)
class BudgetBlock:
    """Budgets that lie in one another, and every way of the proposals that they may pay for.

    Ways that take the same money of the block, and the same of every coupling row, are one class.
    """

    groups: Integers
    """Proposals, ascending."""
    ways: Integers
    """Ways of these, by proposal and class."""
    classes: Integers
    """Place in `ways` at which each class begins."""
    starts: Integers
    """First class of each proposal, and the end."""
    usage: Integers
    """Money by limit and class."""
    limits: Integers
    """What may be spent within each limit."""


@dataclass(frozen=True, slots=True)
class CouplingRows:
    """Rows over several proposals that are no budgets: sums of coefficients within two ends."""

    row: Integers
    """Coupling row of each coefficient, ascending."""
    way: Integers
    """Way of each coefficient."""
    coefficient: Integers
    least: Integers
    """By coupling row; far below everything where there is none."""
    most: Integers
    """By coupling row; far above everything where there is none."""
    place: tuple[int, ...]
    """Row of the model."""


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A model taken apart."""

    model: Model
    starts: Integers
    """First way of each proposal, and the end."""
    figures: Integers
    """Value by way, the constant of the objective left out."""
    columns: tuple[tuple[int, ...], ...]
    """Columns that are 1, by way."""
    blocks: tuple[BudgetBlock, ...]
    """Where some proposals take no money at all, the last has no limits."""
    budgets: tuple[tuple[int, ...], ...]
    """Rows of the model, by block and limit."""
    coupling: CouplingRows
    group_of: Integers
    """Proposal of each way."""
    copies: Integers
    """Blocks that each proposal stands in."""
    is_plain: np.ndarray[Any, np.dtype[np.bool_]]
    """Whether every way of a proposal is a class of its own in all its blocks."""
    has_twins: bool
    """Whether two ways of a proposal have the same class everywhere, and the same figure."""

    def values(self, ways: Integers) -> tuple[int, ...]:
        """Column values of one way for each proposal."""
        values = [0] * len(self.model.columns)
        for way in ways.tolist():
            for column in self.columns[way]:
                values[column] = 1
        return tuple(values)

    def ways_of(self, values: Sequence[int]) -> Integers:
        """One way for each proposal, of column values that keep all rows."""
        ways = self.starts[:-1].copy()
        for way, columns in enumerate(self.columns):
            if columns and all(values[column] for column in columns):
                ways[self.group_of[way]] = way
        return ways

    def activity(self, ways: Integers) -> Integers:
        """What one way for each proposal comes to in each coupling row."""
        taken = np.zeros(len(self.figures), bool)
        taken[ways] = True
        told = taken[self.coupling.way]
        activity = np.zeros(len(self.coupling.least), np.int64)
        np.add.at(activity, self.coupling.row[told], self.coupling.coefficient[told])
        return activity

    def keep_coupling(self, ways: Integers) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which plans keep all coupling rows, given one way for each proposal of each plan."""
        coupling = self.coupling
        activity = np.zeros((len(ways), len(coupling.least)), np.int64)
        if len(coupling.row):
            taken = ways[:, self.group_of[coupling.way]] == coupling.way
            first = np.nonzero(np.diff(coupling.row, prepend=-1))[0]
            summed = np.add.reduceat(taken * coupling.coefficient, first, axis=1)
            activity[:, coupling.row[first]] = summed
        return np.asarray(((coupling.least <= activity) & (activity <= coupling.most)).all(axis=1))

"""A model taken apart: ways of doing each proposal, families of budgets, and what ties them.

A way is the columns of a proposal that are 1 together: an option with its payers, or none. A family
is the budgets of streams that lie in one another, and the proposals that take money from them. A
proposal that takes money from several families stands in each of them. Every other row over more
than one proposal is a tie. Everything is read from the rows of the model, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.model import Model

Whole = np.ndarray[Any, np.dtype[np.int64]]

LARGEST = 2**60
"""Whole numbers up to this size are added without going round."""


@dataclass(frozen=True, slots=True)
class Family:
    """Budgets that lie in one another, and every way of the proposals that they may pay for.

    Ways that take the same money of the family, and the same of every tie, are one class.
    """

    groups: Whole
    """Proposals, ascending."""
    ways: Whole
    """Ways of these, by proposal and class."""
    classes: Whole
    """Place in `ways` at which each class begins."""
    starts: Whole
    """First class of each proposal, and the end."""
    usage: Whole
    """Money by limit and class."""
    limits: Whole
    """What may be spent within each limit."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Rows over several proposals that are no budgets: sums of coefficients within two ends."""

    row: Whole
    """Tie of each coefficient."""
    way: Whole
    """Way of each coefficient."""
    coefficient: Whole
    least: Whole
    """By tie; far below everything where there is none."""
    most: Whole
    """By tie; far above everything where there is none."""
    place: tuple[int, ...]
    """Row of the model."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A model taken apart."""

    model: Model
    starts: Whole
    """First way of each proposal, and the end."""
    figures: Whole
    """Value by way, the constant of the objective left out."""
    columns: tuple[tuple[int, ...], ...]
    """Columns that are 1, by way."""
    families: tuple[Family, ...]
    """Where some proposals take no money at all, the last has no limits."""
    budgets: tuple[tuple[int, ...], ...]
    """Rows of the model, by family and limit."""
    ties: Ties
    group_of: Whole
    """Proposal of each way."""
    copies: Whole
    """Families that each proposal stands in."""
    is_plain: np.ndarray[Any, np.dtype[np.bool_]]
    """Whether every way of a proposal is a class of its own in all its families."""
    has_twins: bool
    """Whether two ways of a proposal have the same class everywhere, and the same figure."""

    def values(self, ways: Whole) -> tuple[int, ...]:
        """Column values of one way for each proposal."""
        values = [0] * len(self.model.columns)
        for way in ways.tolist():
            for column in self.columns[way]:
                values[column] = 1
        return tuple(values)

    def ways_of(self, values: Sequence[int]) -> Whole:
        """One way for each proposal, of column values that keep all rows."""
        ways = self.starts[:-1].copy()
        for way, columns in enumerate(self.columns):
            if columns and all(values[column] for column in columns):
                ways[self.group_of[way]] = way
        return ways

    def activity(self, ways: Whole) -> Whole:
        """What one way for each proposal comes to in each tie."""
        taken = np.zeros(len(self.figures), bool)
        taken[ways] = True
        told = taken[self.ties.way]
        activity = np.zeros(len(self.ties.least), np.int64)
        np.add.at(activity, self.ties.row[told], self.ties.coefficient[told])
        return activity

    def keeps_ties(self, ways: Whole) -> bool:
        """Whether one way for each proposal keeps all ties."""
        activity = self.activity(ways)
        return bool(((self.ties.least <= activity) & (activity <= self.ties.most)).all())

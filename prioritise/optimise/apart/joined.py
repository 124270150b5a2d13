"""The best of a sum of tables, each of which knows only some of the choices.

A table gives a worth for each of its own choices and each point; the best over all choices of the
sum of all tables is found choice by choice: what knows of a choice is added up, the best of it
kept, and the choice is gone. How many ways lead to the best is counted along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

TableIntegers = np.ndarray[Any, np.dtype[np.int64]]

MOST_CELLS = 2_000_000
"""Cells of one table."""
IMPOSSIBLE = -(2**57)
"""Worth of what cannot be; a dozen of them are still a whole number of 64 bits."""
SEVERAL = 2
"""As far as ways to the best are counted."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """Worth and number of ways, by choice in ascending order and, last, by point."""

    choices: tuple[int, ...]
    worth: TableIntegers
    ways: TableIntegers


@dataclass(frozen=True, slots=True)
class Summit:
    """The best at each point."""

    worth: TableIntegers
    """By point."""
    ways: TableIntegers
    """How many ways lead to it, by point; more than one is `SEVERAL`."""
    taken: TableIntegers
    """What is taken, by choice and point."""


def best_sum(tables: Sequence[Tabled], sizes: Sequence[int], points: int) -> Summit | None:
    """The best of the sum of all tables at each point; none where that takes too large a table.

    Parameters
    ----------
    tables : sequence of Tabled
        What is added up.
    sizes : sequence of int
        Ways of each choice.
    points : int
        Number of points.
    """
    left = list(tables)
    taken: list[tuple[int, tuple[int, ...], TableIntegers]] = []
    for _ in sizes:
        gone = {choice for choice, _, _ in taken}
        choice = min(
            (c for c in range(len(sizes)) if c not in gone),
            key=lambda c: (_cells(left, c, sizes), c),
        )
        if _cells(left, choice, sizes) * points > MOST_CELLS:
            return None
        knowing = [table for table in left if choice in table.choices]
        left = [table for table in left if choice not in table.choices]
        total = _added(knowing, points)
        axis = total.choices.index(choice)
        worth = total.worth.max(axis=axis)
        is_best = total.worth == np.expand_dims(worth, axis)
        ways = np.minimum((total.ways * is_best).sum(axis=axis), SEVERAL)
        rest = tuple(c for c in total.choices if c != choice)
        taken.append((choice, rest, total.worth.argmax(axis=axis)))
        left.append(Tabled(rest, np.maximum(worth, IMPOSSIBLE), ways))
    total = _added(left, points)
    found = np.zeros((len(sizes), points), np.int64)
    every = np.arange(points)
    for choice, rest, number in reversed(taken):
        found[choice] = number[(*(found[c] for c in rest), every)]
    return Summit(total.worth, total.ways, found)


def _cells(tables: Sequence[Tabled], choice: int, sizes: Sequence[int]) -> int:
    known = {c for table in tables if choice in table.choices for c in table.choices}
    return prod(sizes[c] for c in sorted(known))


def _added(tables: Sequence[Tabled], points: int) -> Tabled:
    choices = tuple(sorted({c for table in tables for c in table.choices}))
    worth: TableIntegers = np.zeros((1,) * len(choices) + (points,), np.int64)
    ways: TableIntegers = np.ones_like(worth)
    for table in tables:
        places = iter(table.worth.shape)
        shape = [next(places) if c in table.choices else 1 for c in choices]
        # Clipped each time: many that are impossible would go round.
        worth = np.maximum(worth + table.worth.reshape((*shape, points)), IMPOSSIBLE)
        ways = np.minimum(ways * table.ways.reshape((*shape, points)), SEVERAL)
    return Tabled(choices, worth, ways)

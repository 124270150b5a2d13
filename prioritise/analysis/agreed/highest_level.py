"""The highest level that all of several amounts can reach together, found by asking and proven.

A question is whether some shortlist lifts all of them to a level, or above it. Halving what lies
between a level that is reached and one that cannot be is quick at first; the end is exact: nothing
lies strictly above the level of the list that is given.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

HALVINGS = 6
"""Questions that halve what is open; after them it is a 64th, and the rest goes step by step."""

Answer = TypeVar("Answer")


def highest_level(
    ask: Callable[[Fraction, bool], Answer | None],
    level_of: Callable[[Answer], Fraction],
    known: Answer,
    top: Fraction,
) -> Answer:
    """A list of the highest level.

    Parameters
    ----------
    ask : callable
        Given a level and whether all have to be strictly above it: a list, or none where none is
        possible.
    level_of : callable
        The level that a list reaches.
    known : Answer
        A list that is known.
    top : Fraction
        A level that no list exceeds.
    """
    best = known
    for _ in range(HALVINGS):
        level = level_of(best)
        if level >= top:
            return best
        middle = (level + top) / 2
        found = ask(middle, False)
        if found is None:
            top = middle
        else:
            best = found
    while level_of(best) < top:
        found = ask(level_of(best), True)
        if found is None:
            break
        best = found
    return best

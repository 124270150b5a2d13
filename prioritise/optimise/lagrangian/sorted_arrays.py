"""What is distinct in an array, and what is among others: a tenth of a second sooner than numpy's.

numpy's own `unique` and `isin` load its masked arrays the first time, which takes as long as all of
a small programme.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from prioritise.optimise.lagrangian.blocks import Integers


def first_places(ascending: Integers) -> Integers:
    """The first place of each number in an array that is in order."""
    is_new = np.ones(len(ascending), bool)
    is_new[1:] = ascending[1:] != ascending[:-1]
    return np.asarray(np.nonzero(is_new)[0])


def distinct(numbers: Integers) -> Integers:
    """Each number once, in order."""
    ascending = np.sort(numbers)
    return np.asarray(ascending[first_places(ascending)])


def are_among(places: Integers, others: Integers) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which numbers, none below 0, stand among others."""
    size = 1 + max(int(places.max(initial=0)), int(others.max(initial=0)))
    told = np.zeros(size, bool)
    told[others] = True
    return np.asarray(told[places])

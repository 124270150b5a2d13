"""Bounds between points: what is known at some weights, carried to the weights between them.

The most points that any plan outside known ones can have is convex in the weights, so at a mixture
of points it is at most the mixture of the bounds there. Which points to mix is sought in floating
point, by a linear programme of as many rows as there are criteria; what comes out is computed anew
in whole numbers, so nothing rests on the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from prioritise.programme.sampling import WHOLE, Shares

UNKNOWN = 1e7
"""Bound at the corners of all weights, where nothing is known."""
STEPS = 500
"""Steps of the simplex method at most; after that the best basis so far does."""
_ZERO = 1e-9
_LITTLE = 1e-7
"""Gains below it, in points, are taken for rounding."""

Corners = tuple[int, ...]
"""Places of points that are mixed; negative for a corner of all weights."""


@dataclass(frozen=True, slots=True)
class BoundPoint:
    """Weights at which something is known of all plans outside the known ones."""

    shares: Shares
    bound: Fraction
    """Points that none of them exceeds."""


def cells(
    points: Sequence[BoundPoint], draws: Sequence[Shares]
) -> Iterator[tuple[Corners, list[int]]]:
    """The points whose mixture bounds best at some draws, with the places of those draws."""
    count = len(draws[0]) if draws else 0
    places = np.vstack([WHOLE * np.eye(count), *(np.array([p.shares], float) for p in points)])
    bounds = np.array([UNKNOWN] * count + [float(point.bound) for point in points])
    wanted = np.array(draws, dtype=float).reshape(len(draws), count)
    left = np.arange(len(draws))
    while len(left):
        basis, _ = simplex(places.T, wanted[left[0]], bounds, list(range(count)))
        mixed: Any = np.linalg.solve(places[basis].T, wanted[left].T)
        within: Any = np.all(mixed >= -_ZERO, axis=0)
        within[0] = True
        yield tuple(sorted(column - count for column in basis)), [int(i) for i in left[within]]
        left = left[~within]


def mixture(points: Sequence[BoundPoint], corners: Corners) -> Mixture | None:
    """How weights are mixed from corners; none where nothing is known at one of them."""
    if min(corners) < 0:
        return None
    chosen = [points[corner] for corner in corners]
    inverse = _inverse([list(point.shares) for point in chosen])
    if inverse is None:
        return None
    whole = lcm(*(entry.denominator for row in inverse for entry in row))
    parts = [[int(entry * whole) for entry in row] for row in inverse]
    fine = lcm(*(point.bound.denominator for point in chosen))
    return Mixture(parts, whole, [int(point.bound * fine) for point in chosen], fine)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Corners as exact whole numbers."""

    parts: list[list[int]]
    """Inverse of the corners' weights, times `whole`."""
    whole: int
    bounds: list[int]
    """Bounds at the corners, times `fine`."""
    fine: int

    def at(self, shares: Shares) -> tuple[Fraction, int] | None:
        """The bound at some weights, and how many corners it rests on; none outside of them."""
        mixed = [
            sum(share * row[corner] for share, row in zip(shares, self.parts, strict=True))
            for corner in range(len(self.bounds))
        ]
        if min(mixed) < 0:
            return None
        bound = sum(part * bound for part, bound in zip(mixed, self.bounds, strict=True))
        return Fraction(bound, self.whole * self.fine), sum(part > 0 for part in mixed)


def deepest(corners: Sequence[BoundPoint], plans: Any) -> Shares | None:
    """The mixture at which the best of the known plans lies farthest below the mixed bound.

    Parameters
    ----------
    corners : sequence of Point
        Points that are mixed.
    plans : array
        Points of each known plan for the full weight of each criterion: plan by criterion.
    """
    places = np.array([point.shares for point in corners], dtype=float)
    short = np.array([[float(point.bound) for point in corners]]) - plans @ places.T / WHOLE
    least = short.min() - 1
    number, count = short.shape
    # The least s for which some blend of plans is short by s at most at every corner: the prices
    # of the corners are the mixture that is looked for.
    sides = np.zeros((count + 1, number + 1 + count))
    sides[:count, :number] = least - short.T
    sides[:count, number] = 1
    sides[:count, number + 1 :] = -np.eye(count)
    sides[count, :number] = 1
    limits, costs = np.zeros(count + 1), np.zeros(number + 1 + count)
    limits[count] = costs[number] = 1
    first = int(np.argmax(short[0]))
    slacks = [number + 1 + corner for corner in range(count) if corner != first]
    _, prices = simplex(sides, limits, costs, [0, number, *slacks])
    parts = np.clip(prices[:count], 0, None)
    if not parts.sum() > 0:
        return None
    return whole_shares(parts @ places / parts.sum())


def around(draws: Sequence[Shares]) -> list[Shares]:
    """A few points, with nearly all draws between them; shares may fall below 0."""
    cloud = np.array(draws, dtype=float)
    middle = cloud.mean(axis=0)
    _, spreads, axes = np.linalg.svd(cloud - middle, full_matrices=False)
    kept = [place for place, spread in enumerate(spreads) if spread > 1e-6 * max(spreads[0], 1)]
    scaled = (cloud - middle) @ axes[kept].T / spreads[kept]
    reach = 1.02 * float(np.abs(scaled).sum(axis=1).max()) if kept else 0.0
    return [
        whole_shares(middle + side * reach * spreads[place] * axes[place])
        for place in kept
        for side in (1, -1)
    ]


def whole_shares(shares: Any) -> Shares:
    """Shares as whole thousandths that add up; the first takes what rounding leaves."""
    found = [round(float(share)) for share in shares]
    found[0] += WHOLE - sum(found)
    return tuple(found)


def simplex(sides: Any, limits: Any, costs: Any, basis: list[int]) -> tuple[list[int], Any]:
    """A basis of least cost for sides x = limits, x >= 0, and the prices of the rows."""
    prices = np.zeros(len(limits))
    for _ in range(STEPS):
        square = sides[:, basis]
        values = np.linalg.solve(square, limits)
        prices = np.linalg.solve(square.T, costs[basis])
        gains = costs - prices @ sides
        column = int(np.argmin(gains))
        if gains[column] > -_LITTLE:
            break
        change = np.linalg.solve(square, sides[:, column])
        rising = change > _ZERO
        if not rising.any():
            break
        ratios = np.where(rising, values / np.where(rising, change, 1), np.inf)
        basis = list(basis)
        basis[int(np.argmin(ratios))] = column
    return basis, prices


def _inverse(rows: list[list[int]]) -> list[list[Fraction]] | None:
    """The inverse of a square of whole numbers; none where there is none."""
    count = len(rows)
    work = [
        [Fraction(number) for number in row] + [Fraction(int(i == j)) for j in range(count)]
        for i, row in enumerate(rows)
    ]
    for place in range(count):
        pivot = next((row for row in range(place, count) if work[row][place]), None)
        if pivot is None:
            return None
        work[place], work[pivot] = work[pivot], work[place]
        work[place] = [entry / work[place][place] for entry in work[place]]
        for row in range(count):
            if row != place and work[row][place]:
                factor = work[row][place]
                work[row] = [
                    one - factor * other for one, other in zip(work[row], work[place], strict=True)
                ]
    return [row[count:] for row in work]

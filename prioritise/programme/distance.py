"""How far apart two places are, as the crow flies."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

Point = tuple[float, float]
"""Degrees north and east."""


def kilometres(start: Point, end: Point) -> float:
    """Length of the great circle between two places."""
    north, other_north = radians(start[0]), radians(end[0])
    half_north, half_east = (other_north - north) / 2, radians(end[1] - start[1]) / 2
    square = sin(half_north) ** 2 + cos(north) * cos(other_north) * sin(half_east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))

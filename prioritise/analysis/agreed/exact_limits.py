"""Limits that tell two neighbouring amounts apart, as decimals that a rule can hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor


def decimal_within(above: Fraction, up_to: Fraction) -> Decimal:
    """A short decimal that is more than one amount and at most another.

    Raises
    ------
    ValueError
        The first is not below the second.
    """
    if above >= up_to:
        raise ValueError(f"{above} is not below {up_to}")
    places = 0
    while Fraction(floor(up_to * 10**places), 10**places) <= above:
        places += 1
    return Decimal(floor(up_to * 10**places)).scaleb(-places)


def next_above(amount: Fraction, steps: int) -> Fraction:
    """The least multiple of a step that is more than an amount, with so many steps in a unit."""
    return Fraction(floor(amount * steps) + 1, steps)


def at_or_above(amount: Fraction, steps: int) -> Fraction:
    """The least multiple of a step that is not less than an amount."""
    return Fraction(ceil(amount * steps), steps)

"""Figures as a screen shows them: rounded, in a unit that keeps them short. Files stay exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from prioritise.programme.money import PENCE_PER_UNIT

UNITS = ("£", "£k", "£m")
LARGEST_SHORT = 1_000_000
"""Amounts from here on are shown in the next larger unit."""
SMALL = 100
"""Amounts below this keep one decimal place."""


@dataclass(frozen=True, slots=True)
class Money:
    """The unit of all amounts in one table, and how they are written in it."""

    unit: str
    places: int

    @classmethod
    def fitting(cls, amounts: Iterable[int], unit: str) -> Money:
        """The programme's unit, or a larger one where amounts in pence would be long in it."""
        largest = max(amounts, default=0)
        units = UNITS[UNITS.index(unit) :]
        chosen = next(
            (each for each in units if largest < LARGEST_SHORT * PENCE_PER_UNIT[each]), units[-1]
        )
        return cls(chosen, 1 if largest < SMALL * PENCE_PER_UNIT[chosen] else 0)

    def text(self, pence: int) -> str:
        """An amount, without its unit."""
        return f"{Decimal(pence) / PENCE_PER_UNIT[self.unit]:,.{self.places}f}"


def points(value: Fraction) -> str:
    """Points to two places."""
    return f"{float(value):,.2f}"


def short_points(value: Fraction) -> str:
    """Points to two places, without idle zeros."""
    return points(value).rstrip("0").rstrip(".")


def rounded_up(value: Fraction) -> Fraction:
    """The next hundredth, so that what is called the most is the most."""
    return Fraction(ceil(value * 100), 100)


def bar(share: Fraction, width: int, *, plain: bool) -> str:
    """A bar of so many cells; in plain signs where the terminal knows no others."""
    eighths = round(min(max(share, Fraction(0)), Fraction(1)) * width * 8)
    if plain:
        full = round(eighths / 8)
        return "#" * full + "." * (width - full)
    full, part = divmod(eighths, 8)
    return ("█" * full + " ▏▎▍▌▋▊▉"[part]).ljust(width)[:width]

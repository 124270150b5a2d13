"""Figures as a screen shows them: rounded, in a unit that keeps them short. Files stay exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from prioritise.programme.money import PENCE_PER_UNIT, half_even

UNITS = ("£", "£k", "£m")
LARGEST_SHORT = 1_000_000
"""Amounts from here on are shown in the next larger unit."""
SMALL = 100
"""Amounts below this keep one decimal place."""
_EXACT = 10_000
"""Pounds below which a short amount is said to the pound."""


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


def short_money(pence: int) -> str:
    """About how much: `£1.2bn`, `£96.9m`, `£340k`, `£1,250`."""
    sign, size = ("-", -pence) if pence < 0 else ("", pence)
    pounds, thousands = half_even(size, 10**2), half_even(size, 10**5)
    if pounds < _EXACT:
        return f"{sign}£{pounds:,}"
    if thousands < 1000:
        return f"{sign}£{thousands:,}k"
    tenths, letter = half_even(size, 10**7), "m"
    if tenths >= 10_000:
        tenths, letter = half_even(size, 10**10), "bn"
    return f"{sign}£{tenths // 10:,}.{tenths % 10}{letter}"


def decimals(number: Fraction | float | Decimal, places: int) -> str:
    """A number with commas and so many decimal places, halves to even."""
    top, bottom = number.as_integer_ratio()
    rounded = Decimal(half_even(top * 10**places, bottom)).scaleb(-places)
    return f"{rounded:,.{places}f}"


def percent(
    share: Fraction | float | Decimal, *, short: bool = False, places: int | None = None
) -> str:
    """A share in per cent; never 0% or 100% where it is not just that.

    Parameters
    ----------
    short
        Whether `<1%` stands for `under 1%`, as where columns are narrow.
    places
        Decimal places, where small differences count; then it is what it rounds to.
    """
    exact = Fraction(share)
    if places is not None:
        return f"{decimals(exact * 100, places)}%"
    if 0 < exact < Fraction(1, 200):
        return "<1%" if short else "under 1%"
    if Fraction(199, 200) < exact < 1:
        return ">99%" if short else "over 99%"
    return f"{decimals(exact * 100, 0)}%"


def points(value: Fraction) -> str:
    """Points to two places."""
    return decimals(value, 2)


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

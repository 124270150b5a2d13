"""Figures for a page that people read rather than work in: short, with their unit, never cut."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from prioritise.programme.money import half_even

_EXACT = 10_000
"""Pounds below which an amount is said to the pound."""


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


def percent(share: Fraction | float | Decimal) -> str:
    """A share in per cent; never 0% or 100% where it is not just that."""
    exact = Fraction(share)
    if 0 < exact < Fraction(1, 200):
        return "under 1%"
    if Fraction(199, 200) < exact < 1:
        return "over 99%"
    return f"{half_even(exact.numerator * 100, exact.denominator)}%"


def count(number: int, one: str, many: str = "") -> str:
    """`1 proposal`, `12 proposals`, `no proposals`."""
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"


def shares(amounts: Iterable[int], whole: int) -> list[Fraction]:
    """Each amount as a share of the whole."""
    return [Fraction(amount, whole) if whole else Fraction(0) for amount in amounts]


def fixed_words(text: str, places: int) -> str:
    """A number from a table with commas and so many places, to stand below others."""
    return f"{Decimal(text):,.{places}f}" if text else "–"


def decimal_words(text: str, places: int = 2) -> str:
    """A number from a table with commas, at most so many places, without idle zeros."""
    if not text:
        return "–"
    number = f"{Decimal(text):,.{places}f}"
    return number.rstrip("0").rstrip(".") if "." in number else number

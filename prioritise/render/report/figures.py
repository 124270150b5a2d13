"""Figures for a page that people read rather than work in: short, with their unit, never cut."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.views.rounding import decimals


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
    return decimals(Decimal(text), places) if text else "–"


def decimal_words(text: str, places: int = 2) -> str:
    """A number from a table with commas, at most so many places, without idle zeros."""
    if not text:
        return "–"
    number = decimals(Decimal(text), places)
    return number.rstrip("0").rstrip(".") if "." in number else number


def large_unit(amounts: Iterable[int]) -> tuple[str, int]:
    """£m for large amounts, £k for others, and the pence of one."""
    largest = max(amounts, default=0)
    unit = "£m" if largest >= 10**8 else "£k"
    return unit, PENCE_PER_UNIT[unit]


def plain_number(number: float) -> str:
    """A figure beside a tick of a chart."""
    return f"{number:,.6g}"

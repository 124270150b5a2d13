"""Exact money: every amount inside the package is a whole number of pence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Unit = Literal["£", "£k", "£m"]

PENCE_PER_UNIT: dict[str, int] = {"£": 100, "£k": 100_000, "£m": 100_000_000}


def to_pence(amount: Decimal, unit: str) -> int:
    """An amount in the declared unit as pence; `ValueError` where it is finer than a penny."""
    pence = amount * PENCE_PER_UNIT[unit]
    if pence != pence.to_integral_value():
        raise ValueError(f"{amount} {unit} is finer than a penny")
    return int(pence)


def from_pence(pence: int, unit: str) -> Decimal:
    """Pence as an exact amount in the declared unit, without idle zeros."""
    return plain(Decimal(pence) / PENCE_PER_UNIT[unit])


def plain(number: Decimal) -> Decimal:
    """The same number without idle zeros and without an exponent."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def money_text(pence: int, unit: str) -> str:
    """Pence in words: `£1,234.5k`, with a minus sign in front where money is missing."""
    amount = from_pence(abs(pence), unit)
    return f"{'-' if pence < 0 else ''}£{amount:,f}{unit[1:]}"


def rounded(amount: Fraction) -> int:
    """The nearest whole penny, halves to the even one."""
    return round(amount)


def shared(pence: int, parts: int) -> tuple[int, ...]:
    """An amount in equal parts; left-over pennies go to the first parts."""
    each, left_over = divmod(pence, parts)
    return tuple(each + 1 if part < left_over else each for part in range(parts))


def total(amounts: Sequence[Sequence[int]], years: int) -> tuple[int, ...]:
    """Column sums of rows of amounts, one figure a year."""
    return tuple(sum(row[year] for row in amounts) for year in range(years))

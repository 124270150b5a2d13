"""Exact money: every amount inside the package is a whole number of pence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Unit = Literal["£", "£k", "£m"]

PLACES_OF_UNIT: dict[str, int] = {"£": 2, "£k": 5, "£m": 8}
"""Decimal places of a penny in each unit."""
PENCE_PER_UNIT: dict[str, int] = {unit: 10**places for unit, places in PLACES_OF_UNIT.items()}


def to_pence(amount: Decimal, unit: str) -> int:
    """An amount in the declared unit as pence; `ValueError` where it is finer than a penny."""
    pence = amount * PENCE_PER_UNIT[unit]
    if pence != pence.to_integral_value():
        raise ValueError(f"{amount} {unit} is finer than a penny")
    return int(pence)


def amount_text(pence: int, unit: str) -> str:
    """Pence as an exact amount in the declared unit, without idle zeros."""
    return decimal_text(pence, PLACES_OF_UNIT[unit])


def money_text(pence: int, unit: str) -> str:
    """Pence in words: `£1,234.5k`, with a minus sign in front where money is missing."""
    if not pence:
        return "£0"
    whole, point, rest = decimal_text(abs(pence), PLACES_OF_UNIT[unit]).partition(".")
    if unit == "£" and rest:
        rest = rest.ljust(2, "0")
    return f"{'-' if pence < 0 else ''}£{int(whole):,}{point}{rest}{unit[1:]}"


def decimal_text(number: int, places: int) -> str:
    """A whole number of 10 to the minus `places` as an exact decimal, without idle zeros."""
    if not number:
        return "0"
    whole, rest = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{rest:0{places}}".rstrip("0")


def plain(number: Decimal) -> Decimal:
    """The same number without idle zeros and without an exponent."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def half_even(top: int, bottom: int) -> int:
    """The whole number nearest to a quotient, halves to the even one; quicker than by fractions."""
    whole, rest = divmod(top, bottom)
    twice = 2 * rest
    return whole + (twice > bottom or (twice == bottom and whole % 2 == 1))


def rounded(amount: Fraction) -> int:
    """The nearest whole penny, halves to the even one."""
    return round(amount)


def in_proportion(pence: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount in parts as some weights are, each running total rounded to whole pence.

    Where they weigh nothing the first part is all of it.
    """
    total, parts, before, weight = sum(weights), [], 0, 0
    for each in weights:
        weight += each
        reached = half_even(pence * weight, total) if total else pence
        parts.append(reached - before)
        before = reached
    return tuple(parts)


def shared(pence: int, parts: int) -> tuple[int, ...]:
    """An amount in equal parts; left-over pennies go to the first parts."""
    each, left_over = divmod(pence, parts)
    return tuple(each + 1 if part < left_over else each for part in range(parts))

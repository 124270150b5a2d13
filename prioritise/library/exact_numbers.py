"""Numbers as a person writes them, taken for just what is written: 0.9 is nine tenths."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from prioritise.programme.faults import UsageError

WrittenNumber = int | float | str | Decimal | Fraction
"""A number that a person writes: `0.9`, `"0.9"` and `Decimal("0.9")` are the same one."""


def exact(number: WrittenNumber, name: str = "number") -> Decimal:
    """The decimal that was written.

    Parameters
    ----------
    number
        A float is taken for the shortest decimal that stands for it, so that 0.9 means nine tenths.
    name : str
        What messages call it.

    Raises
    ------
    UsageError
        It is no finite number, or a fraction without an exact decimal.
    """
    if isinstance(number, Fraction):
        found = Decimal(number.numerator) / Decimal(number.denominator)
        if Fraction(found) != number:
            raise UsageError(f"{name}: {number} has no exact decimal; write it as one")
        return found
    try:
        found = Decimal(str(number).replace(",", ""))
    except InvalidOperation:
        raise UsageError(f"{name}: {number!r} is no number") from None
    if isinstance(number, bool) or not found.is_finite():
        raise UsageError(f"{name}: {number!r} is no number")
    return found

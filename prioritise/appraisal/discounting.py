"""What a pound of a later year is worth in the first one.

The first year is not discounted. Each later year is discounted by the rate that holds in it, on top
of all years before: with 3.5% to year 30 and 3% from year 31,

    factor of year 31 = 1 / (1.035^30 * 1.03)

Years before the first one are compounded at the first rate. A present value of another base year is
that of the first one, divided by the factor of the base year.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


class Discounting:
    """Discount factors by the number of the year; the first is 0.

    Parameters
    ----------
    rates
        Rate by the number of the year from which it holds, the first of them 1.
    base
        Number of the year whose present values are asked for; below 0 it lies before the first.
    """

    def __init__(self, rates: Mapping[int, Decimal], base: int = 0) -> None:
        self._rates = {year: Fraction(rate) for year, rate in sorted(rates.items())}
        self._factors = [Fraction(1)]
        self._base = self._from_first(base)

    def rate(self, year: int) -> Fraction:
        """The rate that holds in a year after the first."""
        return [rate for start, rate in self._rates.items() if start <= year][-1]

    def factor(self, year: int) -> Fraction:
        """What a pound of a year is worth in the base year."""
        return self._from_first(year) / self._base

    def _from_first(self, year: int) -> Fraction:
        if year < 0:
            return (1 + self.rate(1)) ** -year
        while len(self._factors) <= year:
            step = 1 + self.rate(len(self._factors))
            self._factors.append(self._factors[-1] / step)
        return self._factors[year]

"""What a pound of a later year is worth in the first one.

The first year is not discounted. Each later year is discounted by the rate that holds in it, on top
of all years before: with 3.5% to year 30 and 3% from year 31,

    factor of year 31 = 1 / (1.035^30 * 1.03)
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


class Discounting:
    """Discount factors by the number of the year; the first is 0."""

    def __init__(self, rates: Mapping[int, Decimal]) -> None:
        self._rates = {year: Fraction(rate) for year, rate in sorted(rates.items())}
        self._factors = [Fraction(1)]

    def rate(self, year: int) -> Fraction:
        """The rate that holds in a year after the first."""
        return [rate for start, rate in self._rates.items() if start <= year][-1]

    def factor(self, year: int) -> Fraction:
        """What a pound of a year is worth in the first one."""
        while len(self._factors) <= year:
            step = 1 + self.rate(len(self._factors))
            self._factors.append(self._factors[-1] / step)
        return self._factors[year]

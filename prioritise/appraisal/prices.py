"""Prices of one year in those of another: cash becomes real."""

from __future__ import annotations

from fractions import Fraction

from prioritise.programme.appraised import Appraisal


class PriceIndex:
    """The index of prices by year.

    Between the first and the last deflator that are given they are the index; before and after them
    prices rise by `inflation` a year, as they do throughout where none is given.
    """

    def __init__(self, said: Appraisal, base: int) -> None:
        self.base = base
        """Year in whose prices everything is put."""
        self._rise = 1 + Fraction(said.inflation)
        known = {year: Fraction(index) for year, index in said.prices.items()}
        self._known = known or {base: Fraction(1)}
        self._first, self._last = min(self._known), max(self._known)

    def index(self, year: int) -> Fraction:
        """The index of a year."""
        near = min(max(year, self._first), self._last)
        return self._known[near] * self._rise ** (year - near)

    def of(self, year: int) -> Fraction:
        """Factor that puts an amount in a year's prices into those of the base."""
        return self.index(self.base) / self.index(year)

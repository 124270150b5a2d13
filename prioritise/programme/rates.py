"""Rates of appraisal as published: each once, named, with its source and its date.

A programme may put its own in place of any of them; every output names those that it used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RateSource:
    """Where a figure comes from."""

    title: str
    """Who published it, and under what title."""
    date: str
    """Year of the edition."""

    def __str__(self) -> str:
        return f"{self.title}, {self.date}"


GREEN_BOOK = RateSource("HM Treasury, The Green Book, annex 6", "2022")
"""Social time preference rate; the steps have been the same since 2003."""
HORIZON = RateSource("HM Treasury, The Green Book, on time horizons", "2022")
OPTIMISM_GUIDANCE = RateSource(
    "HM Treasury, Supplementary Green Book guidance: optimism bias, table 1", "2013"
)
"""The figures are those of the review by Mott MacDonald, 2002, table 2."""
INFLATION_TARGET = RateSource("Bank of England, inflation target", "2003")
"""The Green Book of 2003 names it as the general deflator of the long run."""

DISCOUNT_RATES: Mapping[int, Decimal] = {
    1: Decimal("0.035"),
    31: Decimal("0.03"),
    76: Decimal("0.025"),
}
"""Discount rate by the year from which it holds; year 0 is the first and is not discounted."""
PERIOD = 60
"""Years that are appraised, the first included: buildings and infrastructure."""
INFLATION = Decimal("0.02")
"""Rise of prices in a year for which no deflator is given."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Optimism bias of capital cost, as shares of it."""

    upper: Decimal
    """Where nothing is mitigated."""
    lower: Decimal
    """What mitigation seldom goes below."""


OPTIMISM: Mapping[str, Bounds] = {
    "standard buildings": Bounds(Decimal("0.24"), Decimal("0.02")),
    "non-standard buildings": Bounds(Decimal("0.51"), Decimal("0.04")),
    "standard civil engineering": Bounds(Decimal("0.44"), Decimal("0.03")),
    "non-standard civil engineering": Bounds(Decimal("0.66"), Decimal("0.06")),
    "equipment": Bounds(Decimal(2), Decimal("0.1")),
}
"""Optimism bias by type of project."""

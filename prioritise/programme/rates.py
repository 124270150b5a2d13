"""Rates of appraisal as published: each once, named, with its source, its edition and its date.

A programme may put its own in place of any of them; every output names those that it used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class RateSource:
    """Where a figure comes from."""

    title: str
    """Who published it, and under what title."""
    date: str
    """Year of the edition, or its month and year."""

    def __str__(self) -> str:
        return f"{self.title}, {self.date}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Discount rates that decline over time."""

    source: RateSource
    """Where they come from."""
    rates: Mapping[int, Decimal]
    """Rate by the year from which it holds; year 0 is the first and is not discounted."""


def _schedule(source: RateSource, *rates: str) -> Schedule:
    """A schedule in percent whose steps are those that the Green Book has."""
    return Schedule(
        source, {year: Decimal(rate) / 100 for year, rate in zip(_STEPS, rates, strict=True)}
    )


_STEPS = (1, 31, 76, 126, 201, 301)
GREEN_BOOK = RateSource("HM Treasury, The Green Book, chapter 6 on discounting", "February 2026")
"""The steps of the standard rates have been the same since 2003."""
GREEN_BOOK_HEALTH = RateSource(
    "HM Treasury, The Green Book, chapter 6, health rates", "February 2026"
)
"""For benefits that are years of life and health."""
GREEN_BOOK_LOWER = RateSource(
    "HM Treasury, The Green Book, chapter 6, additional test with lower rates", "February 2026"
)
"""Beside the standard rates, for horizons of more than 50 years; never in their place."""

ScheduleName = Literal["green-book-2026", "green-book-2026-health", "green-book-2026-lower"]
STANDARD: ScheduleName = "green-book-2026"
HEALTH: ScheduleName = "green-book-2026-health"
LOWER: ScheduleName = "green-book-2026-lower"
SCHEDULES: Mapping[str, Schedule] = {
    STANDARD: _schedule(GREEN_BOOK, "3.5", "3", "2.5", "2", "1.5", "1"),
    HEALTH: _schedule(GREEN_BOOK_HEALTH, "1.5", "1.29", "1.07", "0.86", "0.64", "0.43"),
    LOWER: _schedule(GREEN_BOOK_LOWER, "3", "2.57", "2.14", "1.71", "1.29", "0.86"),
}
"""Published schedules by name; Department for Transport, TAG, forthcoming change of April 2026,
prints all three side by side."""
LOWER_TEST_BEYOND = 50
"""Years of horizon beyond which the additional test is asked for."""

HORIZON = RateSource("HM Treasury, The Green Book, on time horizons", "2022")
PERIOD = 60
"""Years that are appraised, the first included: buildings and infrastructure."""

INFLATION_TARGET = RateSource("Bank of England, inflation target", "2003")
"""The Green Book of 2003 names it as the general deflator of the long run."""
INFLATION = Decimal("0.02")
"""Rise of prices in a year for which no deflator is given."""

OPTIMISM_GUIDANCE = RateSource(
    "HM Treasury, Supplementary Green Book guidance: optimism bias, table 1", "2013"
)
"""The figures are those of the review by Mott MacDonald, 2002, table 2."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Optimism bias of a type of project, as shares of its cost and of the time that it takes."""

    upper: Decimal
    """Of cost, where nothing is mitigated."""
    lower: Decimal
    """Of cost, what mitigation seldom goes below."""
    works_upper: Decimal = Decimal(0)
    """Of the duration of works, where nothing is mitigated."""
    works_lower: Decimal = Decimal(0)
    """Of the duration of works, what mitigation seldom goes below."""


def _bounds(*percent: int) -> Bounds:
    return Bounds(*(Decimal(figure) / 100 for figure in percent))


OUTSOURCING = "outsourcing"
"""The type whose bias is of operating cost; all others are of capital cost."""
OPTIMISM: Mapping[str, Bounds] = {
    "standard buildings": _bounds(24, 2, 4, 1),
    "non-standard buildings": _bounds(51, 4, 39, 2),
    "standard civil engineering": _bounds(44, 3, 20, 1),
    "non-standard civil engineering": _bounds(66, 6, 25, 3),
    "equipment": _bounds(200, 10, 54, 10),
    OUTSOURCING: _bounds(41, 0),
}
"""Optimism bias by type of project."""


@dataclass(frozen=True, slots=True)
class UnitValue:
    """What one of something is worth, in pounds."""

    source: RateSource
    """Where it comes from."""
    prices: str
    """Year in whose prices it is."""
    central: Mapping[int, Decimal]
    """Pounds by year; a single one, of year 0, holds in every year."""
    low: Fraction
    """Share of the central value for a low one."""
    high: Fraction
    """Share of the central value for a high one."""

    def of(self, year: int) -> Decimal:
        """Pounds in a year: those of the nearest year for which a value is published."""
        return self.central[min(max(year, min(self.central)), max(self.central))]


_CARBON = """
253.19 257.05 260.96 264.93 268.97 273.06 277.22 281.44 285.73 290.08
294.50 298.98 303.54 308.16 312.85 317.62 322.45 327.36 332.35 337.41
342.55 347.69 352.90 358.20 363.57 369.02 374.56 380.18 385.88 391.67
397.54
"""
"""Pounds for a tonne, central series, from 2020 to 2050."""
WELLBEING, CARBON = "wellbeing", "carbon"
UNIT_VALUES: Mapping[str, UnitValue] = {
    WELLBEING: UnitValue(
        RateSource("HM Treasury, Wellbeing guidance for appraisal, value of a WELLBY", "July 2021"),
        "2019",
        {0: Decimal(13000)},
        Fraction(10, 13),
        Fraction(16, 13),
    ),
    CARBON: UnitValue(
        RateSource(
            "Department for Energy Security and Net Zero, Valuation of energy use and greenhouse "
            "gas emissions for appraisal, table 3",
            "November 2023",
        ),
        "2022",
        {year: Decimal(pounds) for year, pounds in enumerate(_CARBON.split(), start=2020)},
        Fraction(1, 2),
        Fraction(3, 2),
    ),
}
"""A year of life satisfaction one point higher of ten, and a tonne of carbon dioxide equivalent
that is not emitted."""

MARGINAL_UTILITY = Decimal("1.3")
"""Elasticity of the marginal utility of income, for distributional weights."""
DISTRIBUTION = RateSource("HM Treasury, The Green Book, annex 3 (Layard and others, 2008)", "2022")

MULTIPLIER_GUIDANCE = RateSource("HM Treasury, The Green Book, 6.5 and 6.6", "2022")
"""Multiplier effects have little additionality, and are in the whole economy already."""

COST_PER_JOB = 33000
"""Pounds for a net additional job, in money of the time: the expected average of £1.4bn."""
COST_PER_JOB_SOURCE = RateSource("National Audit Office, The Regional Growth Fund", "May 2012")

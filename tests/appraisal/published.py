"""Published figures with what the code makes of them, and where each rate was looked up last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.appraisal.discounting import Discounting
from prioritise.appraisal.distribution import weight
from prioritise.appraisal.prices import PriceIndex
from prioritise.programme import rates
from prioritise.programme.appraised import Appraisal, Optimism
from prioritise.programme.bias import upper_bound, works_bias
from prioritise.programme.deflators import PRICE_TABLES
from prioritise.programme.rates import (
    CARBON,
    HEALTH,
    LOWER,
    OPTIMISM,
    SCHEDULES,
    STANDARD,
    UNIT_VALUES,
    WELLBEING,
    RateSource,
)
from tests.small import cost, programme, proposal

TREASURY_SERIES = {
    "1997-98": "88.480",
    "1998-99": "91.031",
    "1999-00": "93.046",
    "2000-01": "94.251",
    "2001-02": "96.721",
    "2002-03": "100.000",
    "2003-04": "102.789",
}
"""HM Treasury, how to use the GDP deflator series: practical examples; 2002-03 = 100."""
TAG = "Department for Transport, TAG, forthcoming change: Green Book updates, April 2026"
GREEN_BOOK = "HM Treasury, The Green Book, annex 6"
BY_HAND = "worked out by hand from the rates"
REVIEW = "Mott MacDonald, Review of large public procurement, 2002, table 2"
COMBINED = "the same, worked example of a combined building"
DEFLATING = "HM Treasury, how to use the GDP deflator series"
TO_2020 = Decimal("1.0506")
"""Prices of 2022 by those of 2020, as the two editions of the carbon values have them."""


@dataclass(frozen=True)
class PublishedFigure:
    """A figure, as it is printed and as the code makes it."""

    what: str
    printed: str
    ours: Callable[[], str]
    source: str


def _steps(name) -> Callable[[], str]:
    return lambda: ", ".join(f"{rate * 100:.2f}" for rate in SCHEDULES[name].rates.values()) + "%"


def _factor(year: int) -> Callable[[], str]:
    return lambda: f"{float(Discounting(SCHEDULES[STANDARD].rates).factor(year)):.4f}"


def _hundred_million(year: int) -> Callable[[], str]:
    def worth() -> str:
        pence = round(100_000_000_00 * Discounting(SCHEDULES[STANDARD].rates).factor(year))
        return f"£{pence // 100:,}.{pence % 100:02}"

    return worth


def _bounds(name: str) -> Callable[[], str]:
    def shown() -> str:
        bounds = OPTIMISM[name]
        figures = (bounds.upper, bounds.lower, bounds.works_upper, bounds.works_lower)
        upper, lower, works_upper, works_lower = (int(figure * 100) for figure in figures)
        cost_of = f"{upper} to {lower}%"
        if not bounds.works_upper:
            return cost_of
        return f"{cost_of}; {works_upper} to {works_lower}%"

    return shown


def _combined(of_works: bool) -> Callable[[], str]:
    def share() -> str:
        parts = (("non-standard buildings", "0.3"), ("standard buildings", "0.7"))
        rows = tuple(Optimism(proposal="A", type=k, share=Decimal(part)) for k, part in parts)
        asked = programme([proposal("A")], [cost("A", 10)], optimism=rows, appraisal=Appraisal())
        found = works_bias(asked, "A") if of_works else upper_bound(asked, "A")
        return f"{float(found):.1%}"

    return share


def _deflated(year: int, base: int) -> Fraction:
    given = {name: Decimal(index) for name, index in TREASURY_SERIES.items()}
    return PriceIndex(Appraisal(deflators=given), base).of(year)


def _index_2026() -> str:
    index = PriceIndex(Appraisal(price_index="gdp-2026-03"), 2024)
    return f"{float(index.of(2020)):.4f}"


def _carbon(year: int) -> Callable[[], str]:
    return lambda: f"£{round(UNIT_VALUES[CARBON].of(year) / TO_2020)}"


def _wellbeing() -> str:
    value = UNIT_VALUES[WELLBEING]
    shares = (value.low, Fraction(1), value.high)
    return ", ".join(f"£{int(Fraction(value.of(2019)) * share):,}" for share in shares)


def _twice() -> str:
    incomes = {"all": Decimal(40_000), "poorer": Decimal(20_000)}
    return f"{float(weight(Appraisal(incomes=incomes, elasticity=Decimal(1)), 'poorer')):g}"


FIGURES = (
    PublishedFigure(
        "standard rates from year 1, 31, 76, 126, 201 and 301",
        "3.50, 3.00, 2.50, 2.00, 1.50, 1.00%",
        _steps(STANDARD),
        TAG,
    ),
    PublishedFigure("health rates", "1.50, 1.29, 1.07, 0.86, 0.64, 0.43%", _steps(HEALTH), TAG),
    PublishedFigure(
        "rates of the additional test",
        "3.00, 2.57, 2.14, 1.71, 1.29, 0.86%",
        _steps(LOWER),
        TAG,
    ),
    *(
        PublishedFigure(f"discount factor of year {year}", printed, _factor(year), GREEN_BOOK)
        for year, printed in ((1, "0.9662"), (30, "0.3563"), (75, "0.0942"), (125, "0.0274"))
    ),
    PublishedFigure("£100m of year 126", "£2,687,329.71", _hundred_million(126), BY_HAND),
    PublishedFigure("£100m of year 200", "£620,737.87", _hundred_million(200), BY_HAND),
    *(
        PublishedFigure(
            f"optimism bias of {name}: cost; duration of works", printed, _bounds(name), REVIEW
        )
        for name, printed in (
            ("standard buildings", "24 to 2%; 4 to 1%"),
            ("non-standard buildings", "51 to 4%; 39 to 2%"),
            ("standard civil engineering", "44 to 3%; 20 to 1%"),
            ("non-standard civil engineering", "66 to 6%; 25 to 3%"),
            ("equipment", "200 to 10%; 54 to 10%"),
            ("outsourcing", "41 to 0%"),
        )
    ),
    PublishedFigure(
        "cost of a building, 30% of it non-standard", "32.1%", _combined(False), COMBINED
    ),
    PublishedFigure("works on it", "14.5%", _combined(True), COMBINED),
    PublishedFigure(
        "£7.4m of 1998-99 in prices of 2003-04",
        "£8.36m",
        lambda: f"£{float(_deflated(1998, 2003)) * 7.4:.2f}m",
        DEFLATING,
    ),
    PublishedFigure(
        "rise of prices from 1997-98 to 2002-03",
        "13.02%",
        lambda: f"{float(_deflated(1997, 2002) - 1):.2%}",
        DEFLATING,
    ),
    PublishedFigure(
        "£1 of 2020-21 in prices of 2024-25",
        "1.1751",
        _index_2026,
        "as others work it out from the edition of March 2026",
    ),
    PublishedFigure(
        "value of a wellbeing year in prices of 2019: low, central, high",
        "£10,000, £13,000, £16,000",
        _wellbeing,
        "HM Treasury, Wellbeing guidance for appraisal, July 2021",
    ),
    *(
        PublishedFigure(
            f"a tonne of carbon in {year}, prices of 2020",
            printed,
            _carbon(year),
            "Valuation of greenhouse gas emissions, September 2021",
        )
        for year, printed in ((2020, "£241"), (2021, "£245"), (2030, "£280"), (2050, "£378"))
    ),
    PublishedFigure(
        "£1 to whom has £20,000 beside £1 to whom has £40,000, elasticity 1",
        "2",
        _twice,
        "HM Treasury, The Green Book, annex 3",
    ),
    PublishedFigure(
        "expected cost of a net additional job",
        "£33,000",
        lambda: f"£{rates.COST_PER_JOB:,}",
        "National Audit Office, The Regional Growth Fund, May 2012",
    ),
)

ITSELF, A_COPY, QUOTED = "the publication itself", "a copy of it", "quoted by others"
LOOKED_UP: Mapping[RateSource, str] = {
    rates.GREEN_BOOK: f"{QUOTED}: Department for Transport on GOV.UK, all six steps",
    rates.GREEN_BOOK_HEALTH: f"{QUOTED}: the same",
    rates.GREEN_BOOK_LOWER: f"{QUOTED}: the same",
    rates.HORIZON: f"{QUOTED}: words of page 9; in the edition of 2018 as 5.14, {A_COPY}",
    rates.INFLATION_TARGET: "not looked up again; 2% since December 2003",
    rates.OPTIMISM_GUIDANCE: f"{A_COPY}: the review of 2002, its guidance for buildings and worked "
    "examples; the other types as they were looked up before",
    UNIT_VALUES[WELLBEING].source: f"{QUOTED}: £13,000 by one of its authors, the range by others",
    UNIT_VALUES[CARBON].source: f"{QUOTED}: all 31 values by an open package that reads table 3; "
    "£245 and £378 of the edition of 2021 by others",
    rates.DISTRIBUTION: f"{A_COPY}: A3.13 and A3.14 in the edition of 2018",
    rates.MULTIPLIER_GUIDANCE: "not found again; as it was looked up before",
    rates.COST_PER_JOB_SOURCE: f"{ITSELF}: its announcement at the National Audit Office",
    PRICE_TABLES["gdp-2026-03"].source: f"{QUOTED}: all 76 years by an open project that reads the "
    "table; 2020-21 by a second; editions before and after it differ by less than 0.02%",
}
"""Where each rate was found again on 30 November 2026, and how near to the publication that is."""

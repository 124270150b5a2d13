"""Published deflators, by financial year: what prices were, and what they are forecast to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prioritise.programme.rates import RateSource


@dataclass(frozen=True, slots=True)
class PriceTable:
    """An index of prices."""

    source: RateSource
    """Who published it, and when."""
    index: Mapping[int, Decimal]
    """Index by the calendar year in which a financial year starts, on any base."""
    forecast_from: int
    """First of these years that is a forecast."""


_GDP_2026_03 = """
3.1645 3.3593 3.5142 3.5995 3.6187 3.6909 3.8264 3.9457 4.0121 4.2010
4.4272 4.6525 4.7796 5.0299 5.3774 5.9079 6.3551 6.8955 7.5015 9.0263
11.2333 12.8005 14.5596 16.1988 18.9324 22.5457 24.9204 26.7569 28.0299 29.6689
31.2847 32.5556 34.4507 36.7965 39.7716 43.1083 45.7010 46.9538 48.2899 49.0910
50.6447 52.3579 52.4935 53.2311 53.8894 54.3697 55.4597 56.6000 57.9885 59.7172
61.3576 63.2017 64.4380 66.8397 67.7042 68.8561 70.3261 71.5454 73.0337 74.0662
74.5804 76.0754 77.0388 78.7948 80.8738 85.1002 85.3036 91.2996 96.1117 100.0000
103.2388 105.3095 107.3546 109.3571 111.3959 113.6416
"""
"""From 1955-56 on, 2024-25 = 100. From 2025-26 on the rises that are forecast, chained: 3.24, 2.01,
1.94, 1.87, 1.86 and 2.02%."""

PriceTableName = Literal["gdp-2026-03"]
PRICE_TABLES: Mapping[PriceTableName, PriceTable] = {
    "gdp-2026-03": PriceTable(
        RateSource(
            "HM Treasury, GDP deflators at market prices, and money GDP (Quarterly National "
            "Accounts; forecasts of the Office for Budget Responsibility, 3 March 2026)",
            "31 March 2026",
        ),
        {year: Decimal(index) for year, index in enumerate(_GDP_2026_03.split(), start=1955)},
        2025,
    )
}
"""Published tables by name."""

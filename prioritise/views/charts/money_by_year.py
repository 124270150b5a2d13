"""Money used of what there is in every stream and year, on one scale; full cells are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart
from prioritise.views.charts.look import FIRST, FULL, GRID, WHOLE
from prioritise.views.charts.svg import QUIET

_GAP = 14.0


@dataclass(frozen=True, slots=True)
class YearCell:
    """One stream in one year."""

    used: float
    there: float
    text: str
    """Its figures."""
    is_full: bool
    """Whether nothing of it is left."""


def money_by_year(
    name: str,
    title: str,
    description: str,
    years: Sequence[str],
    rows: Sequence[tuple[str, Sequence[YearCell]]],
    width: float,
) -> str:
    """A row a stream, a column a year, in each cell a bar: the longest stands for the most money.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    rows
        The streams with their years.
    """
    chart = Chart(name, width, title, description)
    chart.below += 24
    lanes = chart.rows([stream for stream, _ in rows], bar=11.0, under=17.0, gap=8.0)
    end = chart.below
    chart.below = 6.0
    columns = chart.columns(years, lanes[0].left if lanes else 0.0)
    chart.below = end
    most = max((max(cell.there, cell.used) for _, cells in rows for cell in cells), default=0) or 1
    scale = (columns.at(1) - columns.at(0) - _GAP) / most
    for (stream, cells), lane in zip(rows, lanes, strict=True):
        chart.path(f"M0 {lane.end:.1f}H{width:.1f}", GRID)
        for place, cell in enumerate(cells):
            x, y = columns.at(place), lane.y
            if not (cell.there or cell.used):
                chart.text(x, y + 12, "–", fill=QUIET)
                continue
            tip = f"{stream}, {years[place]}: {cell.text}"
            chart.bar(x, y, cell.there * scale, lane.height, WHOLE, tip)
            chart.bar(x, y, cell.used * scale, lane.height, FULL if cell.is_full else FIRST, tip)
            weight = {"font_weight": "bold"} if cell.is_full else {}
            chart.text(x, y + lane.height + 15, cell.text, **weight)
    return chart.svg()

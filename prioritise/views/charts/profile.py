"""Spend in each year against the money there is: columns, capital and revenue apart where told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Axis, Chart, short
from prioritise.views.charts.look import LOOKS, SMALL, WHOLE
from prioritise.views.charts.svg import INK


@dataclass(frozen=True, slots=True)
class YearSpend:
    """One year."""

    year: str
    parts: tuple[float, ...]
    """Spend of each kind."""
    budget: float
    text: str
    """Its figures."""


def profile(
    name: str,
    title: str,
    description: str,
    years: Sequence[YearSpend],
    kinds: Sequence[str],
    unit: str,
    text: Callable[[float], str],
    width: float,
) -> str:
    """A column a year: what is spent, its kinds on top of one another, in a frame of the budget.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    kinds
        What each part is.
    unit
        Of the figures up the side, and how these are written.
    """
    chart = Chart(name, width, title, description)
    chart.key([*zip(kinds, LOOKS, strict=False), ("available and not spent", WHOLE)])
    figures = [0.0, *(max(sum(each.parts), each.budget) for each in years)]
    upwards = Axis.over(unit, figures, text)
    across = Axis("", (0.0, float(len(years))), lambda _: "")
    x, y = chart.plot(across, upwards, 180.0)
    column = x.at(1) - x.at(0)
    for place, each in enumerate(years):
        left, wide = x.at(place) + 0.12 * column, 0.76 * column
        tip = f"{each.year}: {each.text}"
        chart.bar(left, y.at(each.budget), wide, y.begin - y.at(each.budget), WHOLE, tip)
        level = 0.0
        for part, look in zip(each.parts, LOOKS, strict=False):
            height = y.at(level) - y.at(level + part)
            if height > 0:
                chart.bar(left, y.at(level + part), wide, height, look, tip)
            level += part
        if each.budget:
            path = f"M{left - 4:.1f} {y.at(each.budget):.1f}H{left + wide + 4:.1f}"
            chart.path(path, INK, 2)
        middle = {"text_anchor": "middle"}
        room = column - 4
        words = short(each.year, room)
        chart.text(x.at(place + 0.5), y.begin + 18, words, font_weight="bold", **middle)
        if len(each.text) * 0.56 * SMALL <= room:
            chart.text(x.at(place + 0.5), y.begin + 36, each.text, **middle)
    return chart.svg()

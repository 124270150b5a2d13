"""From one figure to another, step by step: what each step takes away or adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart, PlotScale
from prioritise.views.charts.look import EDGE, FIRST, LOSS, SECOND, SIZE
from prioritise.views.charts.svg import text_width


@dataclass(frozen=True, slots=True)
class Fall:
    """One step; a figure by itself where it is the first or the last."""

    label: str
    figure: float
    """What it changes; the figure itself at both ends."""
    text: str


def waterfall(name: str, title: str, description: str, rows: Sequence[Fall], width: float) -> str:
    """The first figure, steps down or up from it, and the last figure.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    rows
        At least the first and the last; the steps between lead from one to the other.
    """
    chart = Chart(name, width, title, description)
    chart.key([("value", FIRST), ("given up", LOSS)])
    lanes = chart.rows([row.label for row in rows], under=18.0 if chart.is_narrow else 0.0)
    first, *steps, last = rows
    least, at = min(first.figure, last.figure), first.figure
    levels = [at]
    for step in steps:
        at += step.figure
        levels.append(at)
    most = max(levels)
    # Most of a value is common to all: the scale begins close below the least of it, and says so.
    begin = max(0.0, min(*levels, least) - 0.6 * max(most - min(*levels, least), 1e-9))
    right = 2.0 if chart.is_narrow else 12 + max(text_width(row.text, SIZE) for row in rows)
    scale = PlotScale(lanes[0].left, width - right, begin, most)
    at = first.figure
    for place, (row, lane) in enumerate(zip(rows, lanes, strict=True)):
        is_end = place in (0, len(rows) - 1)
        low, high = (begin, row.figure) if is_end else sorted((at, at + row.figure))
        look = FIRST if is_end else LOSS if row.figure <= 0 else SECOND
        a, b = scale.at(low), scale.at(high)
        tip = f"{row.label}: {row.text}"
        chart.bar(a, lane.y, max(b - a, 1.5), lane.height, look, tip)
        if not is_end:
            at += row.figure
        if place < len(rows) - 1:
            x = scale.at(at)
            chart.path(f"M{x:.1f} {lane.y + lane.height:.1f}V{lanes[place + 1].y:.1f}", EDGE)
        if chart.is_narrow:
            chart.text(lane.left, lane.y + lane.height + 16, row.text, font_size=SIZE)
        else:
            chart.text(b + 8, lane.middle + 5, row.text, font_size=SIZE)
    if begin > 0:
        chart.paragraph(f"The bars of the values begin at {begin:,.0f} points, not at nothing.")
    return chart.svg()

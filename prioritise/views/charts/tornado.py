"""What a little more and a little less is worth: bars to both sides of today, longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart, PlotScale
from prioritise.views.charts.look import FIRST, LOSS, SMALL
from prioritise.views.charts.svg import INK, text_width


@dataclass(frozen=True, slots=True)
class Swing:
    """One thing that is changed."""

    label: str
    less: float
    """What changes with less of it: 0 or below, as a rule."""
    more: float
    texts: tuple[str, str]
    """Figures of both."""


def tornado(
    name: str,
    title: str,
    description: str,
    rows: Sequence[Swing],
    keys: tuple[str, str],
    width: float,
) -> str:
    """A row each, with its loss to the left of today and its gain to the right.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    rows
        From the top.
    keys
        What is changed to the left and to the right.
    """
    chart = Chart(name, width, title, description)
    chart.key([(keys[0], LOSS), (keys[1], FIRST)])
    lanes = chart.rows([row.label for row in rows], bar=16.0, gap=8.0)
    left = lanes[0].left if lanes else 0.0
    ends = [(min(0.0, row.less, row.more), max(0.0, row.less, row.more)) for row in rows]
    before = 10 + max((text_width(row.texts[0], SMALL) for row in rows), default=0)
    after = 10 + max((text_width(row.texts[1], SMALL) for row in rows), default=0)
    least, most = min(a for a, _ in ends), max(b for _, b in ends)
    scale = PlotScale(left + before, width - after, least, most if most > least else least + 1)
    middle = scale.at(0)
    for row, lane in zip(rows, lanes, strict=True):
        tip = f"{row.label}: {keys[0]} {row.texts[0]}, {keys[1]} {row.texts[1]}"
        edges = []
        for figure, look in ((row.less, LOSS), (row.more, FIRST)):
            a, b = sorted((middle, scale.at(figure)))
            chart.bar(a, lane.y, b - a, lane.height, look, tip)
            edges += [a, b]
        chart.text(min(edges) - 6, lane.middle + 5, row.texts[0], text_anchor="end")
        chart.text(max(edges) + 6, lane.middle + 5, row.texts[1])
    for lane in lanes:
        chart.path(f"M{middle:.1f} {lane.y - 3:.1f}v{lane.height + 6:.1f}", INK, 1.5)
    return chart.svg()

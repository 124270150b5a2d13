"""Figures against each other: every proposal a disc by two figures, filled where it is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Axis, Chart, short
from prioritise.views.charts.look import EMPTY, FIRST, FULL, SMALL, Look
from prioritise.views.charts.svg import QUIET, text_width


@dataclass(frozen=True, slots=True)
class Disc:
    """One proposal."""

    across: float
    upwards: float
    tip: str
    is_chosen: bool
    is_promised: bool = False
    """Whether it is in by a promise or a decision."""
    name: str = ""
    """Its name, where it is written beside it as far as there is room."""


def discs(
    name: str,
    title: str,
    description: str,
    points: Sequence[Disc],
    axes: tuple[Axis, Axis],
    slope: tuple[float, str] | None,
    width: float,
) -> str:
    """Discs on a plot, with a line through nothing on which each pound brings as much.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    points
        The discs; chosen ones are drawn last.
    axes
        Along the bottom and up the side, both from nothing.
    slope
        How steep the line is, and its words; none where there is none.
    """
    chart = Chart(name, width, title, description)
    kinds: list[tuple[str, Look]] = [("chosen", FIRST), ("not chosen", EMPTY)]
    if any(each.is_promised for each in points):
        kinds.insert(1, ("in by promise or decision", FULL))
    chart.key(kinds)
    x, y = chart.plot(*axes, height=240.0 if chart.is_narrow else 320.0)
    if slope:
        reach = min(x.last, y.last / slope[0]) if slope[0] > 0 else x.last
        end = x.at(reach), y.at(reach * slope[0])
        chart.path(f"M{x.begin:.1f} {y.begin:.1f}L{end[0]:.1f} {end[1]:.1f}", QUIET, dashes="6 4")
    radius = 5.0 if chart.is_narrow else 6.0
    for each in sorted(points, key=lambda point: point.is_chosen):
        look = FULL if each.is_promised else FIRST if each.is_chosen else EMPTY
        chart.disc(x.at(each.across), y.at(each.upwards), radius, look, each.tip)
    taken: list[tuple[float, float, float]] = []
    for each in (point for point in points if point.name):
        at, level = x.at(each.across) + radius + 4, y.at(each.upwards) + 4.5
        words = short(each.name, min(220.0, width - at - 4))
        if width - at < 60:
            continue
        wide = text_width(words, SMALL)
        if any(at < b + 4 and a < at + wide + 4 and abs(level - c) < 15 for a, b, c in taken):
            continue
        taken.append((at, at + wide, level))
        chart.label(at, level, words)
    if slope:
        chart.paragraph(slope[1])
    return chart.svg()

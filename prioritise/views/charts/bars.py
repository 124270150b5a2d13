"""Bars below one another: parts of a whole from the left, on one scale that begins at nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart
from prioritise.views.charts.look import LOOKS, SIZE, WHOLE, Look
from prioritise.views.charts.svg import QUIET, text_width


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: parts of a whole from the left, and a frame for the whole where there is one."""

    label: str
    parts: tuple[float, ...]
    text: str
    """Figures at its end."""
    whole: float = 0.0
    """What the parts are parts of; 0 where there is no such thing."""


def bars(
    name: str,
    title: str,
    description: str,
    rows: Sequence[Bar],
    keys: Sequence[str] = (),
    *,
    looks: Sequence[Look] = LOOKS,
    lines: int = 3,
    width: float,
) -> str:
    """One bar a row; where the picture is narrow, names stand above their bars.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    rows
        The bars, from the top.
    keys
        What each part is, and last what the frame is, where there are several.
    looks
        Of the parts.
    lines
        That a name has at most.
    """
    has_frame = any(row.whole for row in rows)
    chart = Chart(name, width, title, description)
    shown = [*looks[: len(keys) - has_frame], *([WHOLE] if has_frame else [])]
    chart.key(list(zip(keys, shown, strict=True)) if keys else ())
    top = chart.below
    under, gap = 18.0 if chart.is_narrow else 0.0, 12.0 if lines > 1 else 5.0
    lanes = chart.rows([row.label for row in rows], under=under, gap=gap, lines=lines)
    right = 2.0
    if not chart.is_narrow:
        right = max((text_width(row.text, SIZE) for row in rows), default=0) + 12
    most = max((max(sum(row.parts), row.whole) for row in rows), default=0.0) or 1.0
    for row, lane in zip(rows, lanes, strict=True):
        scale = (width - lane.left - right) / most
        tip = f"{row.label}: {row.text}"
        chart.bar(lane.left, lane.y, row.whole * scale, lane.height, WHOLE, tip)
        x = lane.left
        for part, look in zip(row.parts, looks, strict=False):
            chart.bar(x, lane.y, part * scale, lane.height, look, tip)
            x += part * scale
        if chart.is_narrow:
            chart.text(lane.left, lane.y + lane.height + 16, row.text, font_size=SIZE)
        else:
            x = lane.left + max(sum(row.parts), row.whole) * scale
            chart.text(x + 8, lane.middle + 5, row.text, font_size=SIZE)
    if lanes and not chart.is_narrow:
        chart.path(f"M{lanes[0].left:.1f} {top:.1f}V{chart.below:.1f}", QUIET)
    return chart.svg()

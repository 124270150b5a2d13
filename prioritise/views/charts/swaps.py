"""What goes out and comes in from one list to another, sized by money, by the stream that pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart, PlotScale
from prioritise.views.charts.look import FIRST, LOSS
from prioritise.views.charts.svg import INK, PAPER, text_width


@dataclass(frozen=True, slots=True)
class StreamSwaps:
    """One stream: each proposal with its money from it, largest first."""

    label: str
    out: tuple[tuple[str, float], ...]
    into: tuple[tuple[str, float], ...]
    texts: tuple[str, str]
    """What goes out and comes in, in money."""


def swaps(
    name: str,
    title: str,
    description: str,
    rows: Sequence[StreamSwaps],
    width: float,
) -> str:
    """A row a stream: money that is freed to the left, money that is needed to the right.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    rows
        The streams, from the top.
    """
    chart = Chart(name, width, title, description)
    chart.key([("goes out", LOSS), ("comes in", FIRST)])
    lanes = chart.rows([row.label for row in rows], bar=18.0, gap=8.0)
    sums = [tuple(sum(money for _, money in side) for side in (r.out, r.into)) for r in rows]
    room = [8 + max((text_width(row.texts[side]) for row in rows), default=0) for side in (0, 1)]
    out, into = (max((each[side] for each in sums), default=0.0) for side in (0, 1))
    left = lanes[0].left if lanes else 0.0
    scale = PlotScale(left + room[0], width - room[1], -out, into if out + into else 1.0)
    for row, lane in zip(rows, lanes, strict=True):
        for side, look in ((row.out, LOSS), (row.into, FIRST)):
            sign = -1 if side is row.out else 1
            level = 0.0
            for proposal, money in side:
                a, b = sorted((scale.at(level), scale.at(level + sign * money)))
                chart.bar(a, lane.y, b - a, lane.height, look, f"{row.label}: {proposal}")
                chart.path(f"M{b:.1f} {lane.y:.1f}v{lane.height:.1f}", PAPER, 1.5)
                level += sign * money
        ends = scale.at(-sum(m for _, m in row.out)), scale.at(sum(m for _, m in row.into))
        chart.text(ends[0] - 5, lane.middle + 4.5, row.texts[0], text_anchor="end")
        chart.text(ends[1] + 5, lane.middle + 4.5, row.texts[1])
    for lane in lanes:
        chart.path(f"M{scale.at(0):.1f} {lane.y - 3:.1f}v{lane.height + 6:.1f}", INK, 1.5)
    return chart.svg()

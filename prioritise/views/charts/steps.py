"""The best value at each budget as steps; the largest ones are numbered, and named below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Axis, Chart
from prioritise.views.charts.look import BLUE, EMPTY, FIRST, SMALL
from prioritise.views.charts.svg import INK, PAPER, QUIET


@dataclass(frozen=True, slots=True)
class Step:
    """One point."""

    across: float
    upwards: float
    tip: str
    jump: str = ""
    """What happens from the point before to this, in a sentence, where it is named."""


def steps(
    name: str,
    title: str,
    description: str,
    points: Sequence[Step],
    axes: tuple[Axis, Axis],
    mark: tuple[float, str] | None,
    width: float,
) -> str:
    """Steps, for what a budget buys a larger one buys as well.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    points
        From left to right.
    axes
        Along the bottom and up the side.
    mark
        A place along the bottom that is pointed out, and its words.
    """
    chart = Chart(name, width, title, description)
    x, y = chart.plot(*axes, height=220.0 if chart.is_narrow else 260.0)
    if mark:
        place = x.at(mark[0])
        chart.path(f"M{place:.1f} {y.end - 14:.1f}V{y.begin:.1f}", QUIET, dashes="3 4")
        is_late = place > 0.6 * width
        where = {"text_anchor": "end"} if is_late else {}
        chart.text(place + (-6 if is_late else 6), y.end - 6, mark[1], **where)
    first, *rest = points
    path = f"M{x.at(first.across):.1f} {y.at(first.upwards):.1f}" + "".join(
        f"H{x.at(each.across):.1f}V{y.at(each.upwards):.1f}" for each in rest
    )
    chart.path(path, BLUE, 3)
    named = [each for each in points if each.jump]
    for each in points:
        is_named = bool(each.jump)
        look = FIRST if is_named else EMPTY
        chart.disc(x.at(each.across), y.at(each.upwards), 9 if is_named else 4, look, each.tip)
    for number, each in enumerate(named, 1):
        white = {"text_anchor": "middle", "fill": PAPER, "font_weight": "bold", "font_size": SMALL}
        chart.text(x.at(each.across), y.at(each.upwards) + 4.5, str(number), **white)
    for number, each in enumerate(named, 1):
        chart.text(0, chart.below + 18, str(number), font_weight="bold", fill=INK)
        chart.paragraph(each.jump, 20)
    return chart.svg()

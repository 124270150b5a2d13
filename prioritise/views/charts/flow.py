"""Where money comes from and goes to: columns of boxes by size, joined by bands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prioritise.views.charts.chart import Chart, short
from prioritise.views.charts.look import BLUE, PALE, SIZE, Look

_BOX, _LEAST, _MONEY = 12.0, 19.0, 260.0
"""Width of a box; room that its name needs; height of all the money, in pixels."""


def flow(
    name: str,
    title: str,
    description: str,
    headings: Sequence[str],
    between: Sequence[Mapping[tuple[str, str], float]],
    text: Callable[[float], str],
    width: float,
) -> str:
    """Columns of boxes, each with its name and sum; a band is as thick as the money it stands for.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    headings
        What each column is.
    between
        From each column to the next: money from one name to another.
    text
        How a sum is written.
    """
    chart = Chart(name, width, title, description)
    columns = [_sums(between[0], 0), *(_sums(each, 1) for each in between)]
    total = max(sum(columns[0].values()), 1e-9)
    scale = _MONEY / total
    tall = 8 + max(sum(max(_LEAST, amount * scale) for amount in each.values()) for each in columns)
    step = (width - _BOX) / (len(columns) - 1)
    top = chart.below + 30
    for place, heading in enumerate(headings):
        last = place == len(columns) - 1
        anchor = {"text_anchor": "end"} if last else {}
        x = width if last else place * step
        chart.text(x, chart.below + 12, heading, font_size=SIZE, font_weight="bold", **anchor)
    places = [_stacked(each, scale, top, tall) for each in columns]
    for number, links in enumerate(between):
        left, right = dict(places[number]), dict(places[number + 1])
        for (source, target), amount in sorted(links.items()):
            thick = amount * scale
            a, b = left[source], right[target]
            left[source], right[target] = a + thick, b + thick
            x, end = number * step + _BOX, (number + 1) * step
            middle = (x + end) / 2
            shape = (
                f"M{x:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {end:.1f} {b:.1f}"
                f"V{b + thick:.1f}C{middle:.1f} {b + thick:.1f} {middle:.1f} {a + thick:.1f} "
                f"{x:.1f} {a + thick:.1f}Z"
            )
            chart.area(shape, Look(PALE), f"{source} to {target}: {text(amount)}", 0.55)
    for place, column in enumerate(columns):
        x, last = place * step, place == len(columns) - 1
        for label, amount in column.items():
            y = places[place][label]
            chart.bar(x, y, _BOX, max(1.0, amount * scale), Look(BLUE), f"{label}: {text(amount)}")
            words = f"{text(amount)} {label}" if not last else f"{label} {text(amount)}"
            room = step - 2 * _BOX - 10 if not chart.is_narrow else step - _BOX - 8
            if place == len(columns) - 2 and chart.is_narrow:
                room *= 0.52
            if last:
                room = step * 0.55 if not chart.is_narrow else step * 0.42
            _label(chart, x, y + max(amount * scale / 2, 4.0), short(words, room), is_last=last)
    chart.below = top + tall + 10
    return chart.svg()


def _label(chart: Chart, x: float, middle: float, words: str, *, is_last: bool) -> None:
    place = {"text_anchor": "end"} if is_last else {}
    at = x - 6 if is_last else x + _BOX + 6
    chart.label(at, middle + 4.5, words, **place)


def _sums(links: Mapping[tuple[str, str], float], end: int) -> dict[str, float]:
    """What each name has in all, most first."""
    sums: dict[str, float] = {}
    for pair, amount in links.items():
        sums[pair[end]] = sums.get(pair[end], 0.0) + amount
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def _stacked(
    column: Mapping[str, float], scale: float, top: float, tall: float
) -> dict[str, float]:
    """Top of each box, with as much room between them as there is."""
    used = sum(max(_LEAST, amount * scale) for amount in column.values())
    gap = max(0.0, (tall - used) / max(1, len(column)))
    tops, y = {}, top
    for name, amount in column.items():
        room = max(_LEAST, amount * scale)
        tops[name] = y
        y += room + gap
    return tops

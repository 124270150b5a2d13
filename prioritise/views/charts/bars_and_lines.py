"""Charts as SVG by hand: bars and lines in the palette of the UK Government Analysis Function.

Drawn directly, a chart is a few kilobytes of shapes and of text that can be read, searched and
printed; it needs no library, and a report of many charts takes milliseconds.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from prioritise.views.charts.svg import INK, QUIET, Picture, text_width

BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE = (
    *("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
)
"""The categorical palette, in its order."""
MIDDLE_BLUE, PALE_BLUE = "#2073BC", "#6BACE6"
"""With BLUE, the sequential palette."""
LEFT_OVER = "#DCE3EA"
"""What is not used: paler than any shade that tells something, with an edge to be seen by."""
EDGE = "#8A97A5"
WIDTH = 880.0
WIDTHS = (340.0, 680.0, 1040.0)
"""Of a picture that is drawn for a phone, for paper and for a screen."""
NARROW = 500.0
"""Pixels below which names stand above their bars."""
SIZE = 15
"""Size of letters."""
_ROW, _BAR = 30.0, 18.0
_LONGEST_LABEL = 250.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: parts of a whole from the left, and a frame for the whole where there is one."""

    label: str
    parts: tuple[float, ...]
    text: str
    """Figures at its end."""
    whole: float = 0.0
    """What the parts are parts of; 0 where there is no such thing."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line."""

    label: str
    points: tuple[tuple[float, float], ...]


def bars(
    title: str,
    description: str,
    rows: Sequence[Bar],
    keys: Sequence[str] = (),
    colours: Sequence[str] = (BLUE, TURQUOISE, ORANGE),
    width: float = WIDTH,
) -> str:
    """Bars below one another, on one scale that begins at nothing; later parts are outlined.

    Parameters
    ----------
    title, description
        What it shows, and what can be seen in it.
    rows
        The bars, from the top.
    keys
        What each part is, and last what the frame is, where there are several.
    width
        Of the picture, in pixels; where it is narrow, names stand above their bars.
    """
    is_narrow = width < NARROW
    has_frame = any(row.whole for row in rows)
    shades = [*colours[: len(keys) - has_frame], *([LEFT_OVER] if has_frame else [])]
    room = width - 8 if is_narrow else min(_LONGEST_LABEL, 0.36 * width)
    labels = [label_lines(row.label, room) for row in rows]
    left, right = 2.0, 2.0
    if not is_narrow:
        left = max(text_width(line, SIZE) for label in labels for line in label) + 16
        right = max(text_width(row.text, SIZE) for row in rows) + 12
    top = _key_height(keys, width)
    heights = [
        18.0 * len(label) + _ROW + 22 if is_narrow else _ROW + 14.0 * (len(label) - 1)
        for label in labels
    ]
    picture = Picture(width, top + sum(heights) + 4, title, description)
    _key(picture, keys, shades if keys else ())
    most = max((max(sum(row.parts), row.whole) for row in rows), default=0.0) or 1.0
    scale = (width - left - right) / most
    below = top
    for row, label, height in zip(rows, labels, heights, strict=True):
        y = below + (18 * len(label) if is_narrow else (height - _ROW) / 2)
        words = y + _BAR / 2 + SIZE / 2 + 4
        for number, line in enumerate(label):
            if is_narrow:
                picture.text(left, below + 16 + 18 * number, line, font_size=SIZE)
            else:
                x, above = left - 12, words - 8 * (len(label) - 1) + 16 * number
                picture.text(x, above, line, text_anchor="end", font_size=SIZE)
        below += height
        if row.whole:
            edge = {"stroke": EDGE, "stroke_width": 1}
            shape = {"x": left, "y": y + 6, "height": _BAR, "width": row.whole * scale}
            picture.add("rect", None, fill=LEFT_OVER, **shape, **edge)
        x = left
        for place, (part, colour) in enumerate(zip(row.parts, colours, strict=False)):
            if part > 0:
                shape = {"x": x, "y": y + 6, "height": _BAR, "width": part * scale}
                outline = {"stroke": INK, "stroke_dasharray": "4 3"} if place else {}
                tip = f"{row.label}: {row.text}"
                picture.add("rect", None, tip, fill=colour, **shape, **outline)
                x += part * scale
        end = left + max(sum(row.parts), row.whole) * scale
        if is_narrow:
            picture.text(left, y + _BAR + 22, row.text, font_size=SIZE)
        else:
            picture.text(end + 8, words, row.text, font_size=SIZE)
    if not is_narrow:
        picture.add("path", d=f"M{left:.1f} {top}V{top + sum(heights):.1f}", stroke=QUIET)
    return picture.svg()


def in_widths(draw: Callable[[float], str]) -> tuple[str, ...]:
    """A picture in every one of `WIDTHS`, of which a page shows the one that fits."""
    return tuple(map(draw, WIDTHS))


def lines(
    title: str,
    description: str,
    series: Sequence[Series],
    axes: tuple[str, str],
    texts: tuple[Callable[[float], str], Callable[[float], str]],
    mark: tuple[float, str] | None = None,
) -> str:
    """Points joined by lines, each line with its own dashes and its name at its end.

    Parameters
    ----------
    axes
        What stands along the bottom and up the side, units included.
    texts
        How a figure on each of them is written.
    mark
        A place along the bottom that is pointed out, and its words.
    """
    height, top, bottom = 400.0, 46.0, 62.0
    across = [x for line in series for x, _ in line.points]
    along = [y for line in series for _, y in line.points]
    left_ticks, up_ticks = _ticks(min(across), max(across)), _ticks(min(along), max(along))
    left = 24 + max(text_width(texts[1](tick), SIZE) for tick in up_ticks)
    right = 30 + (max(text_width(line.label, SIZE) for line in series) if len(series) > 1 else 0)
    plot = _Plot((left, WIDTH - right), (height - bottom, top), left_ticks, up_ticks)
    picture = Picture(WIDTH, height, title, description)
    picture.text(12, 22, axes[1], font_size=SIZE, font_weight="bold")
    picture.text(
        (left + WIDTH - right) / 2,
        height - 12,
        axes[0],
        font_size=SIZE,
        text_anchor="middle",
        font_weight="bold",
    )
    for tick in up_ticks:
        y = plot.y(tick)
        picture.add("path", d=f"M{left:.1f} {y:.1f}H{WIDTH - right:.1f}", stroke="#D9DEE3")
        picture.text(left - 8, y + 5, texts[1](tick), text_anchor="end", font_size=SIZE)
    for tick in left_ticks:
        words = texts[0](tick)
        picture.text(plot.x(tick), height - 38, words, text_anchor="middle", font_size=SIZE)
    if mark:
        x = plot.x(mark[0])
        path = f"M{x:.1f} {top}V{height - bottom:.1f}"
        picture.add("path", d=path, stroke=QUIET, stroke_dasharray="3 4")
        side = "end" if x > WIDTH * 0.7 else "start"
        picture.text(
            x + (-8 if side == "end" else 8), top + 4, mark[1], text_anchor=side, font_size=SIZE
        )
    styles = ((BLUE, ""), (ORANGE, "8 5"), (TURQUOISE, "3 4"))
    for line, (colour, dashes) in zip(series, styles, strict=False):
        _line(picture, plot, line, colour, dashes, texts)
        if len(series) > 1:
            x, y = plot.x(line.points[-1][0]) + 10, plot.y(line.points[-1][1]) + 5
            picture.text(x, y, line.label, fill=INK, font_size=SIZE)
    return picture.svg()


class _Plot:
    """From figures to places on the picture."""

    def __init__(
        self,
        across: tuple[float, float],
        along: tuple[float, float],
        x_ticks: Sequence[float],
        y_ticks: Sequence[float],
    ) -> None:
        self._across, self._along = across, along
        self._x, self._y = (x_ticks[0], x_ticks[-1]), (y_ticks[0], y_ticks[-1])

    def x(self, figure: float) -> float:
        return _between(self._across, self._x, figure)

    def y(self, figure: float) -> float:
        return _between(self._along, self._y, figure)


def _between(place: tuple[float, float], ends: tuple[float, float], figure: float) -> float:
    share = (figure - ends[0]) / (ends[1] - ends[0]) if ends[1] > ends[0] else 0.5
    return place[0] + (place[1] - place[0]) * share


def _line(
    picture: Picture,
    plot: _Plot,
    line: Series,
    colour: str,
    dashes: str,
    texts: tuple[Callable[[float], str], Callable[[float], str]],
) -> None:
    places = [(plot.x(x), plot.y(y)) for x, y in line.points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    picture.add("path", d=path, fill="none", stroke=colour, stroke_width=3, stroke_dasharray=dashes)
    for (x, y), (across, along) in zip(places, line.points, strict=True):
        tip = f"{texts[0](across)}: {texts[1](along)}"
        picture.add("circle", None, tip, cx=x, cy=y, r=5, fill=colour)


def _key(picture: Picture, keys: Sequence[str], colours: Sequence[str]) -> None:
    for (x, y), words, colour in zip(_key_places(keys, picture.width), keys, colours, strict=True):
        picture.add("rect", x=x, y=y, width=16, height=16, fill=colour, stroke=EDGE)
        picture.text(x + 24, y + 14, words, font_size=SIZE)


def _key_places(keys: Sequence[str], width: float) -> list[tuple[float, float]]:
    """Where each key stands: beside the one before, or below where there is no room."""
    places: list[tuple[float, float]] = []
    x, y = 4.0, 6.0
    for words in keys:
        wide = 48 + text_width(words, SIZE)
        if places and x + wide > width:
            x, y = 4.0, y + 22
        places.append((x, y))
        x += wide
    return places


def _key_height(keys: Sequence[str], width: float) -> float:
    return _key_places(keys, width)[-1][1] + 28 if keys else 6.0


def _ticks(least: float, most: float, number: int = 5) -> list[float]:
    """About so many round figures from below the least to above the most."""
    if most <= least:
        least, most = least - 1, most + 1
    rough = (most - least) / number
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough)
    first = floor(least / step + 1e-9)
    return [step * place for place in range(first, ceil(most / step - 1e-9) + 1)]


def label_lines(label: str, room: float) -> list[str]:
    """A label in at most three lines, broken between words; what is longer still is cut."""
    most = int(room / text_width("x", SIZE))
    if len(label) <= most:
        return [label]
    lines = textwrap.wrap(label, most, max_lines=3, placeholder="…")
    return lines or [label[:most]]

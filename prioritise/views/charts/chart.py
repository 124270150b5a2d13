"""The one class that every chart is drawn with: scales, rows of names, keys, and marks with ids.

Drawn directly, a chart is a few kilobytes of shapes and of text that can be read, searched and
printed; it needs no library, and a report of many charts takes milliseconds. A chart is drawn in
three widths, of which a page shows the one that fits; so letters keep their size everywhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from prioritise.views.charts.look import EDGE, GRID, NARROW, SIZE, SMALL, WIDTHS, Look
from prioritise.views.charts.svg import INK, PAPER, Picture, text_width

_LONGEST_LABEL = 260.0
_HATCH = 6.0
"""Pixels between slanted lines."""


@dataclass(frozen=True, slots=True)
class PlotScale:
    """From figures to places along one direction."""

    begin: float
    """Place of the first figure, in pixels."""
    end: float
    first: float
    last: float

    def at(self, figure: float) -> float:
        """Place of a figure."""
        length = self.last - self.first
        share = (figure - self.first) / length if length else 0.5
        return self.begin + (self.end - self.begin) * share


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands along one side of a plot."""

    label: str
    """What is measured, units included."""
    ticks: tuple[float, ...]
    text: Callable[[float], str]
    """How a figure is written."""

    @classmethod
    def over(cls, label: str, figures: Iterable[float], text: Callable[[float], str]) -> Axis:
        """An axis from below the least figure to above the most, with round ticks."""
        known = list(figures)
        return cls(label, tuple(ticks(min(known), max(known))), text)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where the marks of one row lie."""

    y: float
    """Top of its marks."""
    height: float
    left: float
    end: float
    """Where the next row begins."""

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


class Chart:
    """A picture that is drawn from the top down.

    Parameters
    ----------
    name
        What the id of every mark begins with; unlike that of any other chart of a page.
    width
        Of the picture, in pixels.
    title, description
        What it finds, in a line, and what can be seen in it: the text alternative.
    """

    def __init__(self, name: str, width: float, title: str, description: str) -> None:
        self.width, self.is_narrow = width, width < NARROW
        self.below = 6.0
        """Where the next part begins."""
        self.picture = Picture(width, 0, title, description)
        self._name, self._marks = f"{name}-{width:.0f}", 0

    def bar(
        self, x: float, y: float, width: float, height: float, look: Look, tip: str = ""
    ) -> None:
        """Add a bar; one without any width is left out."""
        if width <= 0:
            return
        shape = {"x": x, "y": y, "width": width, "height": height}
        self.picture.add("rect", None, tip, id=self._mark(), **shape, **_drawn(look))
        if look.is_hatched:
            self.picture.add("path", d=_hatch(x, y, width, height), stroke=INK, stroke_width=0.8)

    def disc(self, x: float, y: float, radius: float, look: Look, tip: str = "") -> None:
        """Add a disc around a place."""
        place = {"cx": x, "cy": y, "r": radius}
        self.picture.add("circle", None, tip, id=self._mark(), **place, **_drawn(look))

    def area(self, d: str, look: Look, tip: str = "", opacity: float = 1.0) -> None:
        """Add a shape of any outline."""
        shape = {"d": d, "fill_opacity": opacity}
        self.picture.add("path", None, tip, id=self._mark(), **shape, **_drawn(look))

    def path(self, d: str, colour: str, weight: float = 1.0, dashes: str = "") -> None:
        """Add a line that is no mark by itself."""
        shape = {"d": d, "fill": "none", "stroke": colour, "stroke_width": weight}
        self.picture.add("path", **shape, **({"stroke_dasharray": dashes} if dashes else {}))

    def text(self, x: float, y: float, words: str, **attributes: object) -> None:
        """Add a text, with its baseline at y; nothing where there are no words."""
        if words:
            self.picture.text(x, y, words, **{"font_size": SMALL, **attributes})

    def label(self, x: float, y: float, words: str, **attributes: object) -> None:
        """Add a text that stands out from what lies below it."""
        # Twice, for not every viewer knows how to draw the halo below the letters.
        halo = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round"}
        self.text(x, y, words, **{**attributes, **halo, "fill": PAPER, "aria_hidden": "true"})
        self.text(x, y, words, **attributes)

    def paragraph(self, words: str, indent: float = 0.0) -> None:
        """Add a text below what there is, in as many lines as it needs."""
        room = int((self.width - indent) / text_width("x", SMALL))
        for line in textwrap.wrap(words, room):
            self.below += 18
            self.text(indent, self.below, line)

    def key(self, entries: Sequence[tuple[str, Look]]) -> None:
        """Say what each look stands for: side by side, or below where there is no room."""
        x, y = 4.0, self.below
        for number, (words, look) in enumerate(entries):
            wide = 48 + text_width(words, SIZE)
            if number and x + wide > self.width:
                x, y = 4.0, y + 22
            shape = {"x": x, "y": y, "width": 16.0, "height": 16.0}
            edge = _drawn(look)
            self.picture.add("rect", **shape, **{"stroke": EDGE, **edge})
            if look.is_hatched:
                path = _hatch(x, y, 16.0, 16.0)
                self.picture.add("path", d=path, stroke=INK, stroke_width=0.8)
            self.text(x + 24, y + 14, words, font_size=SIZE)
            x += wide
        if entries:
            self.below = y + 28

    def rows(
        self,
        labels: Sequence[str],
        bar: float = 18.0,
        under: float = 0.0,
        gap: float = 12.0,
        lines: int = 3,
    ) -> list[Lane]:
        """Names below one another: left of their marks, or above them where it is narrow.

        Parameters
        ----------
        bar
            Height of the marks.
        under
            Room below them, such as for figures.
        gap
            Between rows.
        lines
            That a name has at most; what is longer is cut.
        """
        size = SIZE if lines > 1 else SMALL
        room = self.width - 8 if self.is_narrow else min(_LONGEST_LABEL, 0.38 * self.width)
        broken = [label_lines(label, room, lines) for label in labels]
        left = 2.0
        if not self.is_narrow:
            left = max((text_width(line, size) for each in broken for line in each), default=0) + 16
        lanes = []
        for names in broken:
            tall = 17.0 * len(names)
            if self.is_narrow:
                height, y, first = tall + bar + under + gap + 4, self.below + tall + 6, 15.0
            else:
                height = max(bar + under, tall) + gap
                y = self.below + (height - bar - under) / 2
                beside = (height - under - tall) / 2
                first = 13 + min(max(gap / 2, beside), height - gap / 2 - tall)
            for number, line in enumerate(names):
                self.text(0, self.below + first + 17 * number, line, font_size=size)
            self.below += height
            lanes.append(Lane(y, bar, left, self.below))
        return lanes

    def columns(self, names: Sequence[str], left: float, right: float | None = None) -> PlotScale:
        """Headings side by side; the scale has their places from 0 to their number."""
        scale = PlotScale(left, self.width if right is None else right, 0, len(names))
        for place, name in enumerate(names):
            weight = {"font_size": SIZE, "font_weight": "bold"}
            self.text(scale.at(place), self.below + 12, name, **weight)
        self.below += 24
        return scale

    def plot(
        self, across: Axis, upwards: Axis, height: float, right: float = 16.0
    ) -> tuple[PlotScale, PlotScale]:
        """Scales with their lines and figures, and what each of them measures.

        Parameters
        ----------
        height
            From the first to the last tick upwards.
        right
            Room beside the plot.
        """
        left = 12 + max(text_width(upwards.text(tick), SMALL) for tick in upwards.ticks)
        bold = {"font_size": SMALL, "font_weight": "bold"}
        self.text(0, self.below + 10, upwards.label, **bold)
        top = self.below + 26
        x = PlotScale(left, self.width - right, across.ticks[0], across.ticks[-1])
        y = PlotScale(top + height, top, upwards.ticks[0], upwards.ticks[-1])
        for tick in upwards.ticks:
            place = y.at(tick)
            self.path(f"M{left:.1f} {place:.1f}H{x.end:.1f}", GRID)
            self.text(left - 8, place + 5, upwards.text(tick), text_anchor="end")
        every = ceil(len(across.ticks) * 50 / max(1.0, x.end - x.begin))
        for tick in across.ticks[::every]:
            self.text(x.at(tick), y.begin + 20, across.text(tick), text_anchor="middle")
        self.path(f"M{left:.1f} {y.begin:.1f}H{x.end:.1f}", EDGE)
        self.text(x.end, y.begin + 42, across.label, text_anchor="end", **bold)
        self.below = y.begin + 54
        return x, y

    def svg(self) -> str:
        """The whole file."""
        self.picture.height = self.below + 4
        return self.picture.svg()

    def _mark(self) -> str:
        self._marks += 1
        return f"{self._name}-{self._marks}"


def in_widths(draw: Callable[[float], str]) -> tuple[str, ...]:
    """A picture in every one of `WIDTHS`, narrowest first."""
    return tuple(map(draw, WIDTHS))


def ticks(least: float, most: float, number: int = 5) -> list[float]:
    """About so many round figures from below the least to above the most."""
    if most <= least:
        least, most = least - 1, most + 1
    rough = (most - least) / number
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough)
    first = floor(least / step + 1e-9)
    return [step * place for place in range(first, ceil(most / step - 1e-9) + 1)]


def label_lines(label: str, room: float, most_lines: int = 3) -> list[str]:
    """A label in a few lines, broken between words; what is longer still is cut."""
    if most_lines == 1:
        return [short(label, room)]
    most = int(room / text_width("x", SIZE))
    if len(label) <= most:
        return [label]
    lines = textwrap.wrap(label, most, max_lines=most_lines, placeholder="…")
    return lines or [label[:most]]


def short(label: str, room: float, size: float = SMALL) -> str:
    """A label in one line of so many pixels, cut where it is longer."""
    most = max(2, int(room / text_width("x", size)))
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _drawn(look: Look) -> dict[str, object]:
    edge = {"stroke": look.outline, "stroke_width": look.weight} if look.outline else {}
    dashes = {"stroke_dasharray": look.dashes} if look.dashes else {}
    return {"fill": look.colour, **edge, **dashes}


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Slanted lines within a box."""
    parts = []
    at = _HATCH
    while at < width + height:
        from_x, to_x = max(0.0, at - height), min(at, width)
        parts.append(f"M{x + from_x:.1f} {y + at - from_x:.1f}L{x + to_x:.1f} {y + at - to_x:.1f}")
        at += _HATCH
    return "".join(parts)

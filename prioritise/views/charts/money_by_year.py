"""Money used of what there is in every stream and year, on one scale; full cells are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.bars_and_lines import (
    BLUE,
    EDGE,
    LEFT_OVER,
    NARROW,
    SIZE,
    label_lines,
)
from prioritise.views.charts.svg import INK, QUIET, Picture, text_width

_BAR, _GAP = 14.0, 14.0
_SMALL = 13


@dataclass(frozen=True, slots=True)
class YearCell:
    """One stream in one year."""

    used: float
    there: float
    text: str
    """Its figures."""
    is_full: bool
    """Whether nothing of it is left."""


def money_by_year(
    title: str,
    description: str,
    years: Sequence[str],
    rows: Sequence[tuple[str, Sequence[YearCell]]],
    width: float,
) -> str:
    """A row a stream, a column a year, in each cell a bar: the longest stands for the most money.

    Parameters
    ----------
    title, description
        What it shows, and what can be seen in it.
    rows
        The streams with their years.
    width
        Of the picture, in pixels; where it is narrow, names stand above their bars.
    """
    is_narrow = width < NARROW
    labels = [label_lines(name, width - 8 if is_narrow else 230) for name, _ in rows]
    left = 0.0
    if not is_narrow:
        left = max(text_width(line, SIZE) for label in labels for line in label) + 16
    column = (width - left) / len(years)
    most = max((max(cell.there, cell.used) for _, cells in rows for cell in cells), default=0) or 1
    heights = [
        18.0 * len(label) + 44 if is_narrow else max(46.0, 17.0 * len(label) + 12)
        for label in labels
    ]
    picture = Picture(width, 30 + sum(heights), title, description)
    for place, year in enumerate(years):
        x = left + place * column
        picture.text(x, 18, year, font_size=SIZE, font_weight="bold")
    y = 30.0
    for row, ((name, cells), label, height) in enumerate(zip(rows, labels, heights, strict=True)):
        picture.add("path", d=f"M0 {y:.1f}H{width:.1f}", stroke="#D9DEE3")
        for number, line in enumerate(label):
            picture.text(0, y + 19 + 17 * number, line, font_size=SIZE)
        top = y + (18 * len(label) + 8 if is_narrow else 10)
        for place, cell in enumerate(cells):
            x = left + place * column
            _cell(
                picture,
                cell,
                x,
                top,
                (column - _GAP) / most,
                f"money-{width:.0f}-{row}-{place}",
                name,
            )
        y += height
    return picture.svg()


def _cell(
    picture: Picture, cell: YearCell, x: float, y: float, scale: float, mark: str, name: str
) -> None:
    if not (cell.there or cell.used):
        picture.text(x, y + 12, "–", font_size=_SMALL, fill=QUIET)
        return
    shape = {"x": x, "y": y, "height": _BAR}
    picture.add(
        "rect", None, width=cell.there * scale, fill=LEFT_OVER, stroke=EDGE, stroke_width=1, **shape
    )
    heavy = {"stroke": INK, "stroke_width": 2.5} if cell.is_full else {}
    tip = f"{name}: {cell.text}"
    picture.add("rect", None, tip, id=mark, width=cell.used * scale, fill=BLUE, **heavy, **shape)
    weight = {"font_weight": "bold"} if cell.is_full else {}
    picture.text(x, y + _BAR + 15, cell.text, font_size=_SMALL, **weight)

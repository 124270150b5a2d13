"""A map of hubs: what each asked for and got, and the money that ties hubs to each other.

Nobody's borders are needed: where zones with people are known, these make the outline; elsewhere
the hubs themselves do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import dist, sqrt

from prioritise.programme.distance import Point
from prioritise.views.charts.chart import Chart
from prioritise.views.charts.look import EDGE, EMPTY, FIRST, ORANGE, WHOLE
from prioritise.views.charts.map_frame import MapFrame, PictureBox, beside

_LAND, _GROUND = "#EEF2F5", 8.0
"""Colour of the ground, and the pixels to which its places are told apart."""


@dataclass(frozen=True, slots=True)
class MappedHub:
    """One hub that has a place."""

    hub: str
    name: str
    place: Point
    asked: float
    funded: float
    text: str
    """Its figures."""


@dataclass(frozen=True, slots=True)
class MappedLink:
    """A chosen proposal between two hubs."""

    hubs: tuple[str, str]
    money: float
    tip: str


def hub_money_map(
    name: str,
    title: str,
    description: str,
    hubs: Sequence[MappedHub],
    links: Sequence[MappedLink],
    ground: Sequence[Point],
    width: float,
) -> str:
    """A disc a hub, its area the money that it gets, in a circle of what it asked for.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    hubs
        At least one.
    links
        Drawn as lines, thicker for more money.
    ground
        Where people live; empty where nobody says.
    """
    chart = Chart(name, width, title, description)
    chart.key([("funded", FIRST), ("asked for", WHOLE)])
    points = [*(hub.place for hub in hubs), *ground]
    margin = 34.0 if chart.is_narrow else 60.0
    tallest = 260.0 if chart.is_narrow else 330.0
    frame = MapFrame(points, width, chart.below, margin, (120.0, tallest))
    _ground(chart, [frame.at(point) for point in points], has_people=bool(ground))
    at = {hub.hub: frame.at(hub.place) for hub in hubs}
    heaviest = max((link.money for link in links), default=0.0) or 1.0
    for link in links:
        (x, y), (end_x, end_y) = (at[hub] for hub in link.hubs)
        chart.path(
            f"M{x:.1f} {y:.1f}L{end_x:.1f} {end_y:.1f}", ORANGE, 2 + 4 * link.money / heaviest
        )
    most = max(hub.asked for hub in hubs) or 1.0
    largest = 20.0 if chart.is_narrow else 30.0
    radius = {hub.hub: largest * sqrt(hub.asked / most) for hub in hubs}
    for hub in hubs:
        x, y = at[hub.hub]
        tip = f"{hub.name}: {hub.text}"
        chart.disc(x, y, max(2.0, radius[hub.hub]), WHOLE if hub.asked else EMPTY, tip)
        if hub.funded:
            chart.disc(x, y, largest * sqrt(hub.funded / most), FIRST, tip)
    taken = [
        PictureBox(x - radius[hub], y - radius[hub], x + radius[hub], y + radius[hub])
        for hub, (x, y) in at.items()
    ]
    for number, hub in sorted(enumerate(hubs, 1), key=lambda each: _nearest(each[1].hub, at)):
        words = [str(number)] if chart.is_narrow else [hub.name, hub.text]
        box = beside(words, at[hub.hub], radius[hub.hub] + 5, width, taken)
        taken.append(box)
        for line, text in enumerate(words):
            y = box.top + 13 + 17 * line
            weight = {} if line else {"font_weight": "bold"}
            chart.label(box.left, y, text, **weight)
    chart.below = frame.bottom
    if chart.is_narrow:
        for number, hub in enumerate(hubs, 1):
            chart.text(0, chart.below + 18, str(number), font_weight="bold")
            chart.paragraph(f"{hub.name}: {hub.text}", 20)
    if links:
        chart.paragraph("A line joins hubs that share a chosen proposal; thicker for more money.")
    return chart.svg()


def _nearest(hub: str, at: Mapping[str, tuple[float, float]]) -> float:
    """How far the next hub is: where it is crowded, names are placed first."""
    return min(dist(at[hub], place) for other, place in at.items() if other != hub)


def _ground(chart: Chart, places: Sequence[tuple[float, float]], *, has_people: bool) -> None:
    """Dots that run into one another, or a broad band around the hubs; an edge below each."""
    if has_people:
        spots = dict.fromkeys(
            (round(x / _GROUND) * _GROUND, round(y / _GROUND) * _GROUND) for x, y in places
        )
        path, broad = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in spots), 30.0
    else:
        path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _hull(places)) + "Z"
        broad = 64.0 if chart.is_narrow else 110.0
    for colour, weight in ((EDGE, broad + 2), (_LAND, broad)):
        chart.picture.add(
            "path",
            d=path,
            fill=colour,
            stroke=colour,
            stroke_width=weight,
            stroke_linecap="round",
            stroke_linejoin="round",
        )


def _hull(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places that a band around all of them touches, in order (monotone chain)."""
    ordered = sorted(set(places))
    if len(ordered) < 3:
        return ordered
    halves: list[list[tuple[float, float]]] = []
    for points in (ordered, ordered[::-1]):
        half: list[tuple[float, float]] = []
        for point in points:
            while len(half) > 1 and _turn(half[-2], half[-1], point) <= 0:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return [*halves[0], *halves[1]]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

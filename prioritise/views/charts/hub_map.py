"""A map without tiles: zones as points, shaded by the minutes to the nearest hub, and the hubs.

Shades run from dark (near) to light (far), which tells them apart in grey and to
people who see colours differently; who is beyond every threshold is an empty circle.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal
from math import sqrt

from prioritise.hubs.access import Area
from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.screening import HEADING, point_of
from prioritise.programme.records import Hub
from prioritise.views.charts.map_frame import MapFrame, PictureBox, beside
from prioritise.views.charts.svg import INK, PAPER, QUIET, Picture, text_width
from prioritise.views.table import figure

WIDTH, TOP, MARGIN, LEGEND = 900.0, 84.0, 40.0, 120.0
TALLEST, LOWEST = 1100.0, 200.0
SHADES = ("#12304f", "#24698c", "#4fa3a5", "#9fd0a9", "#d9e8b0")
"""From near to far, evenly lighter."""
AGREED, PROPOSED = "#1d1d1b", "#c8102e"
LARGEST_POINT, SMALLEST_SHARE = 11.0, 0.35
"""Radius of the zone with most people, and the least share of it that another has."""
ROOMY = 150
"""Zones that have room for points of that size; more of them are drawn smaller."""


def hub_map(appraisal: HubAppraisal, further: Sequence[str], basis: str) -> str:
    """The map as SVG; empty where no zone has a place.

    Parameters
    ----------
    further
        Proposed hubs that are counted beside the agreed ones.
    basis
        What the minutes are, in a word or two.
    """
    access = appraisal.access
    placed = [(area, point) for area in access.areas if (point := point_of(area.zone)) is not None]
    if not placed:
        return ""
    hubs = [
        (hub, point)
        for hub in (access.programme.hub_of[name] for name in access.hubs)
        if (point := point_of(hub)) is not None
    ]
    everything = [point for _, point in (*placed, *hubs)]
    frame = MapFrame(everything, WIDTH, TOP, MARGIN, (LOWEST, TALLEST))
    counted = (*access.agreed, *further)
    classes = _Classes(appraisal, counted)
    title = _title(appraisal, further, basis)
    picture = Picture(WIDTH, frame.bottom + LEGEND, title, classes.in_words(further, basis))
    picture.text(MARGIN, 34, title, font_size=20, font_weight="bold")
    picture.text(MARGIN, 58, _subtitle(appraisal, basis), fill=QUIET)
    widest = LARGEST_POINT * min(1.0, sqrt(ROOMY / len(placed)))
    line = {"stroke": QUIET, "stroke_width": 0.5 if len(placed) > ROOMY else 1}
    drawn: list[PictureBox] = []
    largest = max(area.people for area, _ in placed) or 1
    for area, point in sorted(placed, key=lambda pair: (-pair[0].people, pair[0].zone.zone)):
        x, y = frame.at(point)
        radius = widest * max(SMALLEST_SHARE, sqrt(area.people / largest))
        shade = classes.shade(area)
        tip = f"{area.zone.name or area.zone.zone}: {area.people:,} people, {classes.told(area)}"
        picture.add("circle", None, tip, cx=x, cy=y, r=radius, fill=shade or PAPER, **line)
        drawn.append(PictureBox(x - radius, y - radius, x + radius, y + radius))
    _draw_hubs(picture, [(hub, *frame.at(point)) for hub, point in hubs], counted, drawn)
    _legend(picture, classes, frame.bottom + 18, {hub.status for hub, _ in hubs})
    missing = len(access.areas) - len(placed)
    if missing:
        words = f"{missing} zones without latitude and longitude are not shown."
        picture.text(MARGIN, frame.bottom + LEGEND - 12, words, fill=QUIET, font_size=12)
    return picture.svg()


class _Classes:
    """Which shade each zone has."""

    def __init__(self, appraisal: HubAppraisal, hubs: Sequence[str]) -> None:
        self._access = appraisal.access
        self._hubs = hubs
        self.limits: tuple[Decimal, ...] = appraisal.thresholds[: len(SHADES)]
        steps = max(len(self.limits) - 1, 1)
        self.shades = [
            SHADES[place * (len(SHADES) - 1) // steps] for place, _ in enumerate(self.limits)
        ]

    def shade(self, area: Area) -> str:
        """Colour of a zone; empty where it is beyond every threshold."""
        ticks = area.fastest(self._hubs)
        for limit, shade in zip(self.limits, self.shades, strict=True):
            if ticks is not None and ticks <= self._access.limit(limit):
                return shade
        return ""

    def told(self, area: Area) -> str:
        """Minutes of a zone in words."""
        ticks = area.fastest(self._hubs)
        if ticks is None:
            return "out of reach"
        return f"{float(self._access.minutes(ticks)):.0f} minutes"

    def in_words(self, further: Sequence[str], basis: str) -> str:
        """The text alternative."""
        access = self._access
        everybody = access.people
        counts = [
            f"{people:,} of {everybody:,} people ({100 * people / everybody:.0f}%) within "
            f"{figure(limit)} minutes"
            for limit in self.limits
            for people in [access.reached(self._hubs, limit)]
        ]
        left = everybody - access.reached(self._hubs, self.limits[-1])
        names = [access.programme.hub_of[hub].name for hub in access.agreed]
        more = [access.programme.hub_of[hub].name for hub in further]
        besides = f" Counted beside them: {', '.join(more)}." if more else ""
        return (
            f"A map of {len(access.areas)} zones, each a circle shaded by the minutes to its "
            f"nearest hub ({basis}). Agreed hubs: {', '.join(names) or 'none'}.{besides} "
            f"{'; '.join(counts)}; {left:,} beyond. nearest.csv has every zone."
        )


def _title(appraisal: HubAppraisal, further: Sequence[str], basis: str) -> str:
    lead = "Screening estimate of minutes" if basis == HEADING else "Minutes"
    if not further:
        return f"{lead} to the nearest agreed hub"
    names = [appraisal.access.programme.hub_of[hub].name for hub in further]
    listed = names[0] if len(names) == 1 else f"{len(names)} further hubs"
    return f"{lead} to the nearest hub, with {listed}"


def _subtitle(appraisal: HubAppraisal, basis: str) -> str:
    potential = "who could get there, not jobs"
    return f"{appraisal.access.programme.title}. {basis.capitalize()}; {potential}."


def _draw_hubs(
    picture: Picture,
    hubs: Sequence[tuple[Hub, float, float]],
    counted: Sequence[str],
    zones: Sequence[PictureBox],
) -> None:
    """Squares for agreed hubs, diamonds for proposed ones, and the names where there is room."""
    taken = [PictureBox(x - 8, y - 8, x + 8, y + 8) for _, x, y in hubs]
    for hub, x, y in hubs:
        is_agreed = hub.status == "agreed"
        colour = AGREED if is_agreed else PROPOSED
        picture.add(
            "rect",
            None,
            f"{hub.name}, {hub.status}",
            x=x - 6,
            y=y - 6,
            width=12,
            height=12,
            fill=colour if hub.hub in counted else PAPER,
            stroke=PAPER if hub.hub in counted else colour,
            stroke_width=2,
            **({} if is_agreed else {"transform": f"rotate(45 {x:.2f} {y:.2f})"}),
        )
    for hub, x, y in hubs:
        box = beside((hub.name,), (x, y), 11, WIDTH, taken, zones)
        taken.append(box)
        halo = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round"}
        place = {"x": box.left, "y": box.bottom - 4, "font_size": 13, "font_weight": "bold"}
        colour = INK if hub.status == "agreed" else PROPOSED
        # Twice, for not every viewer knows how to draw the halo below the letters.
        picture.add("text", hub.name, **place, **halo, fill=PAPER, aria_hidden="true")
        picture.add("text", hub.name, **place, fill=colour)


def _legend(picture: Picture, classes: _Classes, top: float, drawn: Container[str]) -> None:
    x = MARGIN
    words = [f"up to {figure(limit)} min" for limit in classes.limits]
    for shade, text in zip((*classes.shades, ""), (*words, "beyond"), strict=True):
        picture.add("circle", cx=x + 8, cy=top, r=8, fill=shade or PAPER, stroke=QUIET)
        picture.text(x + 22, top + 5, text)
        x += 40 + text_width(text)
    x = MARGIN
    for status, text, colour, turned in (
        ("agreed", "agreed hub", AGREED, False),
        ("proposed", "proposed hub (empty: not counted)", PROPOSED, True),
    ):
        if status not in drawn:
            continue
        turn = {"transform": f"rotate(45 {x + 8:.2f} {top + 30:.2f})"} if turned else {}
        picture.add("rect", x=x + 2, y=top + 24, width=12, height=12, fill=colour, **turn)
        picture.text(x + 22, top + 35, text)
        x += 40 + text_width(text)
    picture.text(x, top + 35, "A circle's area: the people who live there.", fill=QUIET)

"""A curve: how many people have a hub within so many minutes, for each set of hubs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from prioritise.hubs.access import Access
from prioritise.hubs.appraisal import HubAppraisal
from prioritise.views.charts.svg import INK, QUIET, Picture
from prioritise.views.table import figure

WIDTH, HEIGHT = 900.0, 560.0
LEFT, RIGHT, TOP, BOTTOM = 90.0, 250.0, 90.0, 80.0
LINES = (("#12304f", ""), ("#c8102e", "8 4"), ("#2a7f62", "2 3"))
"""Colour and dashes of each line, told apart without colour as well."""
MOST_TICKS = 10
LABEL = 40.0
"""Height of a label of two lines."""


@dataclass(frozen=True, slots=True)
class _CoverageLine:
    label: str
    points: tuple[tuple[int, int], ...]
    """Minutes and people, at every whole minute."""


def coverage_curve(appraisal: HubAppraisal, basis: str) -> str:
    """The curve as SVG.

    Parameters
    ----------
    basis
        What the minutes are, in a word or two.
    """
    access = appraisal.access
    longest = ceil(appraisal.thresholds[-1])
    lines = [
        _CoverageLine(
            label, tuple((m, access.reached(hubs, Decimal(m))) for m in range(longest + 1))
        )
        for label, hubs in _sets(appraisal)
    ]
    everybody = access.people
    picture = Picture(WIDTH, HEIGHT, _TITLE, _in_words(appraisal, lines, basis))
    picture.text(LEFT - 50, 34, _TITLE, font_size=20, font_weight="bold")
    words = f"{access.programme.title}. {basis.capitalize()}; who could get there, not jobs."
    picture.text(LEFT - 50, 58, words, fill=QUIET)
    plot = _CoveragePlot(longest, everybody)
    _axes(picture, plot, appraisal.thresholds)
    lowest = 0.0
    # From the highest line down, so that labels keep the order of the lines when they make room.
    drawn = sorted(zip(lines, LINES, strict=False), key=lambda pair: -pair[0].points[-1][1])
    for line, (colour, dashes) in drawn:
        path = plot.path(line.points)
        picture.add(
            "path", d=path, fill="none", stroke=colour, stroke_width=3, stroke_dasharray=dashes
        )
        people = line.points[-1][1]
        y = max(plot.y(people) + 5, lowest + LABEL)
        lowest = y
        share = f"{people:,} ({100 * people / everybody:.0f}%)"
        picture.text(WIDTH - RIGHT + 12, y - 8, line.label, fill=colour, font_weight="bold")
        picture.text(WIDTH - RIGHT + 12, y + 9, share, fill=colour)
    return picture.svg()


_TITLE = "People with a hub within so many minutes"


class _CoveragePlot:
    """From minutes and people to places on the picture."""

    def __init__(self, longest: int, everybody: int) -> None:
        self.longest, self.everybody = longest, everybody

    def x(self, minutes: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * minutes / self.longest

    def y(self, people: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * people / self.everybody

    def path(self, points: Sequence[tuple[int, int]]) -> str:
        """Steps: whoever arrives within a minute counts from that minute on."""
        parts = [f"M{self.x(points[0][0]):.2f} {self.y(points[0][1]):.2f}"]
        for minutes, people in points[1:]:
            parts.append(f"H{self.x(minutes):.2f}V{self.y(people):.2f}")
        return "".join(parts)


def _sets(appraisal: HubAppraisal) -> list[tuple[str, tuple[str, ...]]]:
    """The agreed hubs, these with the further ones that are shown, and with all proposed ones."""
    access = appraisal.access
    sets = [("Agreed hubs", access.agreed)]
    further = appraisal.further
    if further:
        sets.append((f"and {_named(access, further)}", access.agreed + further))
    if len(access.proposed) > len(further):
        sets.append((f"and all {len(access.proposed)} proposed", access.hubs))
    return sets


def _named(access: Access, hubs: Sequence[str]) -> str:
    if len(hubs) > 1:
        return f"{len(hubs)} further hubs"
    name = access.programme.hub_of[hubs[0]].name
    return name if len(name) <= 24 else f"{name[:23]}…"


def _axes(picture: Picture, plot: _CoveragePlot, thresholds: Sequence[Decimal]) -> None:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    step = _round_step(plot.everybody)
    for people in range(0, plot.everybody + 1, step):
        y = plot.y(people)
        picture.add("line", x1=LEFT, x2=right, y1=y, y2=y, stroke="#d8d8d4")
        picture.text(LEFT - 8, y + 4, f"{people:,}", text_anchor="end", fill=QUIET, font_size=12)
    for minutes in thresholds:
        x = plot.x(float(minutes))
        picture.add("line", x1=x, x2=x, y1=TOP, y2=bottom, stroke=QUIET, stroke_dasharray="1 3")
        picture.text(x, bottom + 20, figure(minutes), text_anchor="middle", font_size=13)
    if Decimal(0) not in thresholds:
        picture.text(LEFT, bottom + 20, "0", text_anchor="middle", font_size=13)
    picture.add("line", x1=LEFT, x2=right, y1=bottom, y2=bottom, stroke=INK)
    picture.text((LEFT + right) / 2, bottom + 46, "minutes", text_anchor="middle", fill=QUIET)
    picture.text(LEFT - 50, TOP - 12, "people", fill=QUIET, font_size=12)


def _round_step(everybody: int) -> int:
    """The least round number of people of which only a few fit below everybody."""
    steps: Iterator[int] = (
        digit * 10**power for power in range(len(str(everybody)) + 1) for digit in (1, 2, 5)
    )
    return next(step for step in steps if everybody <= MOST_TICKS * step)


def _in_words(appraisal: HubAppraisal, lines: Sequence[_CoverageLine], basis: str) -> str:
    """The text alternative."""
    everybody = appraisal.access.people
    told = []
    for line, (_, hubs) in zip(lines, _sets(appraisal), strict=True):
        counts = ", ".join(
            f"{appraisal.access.reached(hubs, minutes):,} within {figure(minutes)} minutes"
            for minutes in appraisal.thresholds
        )
        told.append(f"{line.label}: {counts}")
    return (
        f"Steps that rise with the minutes ({basis}), of {everybody:,} people. {'; '.join(told)}."
    )

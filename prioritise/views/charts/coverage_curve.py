"""A curve: how many people have a hub within so many minutes, for each set of hubs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from prioritise.hubs.access import Access
from prioritise.hubs.appraisal import HubAppraisal
from prioritise.views.charts.chart import Axis, Chart, PlotScale
from prioritise.views.charts.svg import QUIET
from prioritise.views.table import figure

WIDTH, HEIGHT, RIGHT = 900.0, 380.0, 250.0
LINES = (("#12304f", ""), ("#c8102e", "8 4"), ("#2a7f62", "2 3"))
"""Colour and dashes of each line, told apart without colour as well."""
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
    chart = Chart("coverage", WIDTH, _TITLE, _in_words(appraisal, lines, basis))
    chart.text(0, chart.below + 16, _TITLE, font_size=20, font_weight="bold")
    words = f"{access.programme.title}. {basis.capitalize()}; who could get there, not jobs."
    chart.text(0, chart.below + 40, words, fill=QUIET)
    chart.below += 60
    minutes = Axis("minutes", (0.0, *map(float, appraisal.thresholds)), _minutes)
    people = Axis.over("people", (0.0, float(everybody)), lambda number: f"{number:,.0f}")
    x, y = chart.plot(minutes, people, HEIGHT, RIGHT)
    for threshold in appraisal.thresholds:
        place = x.at(float(threshold))
        chart.path(f"M{place:.2f} {y.end:.2f}V{y.begin:.2f}", QUIET, dashes="1 3")
    lowest = 0.0
    # From the highest line down, so that labels keep the order of the lines when they make room.
    drawn = sorted(zip(lines, LINES, strict=False), key=lambda pair: -pair[0].points[-1][1])
    for line, (colour, dashes) in drawn:
        chart.path(_path(line.points, x, y), colour, 3, dashes)
        number = line.points[-1][1]
        at = max(y.at(number) + 5, lowest + LABEL)
        lowest = at
        share = f"{number:,} ({100 * number / everybody:.0f}%)"
        chart.text(x.end + 12, at - 8, line.label, fill=colour, font_weight="bold")
        chart.text(x.end + 12, at + 9, share, fill=colour)
    return chart.svg()


def _path(points: Sequence[tuple[int, int]], x: PlotScale, y: PlotScale) -> str:
    """Steps: whoever arrives within a minute counts from that minute on."""
    parts = [f"M{x.at(points[0][0]):.2f} {y.at(points[0][1]):.2f}"]
    for minutes, people in points[1:]:
        parts.append(f"H{x.at(minutes):.2f}V{y.at(people):.2f}")
    return "".join(parts)


_TITLE = "People with a hub within so many minutes"


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


def _minutes(number: float) -> str:
    return f"{number:g}"

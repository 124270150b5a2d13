"""What 5% more and 5% less in each stream is worth, as `explain` found it by solving again."""

from __future__ import annotations

from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.render.report.given import Given
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.tornado import Swing, tornado
from prioritise.views.document import Figure, Grid, heads
from prioritise.views.rounding import points
from prioritise.views.table import Table

NAME = "chart-tornado"
MOST = 12
"""Rows of a picture at most, those that matter most first; its table has all."""


def a_little(given: Given) -> Figure | None:
    """Gains and losses by stream and year; none where that was not asked or nothing changes."""
    table = given.worth and given.worth.table("worth")
    if not table:
        return None
    found = _changes(given.plan, table)
    moved = {label: pair for label, pair in found.items() if any(pair)}
    if not moved:
        return None
    ordered = sorted(moved, key=lambda label: (-max(map(abs, moved[label])), label))
    first = max(ordered, key=lambda label: moved[label][1])
    worst = min(ordered, key=lambda label: moved[label][0])
    caption = (
        f"5% more brings most in {first} (+{points(moved[first][1])} points); 5% less costs most "
        f"in {worst} (−{points(-moved[worst][0])})"
    )
    said = (
        "A row for each stream and year in which 5% matters: what 5% less costs to the left, with "
        f"a broken outline, what 5% more brings to the right. {len(found) - len(moved)} others "
        "change nothing either way."
    )
    rows = [
        Swing(
            label,
            float(moved[label][0]),
            float(moved[label][1]),
            (_signed(moved[label][0]), _signed(moved[label][1])),
        )
        for label in ordered[:MOST]
    ]
    grid = Grid(
        "What 5% less and 5% more change, in points",
        heads("Stream and year", numbers=("5% less", "5% more")),
        tuple((label, *map(_signed, pair)) for label, pair in found.items()),
    )
    keys = ("5% less", "5% more")
    svg = in_widths(lambda width: tornado(NAME, caption, said, rows, keys, width=width))
    return Figure(NAME, svg, caption, grid)


def _changes(plan: Plan, table: Table) -> dict[str, tuple[Fraction, Fraction]]:
    """What less and more change in each stream and year, by name; unknown counts as nothing."""
    streams = plan.programme.stream_of
    found: dict[str, tuple[Fraction, Fraction]] = {}
    columns = map(table.cells, ("stream", "year", "change", "value_change"))
    for stream, year, change, cell in zip(*columns, strict=True):
        label = f"{streams[stream].name if stream in streams else stream} {year}"
        less, more = found.get(label, (Fraction(0), Fraction(0)))
        moved = Fraction(cell or 0)
        found[label] = (less, moved) if Fraction(change) > 0 else (moved, more)
    return found


def _signed(figure: Fraction) -> str:
    if not figure:
        return "0"
    return f"{'+' if figure > 0 else '−'}{points(abs(figure))}"

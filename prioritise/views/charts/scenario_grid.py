"""Who is in under which scenario: a row a proposal, a column a scenario, filled where it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart
from prioritise.views.charts.look import EMPTY, FIRST, GRID, SECOND
from prioritise.views.charts.svg import QUIET

_SIDE = 15.0


@dataclass(frozen=True, slots=True)
class InOrOut:
    """One proposal under every scenario."""

    label: str
    states: tuple[str, ...]
    """`in`, `out`, how it is in where that differs; empty where nothing is possible."""


def scenario_grid(
    name: str,
    title: str,
    description: str,
    scenarios: Sequence[str],
    rows: Sequence[InOrOut],
    width: float,
) -> str:
    """Squares: filled for in, empty for out, outlined for in another way.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    scenarios
        Titles of the columns, which have numbers.
    rows
        The proposals.
    """
    chart = Chart(name, width, title, description)
    has_other = any(state not in ("in", "out", "") for row in rows for state in row.states)
    other = [("in, in another way", SECOND)] if has_other else []
    chart.key([("in", FIRST), *other, ("out", EMPTY)])
    for number, scenario in enumerate(scenarios, 1):
        chart.text(0, chart.below + 18, str(number), font_weight="bold")
        chart.paragraph(scenario, 20)
    chart.below += 14
    top = chart.below
    chart.below += 22
    lanes = chart.rows([row.label for row in rows], bar=_SIDE, gap=3.0, lines=1)
    left = lanes[0].left if lanes else 0.0
    column = min(90.0, (width - left) / len(scenarios))
    for place in range(len(scenarios)):
        x = left + column * place
        chart.text(x + 4, top + 14, str(place + 1), font_weight="bold")
    for row, lane in zip(rows, lanes, strict=True):
        chart.path(f"M0 {lane.end:.1f}H{left + column * len(scenarios):.1f}", GRID)
        for place, state in enumerate(row.states):
            if not state:
                chart.text(left + column * place, lane.middle + 4.5, "–", fill=QUIET)
                continue
            look = FIRST if state == "in" else EMPTY if state == "out" else SECOND
            tip = f"{row.label}: {state} under {scenarios[place]}"
            x = left + column * place
            chart.bar(x, lane.y, _SIDE, lane.height, look, tip)
            if column > 56:
                chart.text(x + _SIDE + 5, lane.middle + 4.5, state[:6], fill=QUIET)
    return chart.svg()

"""The picture of two aims: what more of the one costs of the other, list by list."""

from __future__ import annotations

from prioritise.analysis.agreed.non_dominated import ParetoSet
from prioritise.programme.goals import Goal
from prioritise.programme.programme import Programme
from prioritise.views.agreed.pareto import aim_in_words, amounts_of, unit_of
from prioritise.views.charts.chart import Axis, Chart
from prioritise.views.charts.look import BLUE, FIRST, WIDTHS


def two_aims(found: ParetoSet) -> str:
    """Every point as a dot, the first aim up the side and the second along the bottom."""
    up, along = found.aims.goals
    programme = found.points[0].plan.programme
    amounts = [amounts_of(found.aims, point) for point in found.points]
    places = [(float(y), float(x)) for x, y in amounts]
    first, last = (
        [_figure(float(amount)) for amount in place] for place in (amounts[0], amounts[-1])
    )
    chart = Chart(
        "aims",
        WIDTHS[-1],
        f"{aim_in_words(up)} and {aim_in_words(along)}",
        f"{len(places)} lists that no other betters in both: from {' and '.join(first)} to "
        f"{' and '.join(last)}.",
    )
    x, y = chart.plot(
        Axis.over(_label(programme, along), [across for across, _ in places], _figure),
        Axis.over(_label(programme, up), [upwards for _, upwards in places], _figure),
        320.0,
    )
    line = "L".join(f"{x.at(across):.1f} {y.at(upwards):.1f}" for across, upwards in places)
    chart.path(f"M{line}", BLUE, 1.5, "2 4")
    for across, upwards in places:
        chart.disc(x.at(across), y.at(upwards), 5, FIRST, f"{_figure(across)}: {_figure(upwards)}")
    return chart.svg()


def _label(programme: Programme, goal: Goal) -> str:
    unit = unit_of(programme, goal.parts[0])
    return f"{aim_in_words(goal)}, {unit}" if unit else aim_in_words(goal)


def _figure(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 10 or number == int(number) else f"{number:,.1f}"

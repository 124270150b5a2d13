"""The picture of two aims: what more of the one costs of the other, list by list."""

from __future__ import annotations

from prioritise.analysis.agreed.non_dominated import ParetoSet
from prioritise.programme.goals import Goal
from prioritise.programme.programme import Programme
from prioritise.views.agreed.pareto import aim_in_words, amounts_of, unit_of
from prioritise.views.charts.bars_and_lines import Series, lines


def two_aims(found: ParetoSet) -> str:
    """Every point as a dot, the first aim up the side and the second along the bottom."""
    up, along = found.aims.goals
    programme = found.points[0].plan.programme
    places = [amounts_of(found.aims, point) for point in found.points]
    first, last = (
        [_figure(float(amount)) for amount in place] for place in (places[0], places[-1])
    )
    return lines(
        f"{aim_in_words(up)} and {aim_in_words(along)}",
        f"{len(places)} lists that no other betters in both: from {' and '.join(first)} to "
        f"{' and '.join(last)}.",
        [Series("", tuple((float(y), float(x)) for x, y in places))],
        (_axis(programme, along), _axis(programme, up)),
        (_figure, _figure),
    )


def _axis(programme: Programme, goal: Goal) -> str:
    unit = unit_of(programme, goal.parts[0])
    return f"{aim_in_words(goal)}, {unit}" if unit else aim_in_words(goal)


def _figure(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 10 or number == int(number) else f"{number:,.1f}"

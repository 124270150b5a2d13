"""The shortlist nearest to a wish: an amount of each aim that people would like to see.

How well an aim a does is (a - wish) / range, where the range is what lies between the most of it
and the least that the lists have which are best in one of the aims. The least of these is lifted as
far as it will go; then the sum of all, in whole weights: the augmented achievement function of
reference points, in exact arithmetic and in this order. The list is efficient, also where the wish
is modest, and proven.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.agreed.aims import AimAmounts, Aims
from prioritise.analysis.agreed.exact_limits import at_or_above, next_above
from prioritise.analysis.agreed.highest_level import highest_level
from prioritise.analysis.agreed.non_dominated import EfficientPoint, efficient
from prioritise.optimise.lexicographic import optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.goals import Goal, GoalPart
from prioritise.programme.programme import Programme

WEIGHT_OF_WIDEST = 100
"""Weight, in the sum, of a unit of the aim with the widest range; others in proportion, whole."""


@dataclass(frozen=True, slots=True)
class NearestPoint:
    """The list nearest to a wish, and what it was measured by."""

    aims: Aims
    wish: AimAmounts
    ranges: AimAmounts
    """What counts as one whole of each aim."""
    extremes: tuple[EfficientPoint, ...]
    """The list that has the most of each aim, in their order."""
    point: EfficientPoint

    @property
    def achievement(self) -> Fraction:
        """How well the aim that does worst does: 0 is the wish, below 0 falls short of it."""
        return _achievement(self.point.amounts, self.wish, self.ranges)


def nearest_to(
    programme: Programme, aims: Aims, wishes: Mapping[str, Decimal], *, watch: Watch | None = None
) -> NearestPoint:
    """The list nearest to a wish.

    Parameters
    ----------
    wishes : mapping of str to Decimal
        An amount of some of the aims; of the others the best that there is is wished.

    Raises
    ------
    InfeasibleError
        Nothing is possible at all.
    OutOfTime
        A question found no answer in time.
    """
    places = range(len(aims.goals))
    extremes = tuple(efficient(programme, aims, place, watch=watch) for place in places)
    ranges = ranges_of(aims, tuple(point.amounts for point in extremes))
    wish = tuple(
        goal.parts[0].times * Fraction(wishes[goal.name])
        if goal.name in wishes
        else extremes[place].amounts[place]
        for place, goal in enumerate(aims.goals)
    )
    total = Goal(name="nearness to the wish", parts=_weighted(aims, ranges))
    proven = all(point.is_proven for point in extremes)

    def asked(level: Fraction, step: Callable[[Fraction, int], Fraction]) -> Programme:
        least = [
            step(wished + width * level, steps)
            for wished, width, steps in zip(wish, ranges, aims.steps, strict=True)
        ]
        rules = (*programme.rules, *aims.limited(least, "nearer to the wish"))
        return programme.revised(rules=rules, goals=(total,))

    def ask(level: Fraction, strictly: bool) -> Plan | None:
        question = asked(level, next_above if strictly else at_or_above)
        try:
            return optimise(question, value_alone=True, watch=watch)
        except InfeasibleError:
            return None

    def level_of(plan: Plan) -> Fraction:
        return _achievement(aims.amounts(plan), wish, ranges)

    top = min((extremes[place].amounts[place] - wish[place]) / ranges[place] for place in places)
    known = max((point.plan for point in extremes), key=level_of)
    level = level_of(highest_level(ask, level_of, known, top))
    plan = optimise(asked(level, at_or_above), watch=watch)
    proven = proven and plan.stages[0].proven
    return NearestPoint(
        aims, wish, ranges, extremes, EfficientPoint(plan, aims.amounts(plan), proven)
    )


def ranges_of(aims: Aims, extremes: tuple[AimAmounts, ...]) -> AimAmounts:
    """What lies between the most and the least of each aim; a step where nothing does."""
    return tuple(
        max(max(found) - min(found), Fraction(1, steps))
        for found, steps in zip(zip(*extremes, strict=True), aims.steps, strict=True)
    )


def weights_of(ranges: AimAmounts) -> tuple[int, ...]:
    """Whole weights of a unit of each aim in the sum."""
    widest = max(ranges)
    return tuple(max(1, round(WEIGHT_OF_WIDEST * widest / width)) for width in ranges)


def _weighted(aims: Aims, ranges: AimAmounts) -> tuple[GoalPart, ...]:
    return tuple(
        goal.parts[0].model_copy(update={"times": goal.parts[0].times * weight})
        for goal, weight in zip(aims.goals, weights_of(ranges), strict=True)
    )


def _achievement(amounts: AimAmounts, wish: AimAmounts, ranges: AimAmounts) -> Fraction:
    return min(
        (amount - wished) / width
        for amount, wished, width in zip(amounts, wish, ranges, strict=True)
    )

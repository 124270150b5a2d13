"""All shortlists of several aims of which none is better in one and no worse in every other.

The first aim is sought, then the next, with floors under all aims but the first; what is found is
efficient. Whatever else the floors let through has more of some of these aims than the list that
was found: a floor one step above its amount opens a question for each of them. With two aims these
are the points of the epsilon-constraint method, in order. A question need not be asked where a
list is known that was best under lower floors and keeps these, or where lower ones proved
impossible. Steps are exact, so no list is missed, supported or not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prioritise.analysis.agreed.aims import AimAmounts, Aims
from prioritise.analysis.agreed.exact_limits import next_above
from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import is_up
from prioritise.optimise.lexicographic import OutOfTime
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme

ParetoEnding = Literal["all", "enough", "unproven"]
"""Whether these are all, or as many as were asked for, or as many as there was time for."""
Floors = tuple[Fraction | None, ...]
"""What each aim has to come to; none where it may be anything, as the first aim may."""


@dataclass(frozen=True, slots=True)
class EfficientPoint:
    """A shortlist that no other betters in one aim without being worse in another."""

    plan: Plan
    amounts: AimAmounts
    """What it has of each aim; below 0 where less of it is wanted."""
    is_proven: bool
    """Whether nothing betters it so."""


@dataclass(frozen=True, slots=True)
class ParetoSet:
    """Points in order of the first aim, the most of it first."""

    aims: Aims
    points: tuple[EfficientPoint, ...]
    ending: ParetoEnding


def non_dominated(
    programme: Programme, aims: Aims, *, most: int | None = None, watch: Watch | None = None
) -> ParetoSet:
    """Every shortlist that none other betters in an aim without being worse in another.

    Of lists that are equal in every aim one is given: that of least public money, as everywhere.

    Parameters
    ----------
    programme : Programme
        What is asked; its rules hold for every list.
    aims : Aims
        Two or more of them.
    most : int
        So many points are enough; those that are given are efficient all the same.
    watch : callable
        Told about progress from time to time.

    Raises
    ------
    InfeasibleError
        Nothing is possible at all.
    """
    search = _Search(programme, aims, watch)
    ending = search.run(most)
    points = sorted(search.points.values(), key=lambda point: point.amounts, reverse=True)
    return ParetoSet(aims, tuple(points), ending)


def efficient(
    programme: Programme, aims: Aims, place: int = 0, *, watch: Watch | None = None
) -> EfficientPoint:
    """The list that has the most of one aim, and then of the others in their order.

    Raises
    ------
    InfeasibleError
        Nothing is possible.
    OutOfTime
        Nothing was found in time.
    """
    solver = programme.solver.model_copy(update={"gap": Decimal(0)})
    plan = optimise(programme.revised(goals=aims.first(place), solver=solver), watch=watch)
    stages = plan.stages[: len(aims.goals)]
    proven = len(stages) == len(aims.goals) and all(stage.proven for stage in stages)
    return EfficientPoint(plan, aims.amounts(plan), proven)


class _Search:
    """Questions with floors under the aims, each asked once, until none is open."""

    def __init__(self, programme: Programme, aims: Aims, watch: Watch | None) -> None:
        self._programme, self._aims, self._watch = programme, aims, watch
        self._answers: list[tuple[Floors, EfficientPoint | None]] = []
        self.points: dict[AimAmounts, EfficientPoint] = {}

    def run(self, most: int | None) -> ParetoEnding:
        """Answer one question after another, and open those that follow from each."""
        start: Floors = (None,) * len(self._aims.goals)
        self._keep(start, efficient(self._programme, self._aims, watch=self._watch))
        waiting, seen = deque([start]), {start}
        while waiting:
            floors = waiting.popleft()
            known, point = self._known(floors)
            if not known:
                if len(self.points) == most:
                    return "enough"
                if is_up():
                    return "unproven"
                try:
                    point = self._asked(floors)
                except OutOfTime:
                    return "unproven"
                self._keep(floors, point)
            if point is None:
                continue
            if not point.is_proven:
                return "unproven"
            following = [each for each in self._above(floors, point) if each not in seen]
            seen.update(following)
            waiting.extend(following)
        return "all"

    def _keep(self, floors: Floors, point: EfficientPoint | None) -> None:
        self._answers.append((floors, point))
        if point is not None:
            self.points.setdefault(point.amounts, point)

    def _known(self, floors: Floors) -> tuple[bool, EfficientPoint | None]:
        """Whether the answer follows from one that was given to lower floors, and the answer."""
        for lower, point in self._answers:
            if _keeps(floors, lower) and (point is None or _keeps(point.amounts, floors)):
                return True, point
        return False, None

    def _asked(self, floors: Floors) -> EfficientPoint | None:
        rules = self._aims.limited(floors, "more than another list has")
        asked = self._programme.revised(rules=(*self._programme.rules, *rules))
        try:
            return efficient(asked, self._aims, watch=self._watch)
        except InfeasibleError:
            return None

    def _above(self, floors: Floors, point: EfficientPoint) -> Iterator[Floors]:
        """Floors a step above the point, one aim at a time; any list missing lies on one."""
        for place in range(1, len(floors)):
            higher = next_above(point.amounts[place], self._aims.steps[place])
            yield (*floors[:place], higher, *floors[place + 1 :])


def _keeps(amounts: Floors, floors: Floors) -> bool:
    """Whether amounts, or floors, are nowhere below some floors."""
    return all(
        floor is None or (amount is not None and amount >= floor)
        for amount, floor in zip(amounts, floors, strict=True)
    )

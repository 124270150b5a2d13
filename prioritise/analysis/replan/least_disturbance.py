"""The least-disturbance frontier: the most value for each amount of change from a list in force.

The best list of all comes first, then the best of those that change less than it does, and so on
down to where less change is impossible: every point is an exact answer to the programme with a
limit on changes. Among equals of value and money the list nearest to the one in force is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import is_up
from prioritise.optimise.lexicographic import OutOfTime
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.staying import Near, Stay, money_of_leaving

FrontierEnding = Literal["unchanged", "impossible", "unproven"]
"""Why the frontier goes no further: the list in force itself was reached; less change is proven
impossible; or time was up."""
KNEE = 2
"""A point is a knee where change before it buys at least so many times what it buys after it."""


@dataclass(frozen=True, slots=True)
class ReplannedPoint:
    """The best list for an amount of change."""

    plan: Plan
    changes: int
    """Proposals that come in or go out, or the pence of these."""
    bound: Fraction
    """What no list with so much change, or less, can exceed."""
    enters: tuple[str, ...]
    """In this list and not in the one in force, in order of id."""
    leaves: tuple[str, ...]
    """In the list in force and not in this one, in order of id."""

    @property
    def is_proven(self) -> bool:
        """Whether nothing better is possible with so much change."""
        return self.bound <= self.plan.value


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points in order of change, the least first; each is worth more than all before it."""

    in_force: Near
    """The list in force; its limit is what the best list of all changes."""
    points: tuple[ReplannedPoint, ...]
    ending: FrontierEnding

    @property
    def best(self) -> ReplannedPoint:
        """The best list of all, with the least change found for its value."""
        return self.points[-1]

    def lost(self, point: ReplannedPoint) -> Fraction:
        """Value that a point gives up."""
        return self.best.plan.value - point.plan.value

    @property
    def knees(self) -> tuple[ReplannedPoint, ...]:
        """Where going on changes much for little.

        They are corners of the frontier's upper hull at which the value of a further change falls
        to half or less.
        """
        hull = _upper_hull(self.points)
        return tuple(
            here
            for before, here, after in zip(hull, hull[1:], hull[2:], strict=False)
            if _slope(before, here) >= KNEE * _slope(here, after)
        )


def least_disturbance(
    programme: Programme, in_force: Near, *, watch: Watch | None = None
) -> Frontier:
    """The most value for each amount of change from a list in force.

    Parameters
    ----------
    programme : Programme
        What is asked now.
    in_force : Near
        The list, and how change is measured; its limit does not count.
    watch : callable
        Told about progress from time to time.

    Raises
    ------
    InfeasibleError
        Nothing is possible, however much changes.
    """
    found: list[ReplannedPoint] = []
    walk = _Descent(programme, in_force, watch)
    for point in walk:
        while found and found[-1].plan.value <= point.plan.value:
            found.pop()
        found.append(point)
    return Frontier(in_force, tuple(reversed(found)), walk.ending)


def fewest_changes(
    programme: Programme, in_force: Near, share: Fraction, *, watch: Watch | None = None
) -> tuple[ReplannedPoint, Plan]:
    """The list that changes least of those worth nearly as much as the best, and the best.

    Parameters
    ----------
    share : Fraction
        Share of the best value that may be given up; of lists with as few changes the one that is
        worth most is taken.
    """
    walk = iter(_Descent(programme, in_force, watch))
    best = chosen = next(walk)
    least = best.plan.value - share * abs(best.plan.value)
    for point in walk:
        if point.plan.value < least:
            break
        chosen = point
    return chosen, best.plan


def staying_close(
    programme: Programme, stay: Stay, in_force: Near, *, watch: Watch | None = None
) -> tuple[Programme, Plan]:
    """The programme whose answer stays as close to a list as is asked, and the best without that.

    Parameters
    ----------
    stay : Stay
        How close: an amount of change, or the share of value that may be given up.
    in_force : Near
        The list; its limit does not count.
    """
    most = stay.most(programme.unit)
    if most is None:
        share = Fraction(stay.within or 0)
        chosen, best = fewest_changes(programme, in_force, share, watch=watch)
        most = chosen.changes
    else:
        best = optimise(_asked(programme, in_force.shortlist), watch=watch)
    near = in_force.model_copy(update={"most": most})
    return _asked(programme, in_force.shortlist).revised(near=near), best


def changes_of(plan: Plan, in_force: Near) -> ReplannedPoint:
    """What a plan changes of a list in force."""
    programme = plan.programme
    before = set(in_force.shortlist)
    enters = tuple(name for name in plan.shortlist if name not in before)
    leaves = tuple(sorted(before - set(plan.shortlist)))
    if in_force.by == "money":
        moved = sum(plan.options[name].public_cost for name in enters)
        moved += sum(money_of_leaving(programme, name) for name in leaves)
    else:
        moved = len(enters) + len(leaves)
    return ReplannedPoint(plan, moved, plan.bound, enters, leaves)


def _asked(programme: Programme, shortlist: Sequence[str]) -> Programme:
    """The programme without a limit on changes, equals settled by the list in force."""
    if programme.baseline is None:
        programme = programme.revised(baseline=tuple(shortlist))
    return programme.revised(near=None)


class _Descent:
    """From the best list of all to less and less change, one solve a point."""

    def __init__(self, programme: Programme, in_force: Near, watch: Watch | None) -> None:
        self._programme = _asked(programme, in_force.shortlist)
        self._in_force = in_force
        self._watch = watch
        self.ending: FrontierEnding = "unchanged"

    def __iter__(self) -> Iterator[ReplannedPoint]:
        point = changes_of(optimise(self._programme, watch=self._watch), self._in_force)
        yield point
        while point.changes:
            if is_up():
                self.ending = "unproven"
                return
            closer = self._in_force.model_copy(update={"most": point.changes - 1})
            try:
                plan = optimise(self._programme.revised(near=closer), watch=self._watch)
            except InfeasibleError:
                self.ending = "impossible"
                return
            except OutOfTime:
                self.ending = "unproven"
                return
            bound = min(point.bound, plan.bound)
            found = changes_of(plan, self._in_force)
            point = ReplannedPoint(plan, found.changes, bound, found.enters, found.leaves)
            yield point


def _upper_hull(points: Sequence[ReplannedPoint]) -> list[ReplannedPoint]:
    hull: list[ReplannedPoint] = []
    for point in points:
        while len(hull) > 1 and _slope(hull[-2], hull[-1]) <= _slope(hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _slope(one: ReplannedPoint, other: ReplannedPoint) -> Fraction:
    """Value that a further change buys between two points."""
    return (other.plan.value - one.plan.value) / (other.changes - one.changes)

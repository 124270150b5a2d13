"""Other shortlists that are nearly as good and really differ, each proven best of its kind.

Each is the best shortlist that differs from every one before it by enough proposals: an exact
answer to the same programme with that said. Where one is worth too little, or none is possible, no
further one exists, and that is proven too.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import is_up
from prioritise.optimise.lexicographic import OutOfTime
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Apart

Ending = Literal["count", "value", "impossible", "unproven"]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The best shortlist, and others in the order in which they were found, the best first."""

    best: Plan
    others: tuple[Plan, ...]
    least_value: Fraction
    """Points below which a shortlist is no alternative."""
    apart: int
    """Proposals by which each differs from each of the others, at least."""
    ending: Ending
    """Why there are no more: as many as asked; the next is worth too little, or is impossible; or
    the time did not suffice to prove either."""
    next_value: Fraction | None = None
    """Points of the next one, where it is worth too little."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All of them, the best first."""
        return (self.best, *self.others)

    @property
    def core(self) -> tuple[str, ...]:
        """Who is in all of them, in order of id."""
        lists = [set(plan.shortlist) for plan in self.others]
        return tuple(p for p in self.best.shortlist if all(p in chosen for chosen in lists))

    @property
    def choosable(self) -> tuple[str, ...]:
        """Who is in some of them and not in others, in order of id."""
        core = set(self.core)
        return tuple(sorted({p for plan in self.plans for p in plan.shortlist} - core))

    @property
    def equals(self) -> tuple[Plan, ...]:
        """Those that are worth just as much as the best."""
        return tuple(plan for plan in self.others if plan.value == self.best.value)

    def gains(self, other: Plan) -> tuple[str, ...]:
        """Who is in another shortlist and not in the best."""
        return tuple(p for p in other.shortlist if p not in self.best.options)

    def loses(self, other: Plan) -> tuple[str, ...]:
        """Who is in the best shortlist and not in another."""
        return tuple(p for p in self.best.shortlist if p not in other.options)


def alternatives(
    best: Plan,
    *,
    count: int = 3,
    within: Fraction = Fraction(2, 100),
    apart: int = 2,
    watch: Watch | None = None,
) -> Alternatives:
    """Other shortlists, each the most valuable that differs enough from all before it.

    Parameters
    ----------
    best : Plan
        The best shortlist of a programme.
    count : int
        How many others are looked for.
    within : Fraction
        Share of the best value that another may be worth less.
    apart : int
        How many proposals, at least, are in one of two shortlists and not in the other.
    watch : callable
        Told about progress from time to time.
    """
    least = best.value - within * abs(best.value)
    others: list[Plan] = []

    def found(ending: Ending, next_value: Fraction | None = None) -> Alternatives:
        return Alternatives(best, tuple(others), least, apart, ending, next_value)

    while len(others) < count:
        if is_up():
            return found("unproven")
        known = [Apart(shortlist=plan.shortlist, least=apart) for plan in (best, *others)]
        apart_from = (*best.programme.apart, *known)
        try:
            plan = optimise(best.programme.revised(apart=apart_from), watch=watch)
        except InfeasibleError:
            return found("impossible")
        except OutOfTime:
            return found("unproven")
        if plan.value < least:
            return found("value" if plan.bound < least else "unproven", plan.value)
        others.append(plan)
    return found("count")

"""The least change that brings a proposal in: one search, whatever it is that changes.

A change is a number of steps: thousandths off a cost, tenths of a score. The programme is really
revised at a step and solved again, with the proposal in and with it out; where simple arithmetic
says the same, it is asked instead. More money goes another way (`least_change_of_money`), from the
same frame: a proposal that is out, and what is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from prioritise.optimise.clock import is_up
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.objectives import ORDER
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import Prepared, prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme

Membership = Literal["in", "as good", "out", "not settled"]
"""`in`: the best shortlist has it; `as good`: one of equal value has it, and the tie-break prefers
another; `out`: none has it; `not settled`: time ran out."""
WORKS = ("in", "as good")


@dataclass(frozen=True, slots=True)
class ComparedMembership:
    """Where a proposal stands in the best shortlists of a programme."""

    membership: Membership
    without: Plan | None = None
    """The best shortlist without it, where that was sought and is possible."""


@dataclass(frozen=True, slots=True)
class ChangeInSteps:
    """One thing about a proposal that may change, in whole steps; more of them help it more."""

    revised: Callable[[int], Programme]
    """What is asked at a step."""
    first: int
    """A step that does not bring the proposal in."""
    tried: Sequence[int]
    """Steps that may, in this order; the least is sought below the first that does."""
    guess: int | None = None
    """The step that is likely to be the least."""
    known: Callable[[int], Membership | None] = lambda step: None
    """Where it stands at a step; none where only solving says so."""


@dataclass(frozen=True, slots=True)
class Outsider:
    """A proposal that is out and that nothing decides, and what is known of it."""

    plan: Plan
    """The best shortlist, proven, without the proposal."""
    inside: Plan | None
    """The best shortlist with it forced in; none where that is impossible."""
    name: str
    """Id of the proposal."""
    watch: Watch | None = None
    """Told about progress from time to time."""

    @property
    def known(self) -> tuple[Plan, ...]:
        """Plans to start from."""
        return (self.plan,) if self.inside is None else (self.inside, self.plan)

    def least(self, change: ChangeInSteps) -> tuple[int | None, Membership]:
        """The least step that brings it in, and where it stands then; none where no step does."""

        def at(step: int, *, ordered: bool) -> Membership:
            known = change.known(step)
            return known or self._with_own_figures(change.revised(step), ordered=ordered)

        def works(step: int) -> bool:
            seen = at(step, ordered=False)
            if seen == "not settled":
                raise TimeoutError
            return seen in WORKS

        try:
            step = least_step(works, change.first, change.tried, change.guess)
        except TimeoutError:
            return None, "not settled"
        return (None, "out") if step is None else (step, at(step, ordered=True))

    def _with_own_figures(self, programme: Programme, *, ordered: bool) -> Membership:
        """Where it stands if nothing but its own score or cost is another."""
        return standing(
            programme,
            self.name,
            known=self.known,
            without=self.plan,
            ordered=ordered,
            watch=self.watch,
        ).membership


def standing(
    programme: Programme,
    name: str,
    *,
    known: Sequence[Plan] = (),
    without: Plan | None = None,
    ordered: bool = True,
    watch: Watch | None = None,
) -> ComparedMembership:
    """Where a proposal that nothing decides stands in the best shortlists of a programme.

    Parameters
    ----------
    programme : Programme
        What is asked.
    name : str
        Id of the proposal.
    known : sequence of Plan
        Plans of like programmes, to start from.
    without : Plan
        A best plan without the proposal of a programme that differs in nothing but the proposal's
        own score or cost; its value is then the best without the proposal here, too.
    ordered : bool
        Whether equals are put in order; without that, equals are `as good`.
    watch : callable
        Told about progress from time to time.
    """
    if is_up():
        return ComparedMembership("not settled")
    asked = prepared(programme)

    def best(chosen: bool) -> Plan | None:
        narrowed = asked.within([(name, chosen)])
        try:
            return optimise(narrowed, Hints(known), value_alone=True, watch=watch)
        except InfeasibleError:
            return None

    try:
        inside = best(True)
        if inside is None:
            return ComparedMembership("out", without)
        if without is None or without.values.exact != inside.values.exact:
            without = best(False)
        if without is None or inside.value > without.bound:
            return ComparedMembership("in", without)
        if inside.bound < without.value:
            return ComparedMembership("out", without)
        if inside.value < without.bound or inside.bound > without.value:
            return ComparedMembership("not settled", without)
        preferred = ordered and _is_preferred(asked, name, inside, watch)
        return ComparedMembership("in" if preferred else "as good", without)
    except OutOfTime:
        return ComparedMembership("not settled", without)


def _is_preferred(asked: Prepared, name: str, inside: Plan, watch: Watch | None) -> bool:
    """Whether a proposal is in the first of equals, of which one that has it is in hand."""
    first = optimise(asked, Hints((inside,), inside.value), watch=watch)
    return name in first.options and first.unique_to == ORDER


def least_step(
    works: Callable[[int], bool], first: int, tried: Sequence[int], guess: int | None = None
) -> int | None:
    """A step that works where one less does not; none where none of those tried does.

    A good guess takes two questions, a bad one as many as it takes to halve the range.

    Parameters
    ----------
    works : callable
        Whether a step works.
    first : int
        A step that does not.
    tried : sequence of int
        Steps that may work, in this order.
    guess : int
        The step that is likely to be sought.
    """
    found = next((step for step in dict.fromkeys(tried) if works(step)), None)
    if found is None:
        return None
    low, high = first, found
    for near in () if guess is None else (guess, guess - 1, guess + 1):
        if low < near < high:
            low, high = (low, near) if works(near) else (near, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high

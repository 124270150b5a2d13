"""Whether a proposal is in some best shortlist of a programme, and the least step that does it.

The programme is really revised and solved again, with the proposal in and with it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def standing(
    programme: Programme,
    name: str,
    *,
    known: Sequence[Plan] = (),
    without: Plan | None = None,
    ordered: bool = True,
    watch: Watch | None = None,
) -> Membership:
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
        return "not settled"
    try:
        return _standing(prepared(programme), name, known, without, ordered, watch)
    except OutOfTime:
        return "not settled"


def _standing(
    asked: Prepared,
    name: str,
    known: Sequence[Plan],
    without: Plan | None,
    ordered: bool,
    watch: Watch | None,
) -> Membership:
    hints = Hints(known)
    try:
        within = asked.within([(name, True)])
        inside = optimise(within, hints, value_alone=True, watch=watch)
    except InfeasibleError:
        return "out"
    if without is None or without.values.exact != inside.values.exact:
        try:
            within = asked.within([(name, False)])
            without = optimise(within, hints, value_alone=True, watch=watch)
        except InfeasibleError:
            return "in"
    if inside.value > without.bound:
        return "in"
    if inside.bound < without.value:
        return "out"
    if inside.value < without.bound or inside.bound > without.value:
        return "not settled"
    return _first_of_equals(asked, name, inside, watch) if ordered else "as good"


def _first_of_equals(asked: Prepared, name: str, inside: Plan, watch: Watch | None) -> Membership:
    preferred = optimise(asked, Hints((inside,), inside.value), watch=watch)
    is_first = name in preferred.options and preferred.unique_to == ORDER
    return "in" if is_first else "as good"


def least_step(works: Callable[[int], bool], low: int, high: int, guess: int) -> int:
    """A step that works where one less does not; `low` does not work and `high` does.

    A good guess takes two questions, a bad one as many as it takes to halve the range.
    """
    for near in (guess, guess - 1, guess + 1):
        if low < near < high:
            low, high = (low, near) if works(near) else (near, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle, high)
    return high

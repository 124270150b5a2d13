"""The price of commitments: what the best shortlist is worth without each, and without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise import Plan, optimise
from prioritise.optimise.infeasible.elastic import Commitment, commitments_of, without
from prioritise.optimise.solver import Watch


@dataclass(frozen=True, slots=True)
class CommitmentPrice:
    """What some commitments cost: the best value without them, less the best value with them."""

    commitments: tuple[Commitment, ...]
    points: Fraction
    """Points given up for them; never below 0 where both values are proven."""
    value: Fraction
    """Points of the best shortlist without them."""
    enters: tuple[str, ...]
    """Who would come in without them, in order of id."""
    leaves: tuple[str, ...]
    """Who would go out without them."""
    is_proven: bool
    """Whether both values are proven best."""


@dataclass(frozen=True, slots=True)
class CommitmentPrices:
    """The price of each commitment by itself, and of all of them together."""

    each: tuple[CommitmentPrice, ...]
    """One price a commitment, in order of proposal."""
    all: CommitmentPrice
    """All of them together; most often not the sum of the others."""
    without_any: Plan
    """The best shortlist without any commitment."""


def prices_of(plan: Plan, *, watch: Watch | None = None) -> CommitmentPrices | None:
    """What each commitment of a plan's programme costs; none where there is no commitment.

    Everything else is kept, and everything else is free to change: each price is an exact answer
    to the programme without that commitment. Where all of them together cost nothing, none of
    them does, and nothing more is solved.

    Parameters
    ----------
    plan : Plan
        The best shortlist with all commitments.
    watch : callable
        Told about progress from time to time.
    """
    commitments = commitments_of(plan.programme)
    if not commitments:
        return None
    freed = optimise(without(plan.programme, (), commitments), watch=watch)
    together = _price(plan, freed, commitments)
    if together.points == 0 and together.is_proven:
        free = tuple(_nothing(plan, commitment) for commitment in commitments)
        return CommitmentPrices(free, together, freed)
    each = tuple(
        together
        if len(commitments) == 1
        else _price(plan, optimise(without(plan.programme, (), one), watch=watch), one)
        for one in ((commitment,) for commitment in commitments)
    )
    return CommitmentPrices(each, together, freed)


def _price(plan: Plan, freed: Plan, commitments: Sequence[Commitment]) -> CommitmentPrice:
    return CommitmentPrice(
        tuple(commitments),
        freed.value - plan.value,
        freed.value,
        tuple(p for p in freed.shortlist if p not in plan.options),
        tuple(p for p in plan.shortlist if p not in freed.options),
        plan.bound == plan.value and freed.bound == freed.value,
    )


def _nothing(plan: Plan, commitment: Commitment) -> CommitmentPrice:
    return CommitmentPrice((commitment,), Fraction(0), plan.value, (), (), is_proven=True)

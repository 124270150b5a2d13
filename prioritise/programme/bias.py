"""Optimism bias: by how much costs and works are likely to be more than was thought.

    capital cost * (1 + sum over types of    share * upper bound * (1 - mitigated))

Revenue is raised in the same way by the part of it that is outsourced, and by nothing else. What
was spent before the first year is not raised. Whoever pays a row pays its rise.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from prioritise.programme.appraised import Optimism
from prioritise.programme.rates import OPTIMISM, OUTSOURCING
from prioritise.programme.records import Cost

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

OPERATING = "revenue"
"""Kind of money whose bias is that of outsourcing."""


def upper_bound(programme: Programme, proposal: str) -> Fraction:
    """Upper bound of a proposal's bias of capital cost, mixed by share; nothing is mitigated."""
    return sum(
        (bound * Fraction(part.share) for part, bound in _parts(programme, proposal)), Fraction(0)
    )


def bias_of(programme: Programme, proposal: str, kind: str | None = None) -> Fraction:
    """Optimism bias of a proposal's cost, as a share of it; of capital cost unless `kind` says."""
    return sum(
        (
            bound * Fraction(part.share) * (1 - Fraction(part.mitigated))
            for part, bound in _parts(programme, proposal, kind)
        ),
        Fraction(0),
    )


def works_bias(programme: Programme, proposal: str) -> Fraction:
    """By which share the works of a proposal are likely to take longer, mixed by share of cost."""
    return sum(
        (
            Fraction(part.share)
            * Fraction(OPTIMISM[part.type].works_upper)
            * (1 - Fraction(part.mitigated))
            for part, _ in _parts(programme, proposal)
            if part.type in OPTIMISM
        ),
        Fraction(0),
    )


def raised(programme: Programme, cost: Cost) -> Fraction:
    """Factor of optimism bias on a cost row."""
    if not programme.optimism:
        return Fraction(1)
    return 1 + bias_of(programme, cost.proposal, cost.kind)


def raised_in_budgets(programme: Programme, cost: Cost) -> Fraction:
    """Factor of optimism bias on a cost row as the budgets have to carry it."""
    asked = programme.appraisal is not None and programme.appraisal.in_budgets
    return raised(programme, cost) if asked else Fraction(1)


def _parts(
    programme: Programme, proposal: str, kind: str | None = None
) -> Iterator[tuple[Optimism, Fraction]]:
    """The parts of a proposal's cost of a kind, each with its upper bound."""
    for part in programme.optimism_of.get(proposal, ()):
        if (part.type == OUTSOURCING) == (kind == OPERATING):
            yield part, Fraction(programme.upper_bounds[part.type])

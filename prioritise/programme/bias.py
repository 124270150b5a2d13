"""Optimism bias: by how much capital costs are likely to be more than was thought.

    cost * (1 + sum over types of    share * upper bound * (1 - mitigated))

Revenue is not raised, nor what was spent before the first year. Whoever pays a row pays its rise.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from prioritise.programme.records import Cost

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

NOT_RAISED = "revenue"
"""Kind of money that is not raised."""


def upper_bound(programme: Programme, proposal: str) -> Fraction:
    """Upper bound of a proposal's optimism bias, mixed by share of cost; nothing is mitigated."""
    bounds = programme.upper_bounds
    rows = programme.optimism_of.get(proposal, ())
    return sum((Fraction(row.share) * Fraction(bounds[row.type]) for row in rows), Fraction(0))


def bias_of(programme: Programme, proposal: str) -> Fraction:
    """Optimism bias of a proposal's capital cost, as a share of it."""
    bounds = programme.upper_bounds
    return sum(
        (
            Fraction(row.share) * Fraction(bounds[row.type]) * (1 - Fraction(row.mitigated))
            for row in programme.optimism_of.get(proposal, ())
        ),
        Fraction(0),
    )


def raised(programme: Programme, cost: Cost) -> Fraction:
    """Factor of optimism bias on a cost row."""
    if cost.kind == NOT_RAISED or not programme.optimism:
        return Fraction(1)
    return 1 + bias_of(programme, cost.proposal)


def raised_in_budgets(programme: Programme, cost: Cost) -> Fraction:
    """Factor of optimism bias on a cost row as the budgets have to carry it."""
    asked = programme.appraisal is not None and programme.appraisal.in_budgets
    return raised(programme, cost) if asked else Fraction(1)

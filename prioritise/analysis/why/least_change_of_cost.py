"""A lower cost that brings a proposal in: the whole of it, in proportion, by the least thousandth.

Every amount of every cost row, match and what lies outside the years included, is multiplied and
rounded once, halves to the even penny. One thousandth less of a cut does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.why.least_change import ChangeInSteps, Membership, Outsider
from prioritise.programme.money import rounded
from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost

WHOLE = 1000
"""Thousandths in the whole."""
TRIED_FIRST = tuple(range(WHOLE, 0, -WHOLE // 10))
"""Cuts that are tried where even the whole cost off does not bring the proposal in."""


@dataclass(frozen=True, slots=True)
class LeastChangeOfCost:
    """What a lower cost would do."""

    thousandths: int | None
    """The least cut that brings the proposal in; none where none of those tried does."""
    pence: int
    """Public money less in all years, in the option that is in when it is forced."""
    standing: Membership
    """Where the proposal stands with that cut."""


def with_cost_cut(programme: Programme, name: str, thousandths: int) -> Programme:
    """The programme with all cost rows of a proposal cut in proportion."""
    kept = Fraction(WHOLE - thousandths, WHOLE)

    def cut(cost: Cost) -> Cost:
        return cost.model_copy(
            update={
                "before": rounded(cost.before * kept),
                "after": rounded(cost.after * kept),
                "amounts": tuple(rounded(amount * kept) for amount in cost.amounts),
                "later": tuple(rounded(amount * kept) for amount in cost.later),
            }
        )

    costs = tuple(cut(cost) if cost.proposal == name else cost for cost in programme.costs)
    return programme.revised(costs=costs)


def least_change_of_cost(outsider: Outsider) -> LeastChangeOfCost:
    """The least cut of its cost that brings a proposal in."""
    plan, name = outsider.plan, outsider.name

    def revised(thousandths: int) -> Programme:
        return with_cost_cut(plan.programme, name, thousandths)

    least, membership = outsider.least(ChangeInSteps(revised, 0, TRIED_FIRST))
    saved = 0 if least is None else _saved(outsider, least)
    return LeastChangeOfCost(least, saved, membership)


def _saved(outsider: Outsider, thousandths: int) -> int:
    name, inside = outsider.name, outsider.inside
    option = inside.options[name] if inside else outsider.plan.programme.options[name][0]
    kept = Fraction(WHOLE - thousandths, WHOLE)
    rows = (row for row in option.rows if not row.is_match)
    amounts = [cell for row in rows for cell in (row.before, *row.amounts, *row.later)]
    return sum(amount - rounded(amount * kept) for amount in amounts)

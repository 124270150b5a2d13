"""A lower cost that brings a proposal in: the whole of it, in proportion, by the least thousandth.

Every amount of every cost row, match and what lies outside the years included, is multiplied and
rounded once, halves to the even penny. One thousandth less of a cut does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.why.least_change import WORKS, Membership, least_step, standing
from prioritise.optimise.plan import Plan
from prioritise.optimise.solver import Watch
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


def least_change_of_cost(
    plan: Plan, inside: Plan | None, name: str, *, watch: Watch | None = None
) -> LeastChangeOfCost:
    """The least cut of its cost that brings a proposal in.

    Parameters
    ----------
    plan : Plan
        The best shortlist, proven, without the proposal.
    inside : Plan
        The best shortlist with the proposal forced in; none where that is impossible.
    name : str
        Id of the proposal.
    watch : callable
        Told about progress from time to time.
    """
    known = (plan,) if inside is None else (inside, plan)

    def found(thousandths: int, ordered: bool = False) -> Membership:
        revised = with_cost_cut(plan.programme, name, thousandths)
        return standing(revised, name, known=known, without=plan, ordered=ordered, watch=watch)

    def works(thousandths: int) -> bool:
        seen = found(thousandths)
        if seen == "not settled":
            raise TimeoutError
        return seen in WORKS

    try:
        high = next((cut for cut in TRIED_FIRST if works(cut)), None)
        if high is None:
            return LeastChangeOfCost(None, 0, "out")
        least = least_step(works, 0, high, high // 2)
    except TimeoutError:
        return LeastChangeOfCost(None, 0, "not settled")
    return LeastChangeOfCost(least, _saved(plan, inside, name, least), found(least, ordered=True))


def _saved(plan: Plan, inside: Plan | None, name: str, thousandths: int) -> int:
    option = inside.options[name] if inside else plan.programme.options[name][0]
    kept = Fraction(WHOLE - thousandths, WHOLE)
    rows = (row for row in option.rows if not row.is_match)
    amounts = [cell for row in rows for cell in (row.before, *row.amounts, *row.later)]
    return sum(amount - rounded(amount * kept) for amount in amounts)

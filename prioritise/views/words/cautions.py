"""Cautions that belong to every page that shows a value."""

from __future__ import annotations

from fractions import Fraction

from prioritise.programme.bias import raised_in_budgets
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme

ADDING_UP = (
    "Scores are added as if a point meant the same everywhere and no two proposals overlapped."
)
"""What adding scores assumes, in a line."""
TENFOLD = 10
"""Costs that differ more than this ask for a size."""


def size_used(programme: Programme) -> str:
    """What a score judges, in a line."""
    size = programme.value.size
    if size == "none":
        return "No size is used: a score judges the whole proposal, whatever it costs."
    basis = "public cost" if size == "public_cost" else size
    return f"The size used is {basis}: a score judges each unit of it."


def size_missing(programme: Programme) -> str:
    """What follows where costs differ more than tenfold and no size is given; else empty."""
    costs = _costs(programme) if programme.value.size == "none" else []
    if not costs or max(costs) <= TENFOLD * min(costs):
        return ""
    times = max(costs) // min(costs)
    return f"Costs differ up to {times:,} times, so many small proposals can outweigh a large one."


def without_budgets(programme: Programme) -> str:
    """That years have no budgets, and what that means, in a line; for a programme with such."""
    first, last = programme.later_years[0], programme.later_years[-1]
    years, verb = (first, "has") if first == last else (f"{first} to {last}", "have")
    limit = "only rules limit" if _bounds_future(programme) else "nothing limits"
    return f"{years} {verb} no budgets yet: {limit} what is spent there."


def bias_carried(programme: Programme) -> str:
    """What optimism bias adds to the costs that the budgets carry, in a line; empty where none."""
    if programme.appraisal is None or not programme.appraisal.in_budgets:
        return ""
    more: dict[str, Fraction] = {}
    for cost in programme.costs:
        rise = raised_in_budgets(programme, cost) - 1
        if rise and any(cost.amounts):
            known = more.get(cost.proposal, Fraction(0))
            more[cost.proposal] = known + rise * Fraction(programme.cost_scale) * sum(cost.amounts)
    if not more:
        return ""
    total = money_text(round(sum(more.values(), Fraction(0))), programme.unit)
    whose = "1 proposal" if len(more) == 1 else f"{len(more)} proposals"
    return (
        f"The budgets carry optimism bias: costs of {whose} within the years are {total} more in "
        "all than was given."
    )


def _bounds_future(programme: Programme) -> bool:
    return any(rule.measure == "future" and rule.at_most is not None for rule in programme.rules)


def _costs(programme: Programme) -> list[int]:
    """Public cost of each proposal that takes part and has one."""
    taking_part = (
        proposal
        for name, proposal in programme.proposal_of.items()
        if name not in programme.dropped_proposals
        and all(programme.takes_part(hub) for hub in proposal.hubs)
    )
    costs = (
        max((option.public_cost for option in programme.options[proposal.proposal]), default=0)
        for proposal in taking_part
    )
    return [cost for cost in costs if cost]

"""The tables of `alternatives`: who is in which shortlist, and what each comes to."""

from __future__ import annotations

from prioritise.analysis.comparison.alternatives import Alternatives
from prioritise.optimise.plan import Plan
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, amount, figure

BEST = "best"
"""Name of the best shortlist; the others have numbers."""


def alternatives_tables(found: Alternatives) -> tuple[Table, ...]:
    """`alternatives` and `totals`."""
    return alternatives_table(found), totals_table(found)


def names_of(found: Alternatives) -> tuple[str, ...]:
    """Short names of the shortlists, the best first."""
    return (BEST, *(f"alternative {number + 1}" for number in range(len(found.others))))


def alternatives_table(found: Alternatives) -> Table:
    """One row a proposal, one column a shortlist."""
    return Table(
        "alternatives",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (
            columns.PROPOSAL,
            *(
                Column(name, name.capitalize(), "`in` or `out` of this shortlist.")
                for name in names_of(found)
            ),
        ),
        tuple(
            (name, *("in" if name in plan.options else "out" for plan in found.plans))
            for name in found.best.programme.proposal_of
        ),
    )


def totals_table(found: Alternatives) -> Table:
    """One row a shortlist."""
    programme = found.best.programme
    return Table(
        "totals",
        "A shortlist, and what it comes to.",
        ("shortlist",),
        (
            Column("shortlist", "Shortlist", "Name of the shortlist; the best comes first."),
            Column("status", "Status", "`optimal` where it is proven the best of its kind."),
            Column("selected", "Selected", "Proposals in the shortlist.", "integer"),
            Column("value", "Value", "Value of the shortlist.", "number", columns.POINTS),
            Column("less", "Less", "Value less than the best.", "number", columns.POINTS),
            columns.cost(programme),
            Column(
                "gains", "Gains", "In this shortlist and not in the best; `;` list.", is_list=True
            ),
            Column(
                "loses", "Loses", "In the best shortlist and not in this; `;` list.", is_list=True
            ),
        ),
        tuple(
            _totals(found, name, plan)
            for name, plan in zip(names_of(found), found.plans, strict=True)
        ),
    )


def _totals(found: Alternatives, name: str, plan: Plan) -> Cells:
    return (
        name,
        plan.status,
        str(len(plan.choices)),
        figure(plan.value),
        figure(found.best.value - plan.value),
        amount(plan.public_cost, plan.programme.unit),
        ";".join(found.gains(plan)),
        ";".join(found.loses(plan)),
    )

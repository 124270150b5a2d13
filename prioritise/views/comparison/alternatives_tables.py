"""The tables of `alternatives`: who is in which shortlist, and what each comes to."""

from __future__ import annotations

from prioritise.analysis.comparison.alternatives import Alternatives
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

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

    def in_list(name: str, plan: Plan) -> Column:
        column = Column(name, name.capitalize(), "`in` or `out` of this shortlist.")
        return column.of(lambda proposal: "in" if proposal in plan.options else "out")

    return Table.of(
        "alternatives",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (of.PROPOSAL.of(str), *map(in_list, names_of(found), found.plans)),
        found.best.programme.proposal_of,
    )


def totals_table(found: Alternatives) -> Table:
    """One row a shortlist."""
    best = found.best.value
    name_of = dict(zip(map(id, found.plans), names_of(found), strict=True))
    gains, loses = (
        f"In {one} and not in {other}; `;` list."
        for one, other in (("this shortlist", "the best"), ("the best shortlist", "this"))
    )
    return Table.of(
        "totals",
        "A shortlist, and what it comes to.",
        ("shortlist",),
        (
            Column("shortlist", "Shortlist", "Name of the shortlist; the best comes first.").of(
                lambda plan: name_of[id(plan)]
            ),
            Column("status", "Status", "`optimal` where it is proven the best of its kind."),
            of.CHOSEN,
            of.VALUE_OF_LIST,
            of.points("less", "Less", "Value less than the best.", lambda plan: best - plan.value),
            of.cost(found.best.programme, lambda plan: plan.public_cost),
            of.names("gains", "Gains", gains, found.gains),
            of.names("loses", "Loses", loses, found.loses),
        ),
        found.plans,
    )

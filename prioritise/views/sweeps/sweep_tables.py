"""The tables of `sweep`: the frontier, who enters and leaves, where a weight changes the list."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep import Sweep, SweepRow
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

POINT = Column(
    "point", "Point", "Factor on the budgets, or the criterion's share of all weights.", "number"
)


def sweep_tables(sweep: Sweep) -> tuple[Table, ...]:
    """`frontier`, `swaps` and, for a weight, `breaks`."""
    tables = (frontier_table(sweep), swaps_table(sweep))
    return tables if sweep.breaks is None else (*tables, breaks_table(sweep.breaks))


def frontier_table(sweep: Sweep) -> Table:
    """One row a point."""
    programme = sweep.programme

    def plan(row: SweepRow) -> BatchAnswer | None:
        return row.found if has_plan(row.found) else None

    def free(row: SweepRow) -> Fraction | None:
        return row.free.value if row.free and has_plan(row.free) else None

    def proof(row: SweepRow) -> str:
        return row.proof if row.found.status in ("optimal", "infeasible") else ""

    nesting = (
        of.points("free_value", "Free value", "Value without nesting.", free),
        of.points("lost", "Lost", "Value that nesting costs."),
    )
    budget = "The budgets that change; all, for a weight."
    spend = "Public money in the budgeted years."
    status = "`optimal`, `feasible` where time ran out, `infeasible`, or `failed`."
    proven = (
        "`solved`, or the point with more money whose answer fits here as well; empty where "
        "nothing is proven."
    )
    return Table.of(
        "frontier",
        "A setting, and the best shortlist there.",
        ("point",),
        (
            POINT.of(lambda row: f"{row.point:f}"),
            of.money(programme, "budget", "Budget", budget),
            of.VALUE_OF_LIST.within(plan),
            of.BOUND.within(plan),
            of.money(programme, "spend", "Spend", spend, lambda p: p.public_cost).within(plan),
            of.CHOSEN.within(plan),
            Column("status", "Status", status).of(lambda row: row.found.status),
            *(nesting if sweep.is_nested else ()),
            Column("proof", "Proof", proven).of(proof),
        ),
        sweep.rows,
    )


def swaps_table(sweep: Sweep) -> Table:
    """One row for each proposal that comes or goes."""
    return Table.of(
        "swaps",
        "A proposal that comes or goes, against the last point before that has a shortlist.",
        ("point", "proposal"),
        (POINT, of.PROPOSAL, Column("change", "Change", "`enters` or `leaves`.")),
        [
            {"point": f"{swap.after.point:f}", "proposal": name, "change": change}
            for swap in sweep.swaps
            for change, names in (("enters", swap.enters), ("leaves", swap.leaves))
            for name in names
        ],
    )


def breaks_table(breaks: Breakpoints) -> Table:
    """One row for each share at which the list changes."""
    share = "The criterion's share of all weights."
    return Table.of(
        "breaks",
        "A share of all weights at which the best shortlist changes.",
        ("weight", "leaves", "enters"),
        (
            of.number("weight", "Weight", share, lambda each: each.share),
            of.names("leaves", "Leaves", "Who leaves with more weight; `;` list."),
            of.names("enters", "Enters", "Who enters with more weight; `;` list."),
        ),
        breaks.breaks,
    )

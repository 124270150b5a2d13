"""The tables of `sweep`: the frontier, who enters and leaves, where a weight changes the list."""

from __future__ import annotations

from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep import Sweep, SweepRow
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints
from prioritise.programme.programme import Programme
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, amount, figure

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
    nesting = (
        Column("free_value", "Free value", "Value without nesting.", "number", columns.POINTS),
        Column("lost", "Lost", "Value that nesting costs.", "number", columns.POINTS),
    )
    return Table(
        "frontier",
        "A setting, and the best shortlist there.",
        ("point",),
        (
            POINT,
            columns.money(
                programme, "budget", "Budget", "The budgets that change; all, for a weight."
            ),
            Column("value", "Value", "Value of the shortlist.", "number", columns.POINTS),
            Column("bound", "Bound", "What no shortlist can exceed.", "number", columns.POINTS),
            columns.money(programme, "spend", "Spend", "Public money in the budgeted years."),
            Column("selected", "Selected", "Proposals in the shortlist.", "integer"),
            Column(
                "status",
                "Status",
                "`optimal`, `feasible` where time ran out, `infeasible`, or `failed`.",
            ),
            *(nesting if sweep.is_nested else ()),
            Column(
                "proof",
                "Proof",
                "`solved`, or the point with more money whose answer fits here as well; empty "
                "where nothing is proven.",
            ),
        ),
        tuple(_cells(programme, row, sweep.is_nested) for row in sweep.rows),
    )


def swaps_table(sweep: Sweep) -> Table:
    """One row for each proposal that comes or goes."""
    return Table(
        "swaps",
        "A proposal that comes or goes, against the last point before that has a shortlist.",
        ("point", "proposal"),
        (
            POINT,
            columns.PROPOSAL,
            Column("change", "Change", "`enters` or `leaves`."),
        ),
        tuple(
            (f"{swap.after.point:f}", name, change)
            for swap in sweep.swaps
            for change, names in (("enters", swap.enters), ("leaves", swap.leaves))
            for name in names
        ),
    )


def breaks_table(breaks: Breakpoints) -> Table:
    """One row for each share at which the list changes."""
    return Table(
        "breaks",
        "A share of all weights at which the best shortlist changes.",
        ("weight", "leaves", "enters"),
        (
            Column("weight", "Weight", "The criterion's share of all weights.", "number"),
            Column("leaves", "Leaves", "Who leaves with more weight; `;` list.", is_list=True),
            Column("enters", "Enters", "Who enters with more weight; `;` list.", is_list=True),
        ),
        tuple(
            (figure(each.share), ";".join(each.leaves), ";".join(each.enters))
            for each in breaks.breaks
        ),
    )


def _cells(programme: Programme, row: SweepRow, is_nested: bool) -> Cells:
    found = row.found
    shown = has_plan(found)
    free = row.free
    nesting = (
        figure(free.value) if free and has_plan(free) else "",
        "" if row.lost is None else figure(row.lost),
    )
    return (
        f"{row.point:f}",
        amount(row.budget, programme.unit),
        figure(found.value) if shown else "",
        figure(found.bound) if shown else "",
        amount(found.public_cost, programme.unit) if shown else "",
        str(len(found.choices)) if shown else "",
        found.status,
        *(nesting if is_nested else ()),
        row.proof if found.status in ("optimal", "infeasible") else "",
    )

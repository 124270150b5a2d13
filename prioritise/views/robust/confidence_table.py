"""The table of `robust --levels`: what being sure of the money costs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.robust.confidence_levels import LevelAnswer
from prioritise.programme.programme import Programme
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, amount, figure


def confidence_table(programme: Programme, levels: Sequence[LevelAnswer]) -> Table:
    """One row a level, in the order in which they were asked for."""
    return Table(
        "confidence",
        "The best list that keeps its budgets in a share of the draws.",
        ("level",),
        (
            Column("level", "Level", "Share of the draws that was asked for.", "number"),
            columns.VALUE_OF_LIST,
            Column(
                "bound",
                "Bound",
                "What no list that is so sure on these draws can exceed.",
                "number",
                columns.POINTS,
            ),
            columns.money(
                programme, "spend", "Spend", "Public money of the list within the budgeted years."
            ),
            Column("selected", "Selected", "Proposals in the list.", "integer"),
            Column(
                "held_on_sample",
                "Held on sample",
                "Share of the draws that it was fitted to in which it keeps every budget.",
                "number",
            ),
            Column(
                "held_on_fresh",
                "Held on fresh draws",
                "The same of as many draws that it was not fitted to.",
                "number",
            ),
            Column(
                "enters",
                "Enters",
                "In this list and not in the one that need not be sure; `;` list.",
                is_list=True,
            ),
            Column(
                "leaves",
                "Leaves",
                "In the list that need not be sure and not in this one; `;` list.",
                is_list=True,
            ),
            Column(
                "fresh_from",
                "Fresh from",
                "The true share is not below this, 19 times in 20, as far as the fresh draws tell.",
                "number",
            ),
            Column("fresh_to", "Fresh to", "The same: it is not above this.", "number"),
            columns.money(
                programme,
                "contingency",
                "Contingency",
                "Held centrally, it carries the list's public money from its middle (P50) to the "
                "level, as drawn.",
            ),
            Column("status", "Status", "`optimal`, `feasible`, `infeasible` or `failed`."),
        ),
        tuple(_cells(programme, level) for level in levels),
    )


def _cells(programme: Programme, level: LevelAnswer) -> Cells:
    found, draws = level.found, level.confidence.draws
    if not level.is_answered:
        return (figure(level.confidence.level), *("",) * 11, found.status)
    low, high = (figure(Fraction(round(share * 10_000), 10_000)) for share in level.interval)
    return (
        figure(level.confidence.level),
        figure(found.value),
        figure(found.bound),
        amount(found.public_cost, programme.unit),
        str(len(found.shortlist)),
        figure(Fraction(level.held_on_sample, draws)),
        figure(Fraction(level.held_on_fresh, draws)),
        ";".join(level.enters),
        ";".join(level.leaves),
        low,
        high,
        amount(level.contingency, programme.unit),
        found.status,
    )

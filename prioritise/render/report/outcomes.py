"""How far the shortlist serves the outcomes that the programme is for."""

from __future__ import annotations

from prioritise.render.report.given import Given
from prioritise.views.document import Cell, Grid, Section, heads, words
from prioritise.views.run.outcomes import coverage, in_words, name_of

DECLARED = (
    "Contributions, from 0 (none) to 3 (what a proposal is for), are as people have said; those "
    "without evidence rest on their word alone."
)


def outcomes(given: Given) -> Section | None:
    """The whole section; none where no outcomes are named."""
    plan = given.plan
    if not plan.programme.outcomes:
        return None
    rows: list[tuple[Cell, ...]] = [
        (
            name_of(row),
            row.outcome.sort,
            f"{len(row.serving)} of {row.could}",
            str(row.contribution),
            str(len(row.without_evidence)),
        )
        for row in coverage(plan)
    ]
    grid = Grid(
        "What the shortlist contributes to each outcome",
        heads("Outcome", "Sort", numbers=["Proposals", "Contribution", "Without evidence"]),
        tuple(rows),
    )
    blocks = (words(in_words(plan)), grid, words(DECLARED, tone="quiet"))
    return Section("outcomes", "What it is for", blocks)

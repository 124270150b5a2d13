"""How far a shortlist serves each outcome of its programme, and which has nobody."""

from __future__ import annotations

from prioritise.appraisal.contributed import Coverage, coverage_of
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table
from prioritise.views.words.reasons import listed

NUMBER = 14
"""Width of a column of numbers."""


def coverage(plan: Plan) -> tuple[Coverage, ...]:
    """How far a plan serves each outcome."""
    return coverage_of(plan.programme, plan.shortlist)


def outcomes_table(plan: Plan) -> Table:
    """One row an outcome."""
    bare = "Those of them for which no evidence is named; `;` list."
    return Table.of(
        "outcomes",
        "An outcome, and how far the shortlist serves it.",
        ("outcome",),
        (
            Column("outcome", "Outcome", "Id of the outcome.").of(lambda row: row.outcome.outcome),
            Column("title", "Title", "Title of the outcome.").of(lambda row: row.outcome.title),
            Column("sort", "Sort", "What sort of outcome it is.").of(lambda row: row.outcome.sort),
            of.whole("selected", "Selected", "Chosen proposals that contribute.", _selected),
            of.whole("could", "Could", "All proposals that contribute, chosen or not."),
            of.whole("contribution", "Contribution", "Contributions of the chosen, 0 to 3 each."),
            of.names("serving", "Serving", "Chosen proposals that contribute; `;` list."),
            of.names("without_evidence", "Without evidence", bare),
        ),
        coverage(plan),
    )


def in_words(plan: Plan) -> str:
    """Which outcomes the shortlist serves, and which have nobody."""
    found = coverage(plan)
    nobody = [name_of(row) for row in found if not row.serving]
    served = f"The shortlist serves {len(found) - len(nobody)} of {len(found)} outcomes"
    return f"{served}; nobody serves {listed(nobody)}." if nobody else f"{served}."


def show_outcomes(screen: Screen, plan: Plan) -> None:
    """Print how far each outcome is served."""
    heads = "".join(right(head, NUMBER) for head in ("proposals", "contribution"))
    screen.heading("Outcomes", heads)
    for row in coverage(plan):
        numbers = (f"{len(row.serving)} of {row.could}", str(row.contribution))
        screen.row(
            (screen.cut(f"  {name_of(row)}", screen.width - 2 * NUMBER), ""),
            ("".join(right(number, NUMBER) for number in numbers), "" if row.serving else "yellow"),
        )
    screen.line(in_words(plan), lead="  ")


def name_of(row: Coverage) -> str:
    """The title of an outcome, or else its id."""
    return row.outcome.title or row.outcome.outcome


def _selected(row: Coverage) -> int:
    return len(row.serving)

"""The tables of `compare`: who is in under which scenario, and what each list comes to."""

from __future__ import annotations

from prioritise.insight.compare import Answer, Comparison
from prioritise.present import columns
from prioritise.present.table import Cells, Column, Table, amount, figure
from prioritise.programme.programme import Programme
from prioritise.programme.records import Proposal


def compare_tables(comparison: Comparison) -> tuple[Table, ...]:
    """`compare` and `totals`."""
    return compare_table(comparison), totals_table(comparison)


def compare_table(comparison: Comparison) -> Table:
    """One row a proposal, one column a shortlist."""
    return Table(
        "compare",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (
            columns.PROPOSAL,
            columns.TITLE,
            columns.HUB,
            *(
                Column(answer.label, answer.label, f"`in` or `out`: {_title(answer)}.")
                for answer in comparison.answers
            ),
            Column("verdict", "Verdict", "In all shortlists (`always`), `sometimes` or `never`."),
        ),
        tuple(_row(comparison, name) for name in comparison.proposals),
    )


def totals_table(comparison: Comparison) -> Table:
    """One row a shortlist."""
    programme = comparison.answers[0].programme
    return Table(
        "totals",
        "A shortlist, and what it comes to.",
        ("scenario",),
        (
            Column("scenario", "Scenario", "Short name of the scenario or list."),
            Column("title", "Title", "Title of the scenario or list."),
            Column("status", "Status", "`optimal`, `feasible`, or `given` for a list."),
            Column("selected", "Selected", "Proposals in the shortlist.", "integer"),
            Column("value", "Value", "Value of the shortlist.", "number", columns.POINTS),
            Column("bound", "Bound", "What no shortlist can exceed.", "number", columns.POINTS),
            columns.cost(programme),
            columns.money(programme, "budget", "Budget", "Money of all streams in all years."),
            Column("added", "Added", "In this list and not in the first; `;` list."),
            Column("dropped", "Dropped", "In the first list and not in this; `;` list."),
            Column("broken", "Broken", "Limits that a given list does not keep; `;` list."),
        ),
        tuple(_totals(comparison, answer) for answer in comparison.answers),
    )


def budget_of(programme: Programme) -> int:
    """Pence of all streams in all years; a stream within another is counted once."""
    return sum(sum(stream.budgets) for stream in programme.streams if not stream.parent)


def proposal_in(comparison: Comparison, name: str) -> Proposal:
    """A proposal as the first programme that knows it has it."""
    return next(
        answer.programme.proposal_of[name]
        for answer in comparison.answers
        if name in answer.programme.proposal_of
    )


def _row(comparison: Comparison, name: str) -> Cells:
    proposal = proposal_in(comparison, name)
    return (
        name,
        proposal.title,
        ";".join(proposal.hubs),
        *("in" if name in answer.shortlist else "out" for answer in comparison.answers),
        comparison.verdict(name),
    )


def _totals(comparison: Comparison, answer: Answer) -> Cells:
    unit = comparison.answers[0].programme.unit  # one unit in a column, whatever each was read in
    return (
        answer.label,
        _title(answer),
        answer.status,
        str(len(answer.shortlist)),
        figure(answer.value),
        "" if answer.bound is None else figure(answer.bound),
        amount(answer.public_cost, unit),
        amount(budget_of(answer.programme), unit),
        ";".join(comparison.added(answer)),
        ";".join(comparison.dropped(answer)),
        ";".join(answer.broken),
    )


def _title(answer: Answer) -> str:
    if answer.status == "given":
        return f"the list {answer.label}"
    return answer.programme.scenario or answer.programme.title

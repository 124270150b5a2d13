"""The tables of `compare`: who is in under which scenario, and what each list comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
from prioritise.programme.budgets import whole_budget
from prioritise.programme.records import Proposal
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, amount, figure

OWN_COLUMNS = ("proposal", "title", "hub", "verdict")
"""Columns of the comparison that no shortlist's name may take."""


def told_apart(names: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Names of shortlists, told apart by a number where they are the same, or a column's own."""
    labels: list[str] = []
    for name in names:
        label, number = name, 1
        while label in (*labels, *OWN_COLUMNS, *taken):
            number += 1
            label = f"{name} {number}"
        labels.append(label)
    return labels


def compare_tables(comparison: Comparison) -> tuple[Table, ...]:
    """`compare`, `totals` and `options`."""
    return compare_table(comparison), totals_table(comparison), options_table(comparison)


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


def options_table(comparison: Comparison) -> Table:
    """One row a proposal that can be done in several ways, one column a shortlist."""
    return Table(
        "options",
        "A proposal of several sizes, timings or shares, and how each shortlist has it.",
        ("proposal",),
        (
            columns.PROPOSAL,
            columns.TITLE,
            columns.HUB,
            *(
                Column(
                    answer.label,
                    answer.label,
                    f"Size, timing and share, or `out`: {_title(answer)}.",
                )
                for answer in comparison.answers
            ),
        ),
        tuple(
            (
                name,
                proposal.title,
                ";".join(proposal.hubs),
                *(_way(answer, name) for answer in comparison.answers),
            )
            for name in comparison.proposals
            if any(len(answer.programme.options.get(name, ())) > 1 for answer in comparison.answers)
            for proposal in [proposal_in(comparison, name)]
        ),
    )


def _way(answer: ComparedShortlist, name: str) -> str:
    return answer.options[name].label if name in answer.options else "out"


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
            columns.money(
                programme, "over_programmed", "Over-programmed", "The part of it beyond budgets."
            ),
            columns.money(programme, "match_secured", "Match secured", "Match that is certain."),
            columns.money(programme, "match_unsecured", "Match unsecured", "Match that is not."),
            columns.money(programme, "future", "Future", "Public money after the budgeted years."),
            columns.money(programme, "budget", "Budget", "Money of all streams in all years."),
            Column("added", "Added", "In this list and not in the first; `;` list.", is_list=True),
            Column(
                "dropped", "Dropped", "In the first list and not in this; `;` list.", is_list=True
            ),
            Column(
                "changed",
                "Changed",
                "In both, in another size, timing or share; `;` list.",
                is_list=True,
            ),
            Column(
                "broken",
                "Broken",
                "Limits that a given list does not keep; `;` list.",
                is_list=True,
            ),
        ),
        tuple(_totals(comparison, answer) for answer in comparison.answers),
    )


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


def _totals(comparison: Comparison, answer: ComparedShortlist) -> Cells:
    unit = comparison.answers[0].programme.unit  # one unit in a column, whatever each was read in
    return (
        answer.label,
        _title(answer),
        answer.status,
        str(len(answer.shortlist)),
        figure(answer.value),
        "" if answer.bound is None else figure(answer.bound),
        amount(answer.public_cost, unit),
        amount(answer.totals.over_programmed, unit),
        amount(answer.totals.match_secured, unit),
        amount(answer.totals.match_unsecured, unit),
        amount(answer.totals.future, unit),
        amount(whole_budget(answer.programme.streams), unit),
        ";".join(comparison.added(answer)),
        ";".join(comparison.dropped(answer)),
        ";".join(comparison.changed(answer)),
        ";".join(answer.broken),
    )


def _title(answer: ComparedShortlist) -> str:
    if answer.status == "given":
        return f"the list {answer.label}"
    return answer.programme.scenario or answer.programme.title

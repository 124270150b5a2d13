"""The tables of `compare`: who is in under which scenario, and what each list comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
from prioritise.programme.budgets import whole_budget
from prioritise.programme.records import Proposal
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

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

    def in_list(answer: ComparedShortlist) -> Column:
        column = Column(answer.label, answer.label, f"`in` or `out`: {_title(answer)}.")
        return column.of(lambda name: "in" if name in answer.shortlist else "out")

    verdict = "In all shortlists (`always`), `sometimes` or `never`."
    return Table.of(
        "compare",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (
            *_who(comparison),
            *map(in_list, comparison.answers),
            Column("verdict", "Verdict", verdict).of(comparison.verdict),
        ),
        comparison.proposals,
    )


def options_table(comparison: Comparison) -> Table:
    """One row a proposal that can be done in several ways, one column a shortlist."""

    def way(answer: ComparedShortlist) -> Column:
        words = f"Size, timing and share, or `out`: {_title(answer)}."
        ways = answer.options
        column = Column(answer.label, answer.label, words)
        return column.of(lambda name: ways[name].label if name in ways else "out")

    return Table.of(
        "options",
        "A proposal of several sizes, timings or shares, and how each shortlist has it.",
        ("proposal",),
        (*_who(comparison), *map(way, comparison.answers)),
        [
            name
            for name in comparison.proposals
            if any(len(answer.programme.options.get(name, ())) > 1 for answer in comparison.answers)
        ],
    )


def totals_table(comparison: Comparison) -> Table:
    """One row a shortlist."""
    programme = comparison.answers[0].programme  # one unit in a column, whatever each was read in

    def money(name: str, heading: str, meaning: str) -> Column:
        return of.money(
            programme, name, heading, meaning, lambda answer: getattr(answer.totals, name)
        )

    return Table.of(
        "totals",
        "A shortlist, and what it comes to.",
        ("scenario",),
        (
            Column("scenario", "Scenario", "Short name of the scenario or list.").of(
                lambda answer: answer.label
            ),
            Column("title", "Title", "Title of the scenario or list.").of(_title),
            Column("status", "Status", "`optimal`, `feasible`, or `given` for a list."),
            of.CHOSEN,
            of.VALUE_OF_LIST,
            of.BOUND,
            of.cost(programme, lambda answer: answer.public_cost),
            money("over_programmed", "Over-programmed", "The part of it beyond budgets."),
            money("match_secured", "Match secured", "Match that is certain."),
            money("match_unsecured", "Match unsecured", "Match that is not."),
            money("future", "Future", "Public money after the budgeted years."),
            of.money(
                programme,
                "budget",
                "Budget",
                "Money of all streams in all years.",
                lambda answer: whole_budget(answer.programme.streams),
            ),
            of.names(
                "added", "Added", "In this list and not in the first; `;` list.", comparison.added
            ),
            of.names(
                "dropped",
                "Dropped",
                "In the first list and not in this; `;` list.",
                comparison.dropped,
            ),
            of.names(
                "changed",
                "Changed",
                "In both, in another size, timing or share; `;` list.",
                comparison.changed,
            ),
            of.names("broken", "Broken", "Limits that a given list does not keep; `;` list."),
        ),
        comparison.answers,
    )


def proposal_in(comparison: Comparison, name: str) -> Proposal:
    """A proposal as the first programme that knows it has it."""
    return next(
        answer.programme.proposal_of[name]
        for answer in comparison.answers
        if name in answer.programme.proposal_of
    )


def _who(comparison: Comparison) -> tuple[Column, ...]:
    """Columns of ids that name each proposal."""
    return (
        of.PROPOSAL.of(str),
        of.TITLE.of(lambda name: proposal_in(comparison, name).title),
        of.HUB.of(lambda name: ";".join(proposal_in(comparison, name).hubs)),
    )


def _title(answer: ComparedShortlist) -> str:
    if answer.status == "given":
        return f"the list {answer.label}"
    return answer.programme.scenario or answer.programme.title

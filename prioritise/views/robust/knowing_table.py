"""The table of `robust --worth-knowing`: which uncertain figure to firm up first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.robust.worth_knowing import KnowledgeWorth, points_in_money
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.table import Column, Table


def in_order(found: Sequence[KnowledgeWorth]) -> list[KnowledgeWorth]:
    """What is worth most first, everything at once before all; then by what it is."""
    return sorted(
        found,
        key=lambda row: (
            row.what.kind != "everything",
            -(row.worth or Fraction(-1)),
            row.what.kind,
            row.what.proposal,
            row.what.criterion,
            row.what.stream,
        ),
    )


def knowing_table(programme: Programme, found: Sequence[KnowledgeWorth]) -> Table:
    """One row an uncertain figure, what is worth most first."""
    money = points_in_money(programme)
    return Table.of(
        "knowing",
        "An uncertain figure, and what knowing it before the decision would bring.",
        ("kind", "proposal", "criterion", "stream"),
        (
            Column(
                "kind",
                "Kind",
                "`score`, `cost` or `stream`; `everything`: all of them at once.",
                cell=lambda row: row.what.kind,
            ),
            Column("proposal", "Proposal", "Id of the proposal.", cell=lambda r: r.what.proposal),
            Column(
                "criterion", "Criterion", "Name of the criterion.", cell=lambda r: r.what.criterion
            ),
            Column("stream", "Stream", "Id of the stream.", cell=lambda row: row.what.stream),
            of.points(
                "worth",
                "Worth knowing",
                "Expected regret that knowing it first would remove.",
                lambda row: row.worth,
            ),
            of.number(
                "worth_money",
                "Worth in money",
                "The same in money, where a criterion is money: by its weight and scale a point is "
                "worth so much of it; empty where none is.",
                lambda row: row.worth * money[1] if money and row.worth is not None else None,
                programme.unit,
            ),
            of.number(
                "differs",
                "Differs",
                "Share of its draws in which another list would be worth more.",
                lambda row: Fraction(row.differs, row.draws) if row.draws else None,
            ),
            of.whole(
                "impossible",
                "Impossible",
                "Draws in which nothing could be made of the list; they do not count.",
            ),
            Column(
                "status",
                "Status",
                "`optimal`: every value is proven; `feasible`: some are not; `failed`: no answer.",
                cell=_status,
            ),
        ),
        in_order(found),
    )


def _status(row: KnowledgeWorth) -> str:
    if row.why:
        return "failed"
    return "optimal" if row.is_proven else "feasible"

"""`commitments.csv`: what the best shortlist would be worth without each commitment."""

from __future__ import annotations

from prioritise.analysis.comparison.commitments import CommitmentPrice, CommitmentPrices
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, figure, yes_no

ALL = "all together"


def commitments_table(prices: CommitmentPrices | None) -> Table:
    """One row a commitment, and a last one for all of them together."""
    rows = [] if prices is None else [_row(price) for price in prices.each]
    if prices is not None:
        rows.append(_row(prices.all, together=True))
    return Table(
        "commitments",
        "A commitment, and the value that is given up for it.",
        ("proposal", "because"),
        (
            columns.PROPOSAL,
            Column(
                "because",
                "Because",
                "`contracted`, or who or what decided; the last row is for all of them together.",
            ),
            Column("chosen", "Chosen", "Whether the proposal is in by it.", "boolean"),
            Column("price", "Price", "Value given up for it.", "number", columns.POINTS),
            Column("value", "Value", "Best value without it.", "number", columns.POINTS),
            Column("enters", "Enters", "Who would come in without it; `;` list.", is_list=True),
            Column("leaves", "Leaves", "Who would go out without it; `;` list.", is_list=True),
            Column("proven", "Proven", "Whether both values are proven.", "boolean"),
        ),
        tuple(rows),
    )


def _row(price: CommitmentPrice, *, together: bool = False) -> Cells:
    first = price.commitments[0]
    return (
        "" if together else first.proposal,
        ALL if together else first.because,
        "" if together else yes_no(first.chosen),
        figure(price.points),
        figure(price.value),
        ";".join(price.enters),
        ";".join(price.leaves),
        yes_no(price.is_proven),
    )

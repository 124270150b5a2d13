"""`commitments.csv`: what the best shortlist would be worth without each commitment."""

from __future__ import annotations

from prioritise.analysis.comparison.commitments import CommitmentPrice, CommitmentPrices
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

ALL = "all together"


def commitments_table(prices: CommitmentPrices | None) -> Table:
    """One row a commitment, and a last one for all of them together."""
    rows = [] if prices is None else [_row(price) for price in prices.each]
    if prices is not None:
        rows.append(_row(prices.all) | {"proposal": "", "because": ALL, "chosen": None})
    because = "`contracted`, or who or what decided; the last row is for all of them together."
    return Table.of(
        "commitments",
        "A commitment, and the value that is given up for it.",
        ("proposal", "because"),
        (
            of.PROPOSAL,
            Column("because", "Because", because),
            of.truth("chosen", "Chosen", "Whether the proposal is in by it."),
            of.points("price", "Price", "Value given up for it."),
            of.points("value", "Value", "Best value without it."),
            of.names("enters", "Enters", "Who would come in without it; `;` list."),
            of.names("leaves", "Leaves", "Who would go out without it; `;` list."),
            of.truth("proven", "Proven", "Whether both values are proven."),
        ),
        rows,
    )


def _row(price: CommitmentPrice) -> dict[str, object]:
    first = price.commitments[0]
    return {
        "proposal": first.proposal,
        "because": first.because,
        "chosen": first.chosen,
        "price": price.points,
        "value": price.value,
        "enters": price.enters,
        "leaves": price.leaves,
        "proven": price.is_proven,
    }

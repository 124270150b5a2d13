"""What commitments cost: the table, and each in words on a terminal."""

from __future__ import annotations

from prioritise.analysis.comparison.commitments import CommitmentPrice, CommitmentPrices
from prioritise.optimise.infeasible.elastic import Commitment
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.rounding import points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table
from prioritise.views.words.repairs import commitment_in_words

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


VALUE = 12
LONGEST_WORD = 28


def show_prices(
    programme: Programme, prices: CommitmentPrices | None, screen: Screen | None = None
) -> None:
    """Print the price of each commitment of a programme, and of all together."""
    screen = screen or Screen()
    if prices is None:
        screen.line()
        screen.line("Nothing is contracted or decided beforehand, so no commitment costs anything.")
        return
    screen.heading("Value given up for each commitment by itself", right("points", VALUE))
    costly = [price for price in prices.each if price.points]
    for price in sorted(costly, key=lambda price: (-price.points, price.commitments)):
        (commitment,) = price.commitments
        _line(screen, *_named(programme, commitment), points(price.points))
        _otherwise(screen, price)
    free = [
        commitment_in_words(c)
        for price in prices.each
        for c in price.commitments
        if not price.points
    ]
    if free:
        screen.line(f"Nothing for {', '.join(free)}.", lead="  ")
    _line(screen, "All together", "", points(prices.all.points))
    if not all(price.is_proven for price in (*prices.each, prices.all)):
        screen.note("Not every figure is proven: a best value was not found within the time.")


def _named(programme: Programme, commitment: Commitment) -> tuple[str, str]:
    return commitment_in_words(commitment), programme.proposal_of[commitment.proposal].title


def _line(screen: Screen, name: str, title: str, figure: str) -> None:
    room = screen.width - LONGEST_WORD - VALUE - 2
    screen.row(
        ("  ", ""),
        (screen.cut(name, LONGEST_WORD - 2) + "  ", "bold"),
        (screen.cut(title, room), ""),
        (right(figure, VALUE), ""),
    )


def _otherwise(screen: Screen, price: CommitmentPrice) -> None:
    words = [
        f"{word} {', '.join(names)}"
        for word, names in (("would come in:", price.enters), ("would go:", price.leaves))
        if names
    ]
    if words:
        screen.line("; ".join(words), "dim", lead="    ")

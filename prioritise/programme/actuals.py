"""What has been spent and what is now expected, and how that changes what proposals cost when.

Spent money stays spent. In a closed year a proposal took what it spent, and nothing else; in an
open one it takes the forecast where there is one, or else what was planned, and at least what it
has spent. What a closed year did not take slips into the first open year, unless a forecast for an
open year says how the same stream goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from prioritise.programme.money import in_proportion
from prioritise.programme.records import MATCH, Cost, Name, Pence, Record

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme


class Actual(Record):
    """What one stream has paid for a proposal in a year, and what it is now expected to pay."""

    proposal: Name
    """Id of the proposal."""
    stream: Name
    """Id of the stream that pays."""
    year: Name
    """Financial year."""
    spent: Pence | None = None
    """What is paid and gone, in pence; none means nothing yet."""
    forecast: Pence | None = None
    """What the year is now expected to take in all, what is spent included, in pence; it stands in
    place of what was planned."""
    as_at: date | None = None
    """Day up to which this is known."""
    note: str = ""
    """What people say of it."""

    @property
    def paid(self) -> int:
        """Pence that are gone."""
        return self.spent or 0


ActualCells = Mapping[tuple[str, int], Actual]
"""What is known of one proposal, by stream and place of the year."""


def actuals_by_proposal(
    actuals: Sequence[Actual], years: Sequence[str]
) -> Mapping[str, ActualCells]:
    """What is known of each proposal."""
    places = {year: place for place, year in enumerate(years)}
    found: dict[str, dict[tuple[str, int], Actual]] = {}
    for actual in actuals:
        if actual.year in places:
            cells = found.setdefault(actual.proposal, {})
            cells[actual.stream, places[actual.year]] = actual
    return found


def with_payers_known(costs: Sequence[Cost], cells: ActualCells) -> tuple[Cost, ...]:
    """Cost rows of a proposal, those without a stream paid by the one that has begun to pay."""
    payers = unnamed_payers(costs, cells)
    if len(payers) != 1:
        return tuple(costs)
    return tuple(
        cost if cost.stream else cost.model_copy(update={"stream": payers[0]}) for cost in costs
    )


def unnamed_payers(costs: Sequence[Cost], cells: ActualCells) -> tuple[str, ...]:
    """Streams that pay without being named in a cost row, in order of id."""
    named = {cost.stream for cost in costs}
    return tuple(sorted({stream for stream, _ in cells} - named))


def first_year_spent(cells: ActualCells) -> int | None:
    """Place of the first year in which money is gone; none where a proposal has not begun."""
    return min((year for (_, year), actual in cells.items() if actual.paid), default=None)


def as_it_goes(
    costs: Sequence[Cost], planned: Sequence[Sequence[int]], cells: ActualCells, closed: int
) -> list[tuple[int, ...]]:
    """Cost rows with what has been spent and what is forecast in place of what was planned.

    Parameters
    ----------
    costs
        The rows of one alternative of a proposal.
    planned
        Pence of each row in every year, and last in all years after them.
    cells
        What is known of the proposal.
    closed : int
        Number of closed years.

    Returns
    -------
    list of tuple of int
        Pence of each row, as planned. Rows that one stream pays change together, each year in
        proportion to what they were planned to take of it, or in all where that was nothing.
    """
    rows = [tuple(row) for row in planned]
    together: dict[str | int, list[int]] = {}
    for place, cost in enumerate(costs):
        if cost.stream != MATCH:
            together.setdefault(cost.stream or place, []).append(place)
    for payer, places in together.items():
        known = {year: actual for (stream, year), actual in cells.items() if stream == payer}
        given = [rows[place] for place in places]
        taken = _taken([sum(column) for column in zip(*given, strict=True)], known, closed)
        whole = [sum(row) for row in given]
        parts = [
            in_proportion(pence, column if any(column) else whole)
            for pence, column in zip(taken, zip(*given, strict=True), strict=True)
        ]
        for place, row in zip(places, zip(*parts, strict=True), strict=True):
            rows[place] = row
    return rows


def _taken(planned: Sequence[int], known: Mapping[int, Actual], closed: int) -> list[int]:
    """Pence that each year takes, and last all years after them."""
    taken = [
        _year_taken(pence, known.get(year), year < closed) for year, pence in enumerate(planned)
    ]
    slipped = sum(planned[:closed]) - sum(taken[:closed])
    if slipped > 0 and not any(
        actual.forecast is not None for year, actual in known.items() if year >= closed
    ):
        taken[closed] += slipped
    return taken


def _year_taken(planned: int, actual: Actual | None, is_closed: bool) -> int:
    """Pence that a year takes."""
    if is_closed:
        return actual.paid if actual else 0
    if actual is None:
        return planned
    return max(planned, actual.paid) if actual.forecast is None else actual.forecast


def gone_of(programme: Programme, proposal: str) -> Mapping[str, Sequence[int]]:
    """Pence a year that each stream has paid for a proposal, within the budgeted years."""
    gone: dict[str, list[int]] = {}
    for (stream, year), actual in programme.actuals_of.get(proposal, {}).items():
        if actual.paid and year < len(programme.years):
            gone.setdefault(stream, [0] * len(programme.years))[year] += actual.paid
    return gone

"""The ways in which a proposal can be done: alternatives, timings and shares, and who may pay.

An option carries whole amounts in pence, already scaled, moved in time and cut to its share: what
is chosen here is what is paid, to the penny.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from prioritise.programme.actuals import as_it_goes, first_year_spent
from prioritise.programme.bias import raised_in_budgets
from prioritise.programme.money import rounded
from prioritise.programme.readiness import ready_from
from prioritise.programme.records import MATCH, Cost, Proposal, Stream

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

TENTHS = 10
"""Shares are funded in tenths of the whole."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One row of an option's cost."""

    kind: str
    """Kind of money, or an empty text where any will do."""
    payers: tuple[str, ...]
    """Streams that may pay, in order of id; `match` alone for match funding."""
    before: int
    """Pence before the first year."""
    amounts: tuple[int, ...]
    """Pence in each budgeted year."""
    later: tuple[int, ...]
    """Pence in each later year, and last in all years after them."""
    secured: bool
    """Whether match funding is certain."""
    planned: tuple[int, ...]
    """Pence in each budgeted year as they were planned, before anything was spent or forecast."""

    @property
    def is_match(self) -> bool:
        """Whether other people pay."""
        return self.payers == (MATCH,)

    @property
    def paid(self) -> int:
        """Pence over the budgeted years."""
        return sum(self.amounts)

    @property
    def after(self) -> int:
        """Pence after the budgeted years."""
        return sum(self.later)

    @property
    def whole(self) -> int:
        """Pence in all years, before and after included."""
        return self.before + self.paid + self.after

    @property
    def needs_choice(self) -> bool:
        """Whether there is a payer to be picked among several."""
        return len(self.payers) > 1


@dataclass(frozen=True, slots=True)
class Option:
    """One way of doing a proposal; at most one is chosen."""

    proposal: str
    """Id of the proposal."""
    name: str
    """Alternative as the cost rows name it, with a timing where it was moved."""
    alternative: str
    """Alternative as the cost rows name it."""
    delay: int
    """Years by which the cost profile was moved."""
    tenths: int
    """Share of the whole, in tenths."""
    worth: Decimal
    """Share of the proposal's scores and numbers that the alternative brings as a whole."""
    rows: tuple[OptionRow, ...]
    """Rows of cost, in the order of `Programme.costs_of`."""

    @property
    def label(self) -> str:
        """Name and share in words; `as given` where there is nothing to tell."""
        share = f" {self.share}" if self.tenths != TENTHS else ""
        return f"{self.name}{share}".strip() or "as given"

    @property
    def share(self) -> Decimal:
        """Share of the whole, 0.1 to 1."""
        return Decimal(self.tenths) / TENTHS

    @property
    def portion(self) -> Fraction:
        """Share of the proposal's scores and numbers that the option brings."""
        return Fraction(self.worth) * Fraction(self.tenths, TENTHS)

    @property
    def whole_cost(self) -> int:
        """Pence of everybody's money in all years, before and after included."""
        return sum(row.whole for row in self.rows)

    @property
    def public_cost(self) -> int:
        """Pence that streams pay within the budgeted years."""
        return sum(row.paid for row in self.rows if not row.is_match)

    @property
    def match(self) -> int:
        """Pence of match funding, in all years."""
        return sum(row.whole for row in self.rows if row.is_match)

    @property
    def secured(self) -> int:
        """Pence of match funding that is certain, in all years."""
        return sum(row.whole for row in self.rows if row.is_match and row.secured)

    @property
    def after(self) -> int:
        """Pence of public money after the budgeted years."""
        return sum(row.after for row in self.rows if not row.is_match)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for one proposal: an option, and who pays each of its rows."""

    proposal: str
    """Id of the proposal."""
    option: str
    """Name of the option."""
    tenths: int
    """Share of the whole, in tenths."""
    payers: tuple[str, ...]
    """Payer of each row; empty where a row has no money within the years."""


def expanded(programme: Programme, proposal: Proposal) -> tuple[Option, ...]:
    """Every way of doing a proposal: earliest first, then by alternative, then the largest share.

    A row that has to find its payer and finds none has no payers: such an option cannot be done.
    """
    costs: dict[str, list[Cost]] = {}
    for cost in programme.costs_of.get(proposal.proposal, ()):
        costs.setdefault(cost.option, []).append(cost)
    made = [
        (start + delay, alternative, -tenths, delay)
        for alternative, rows in costs.items()
        for start in [_start(rows)]
        for delay in _delays(programme, proposal, start)
        for tenths in _tenths(proposal)
    ]
    return tuple(
        _option(programme, proposal, costs[alternative], alternative, delay, -negative)
        for _, alternative, negative, delay in sorted(made)
    )


def redrawn(programme: Programme, option: Option, costs: Sequence[Cost]) -> Option:
    """An option with other rows of cost in place of its own; who may pay stays as it was.

    Parameters
    ----------
    costs : sequence of Cost
        Rows in the order of the option's own.
    """
    factor = Fraction(programme.cost_scale) * Fraction(option.tenths, TENTHS)
    proposal = programme.proposal_of[option.proposal]
    rows = tuple(
        replace(row, payers=own.payers)
        for row, own in zip(
            _rows(programme, proposal, costs, option.delay, factor), option.rows, strict=True
        )
    )
    return replace(option, rows=rows)


def may_pay(programme: Programme, stream: Stream, proposal: Proposal, kind: str | None) -> bool:
    """Whether a stream may pay money of a kind to every hub of a proposal."""
    if stream.stream in programme.parents:
        return False
    if kind and stream.kind and kind != stream.kind:
        return False
    hubs = [programme.hub_of[hub] for hub in proposal.hubs]
    return all(
        (not stream.regions or hub.region in stream.regions)
        and (not stream.hubs or hub.hub in stream.hubs)
        for hub in hubs
    )


def _option(
    programme: Programme,
    proposal: Proposal,
    costs: list[Cost],
    alternative: str,
    delay: int,
    tenths: int,
) -> Option:
    factor = Fraction(programme.cost_scale) * Fraction(tenths, TENTHS)
    rows = _rows(programme, proposal, costs, delay, factor)
    timing = f"from {programme.horizon[_start(costs) + delay]}" if delay else ""
    name = ", ".join(part for part in (alternative, timing) if part)
    worth = next((cost.worth for cost in costs if cost.worth is not None), Decimal(1))
    return Option(proposal.proposal, name, alternative, delay, tenths, worth, rows)


def _rows(
    programme: Programme, proposal: Proposal, costs: Sequence[Cost], delay: int, factor: Fraction
) -> tuple[OptionRow, ...]:
    """Rows of an option, with what is spent and forecast in place of what was planned."""
    plans = [_cells(programme, cost, delay, factor) for cost in costs]
    goes, planned = plans, plans
    if programme.closed or proposal.proposal in programme.actuals_of:
        first = _planned_delay(programme, proposal, costs, delay)
        if first != delay:
            planned = [_cells(programme, cost, first, factor) for cost in costs]
        cells = programme.actuals_of.get(proposal.proposal, {})
        goes = as_it_goes(costs, plans, cells, len(programme.closed))
    return tuple(
        _row(programme, proposal, cost, factor, *both)
        for cost, *both in zip(costs, goes, planned, strict=True)
    )


def _cells(programme: Programme, cost: Cost, delay: int, factor: Fraction) -> tuple[int, ...]:
    """Pence of a row in every year, and last in all years after them, as they are planned."""
    cells = _moved(cost, delay)
    factor *= raised_in_budgets(programme, cost)
    return cells if factor == 1 else tuple(rounded(amount * factor) for amount in cells)


def _row(
    programme: Programme,
    proposal: Proposal,
    cost: Cost,
    factor: Fraction,
    cells: tuple[int, ...],
    planned: tuple[int, ...],
) -> OptionRow:
    years = len(cost.amounts)
    before = cost.before if factor == 1 else rounded(cost.before * factor)
    payers = _payers(programme, proposal, cost, cells[:years])
    kind = cost.kind or ""
    return OptionRow(
        kind, payers, before, cells[:years], cells[years:], cost.secured, planned[:years]
    )


def _payers(
    programme: Programme, proposal: Proposal, cost: Cost, amounts: tuple[int, ...]
) -> tuple[str, ...]:
    if cost.stream:
        return (cost.stream,)
    if not any(amounts):
        return ("",)
    return tuple(
        stream
        for stream in programme.aligned_streams.get(proposal.proposal, ())
        if may_pay(programme, programme.stream_of[stream], proposal, cost.kind)
    )


def _moved(cost: Cost, delay: int) -> tuple[int, ...]:
    """Pence in every year, and last after them, of a row whose profile starts later, or earlier.

    No profile moves money before the first year: it is moved by its own first year at most.
    """
    given = cost.amounts + cost.later
    if delay == 0:
        return (*given, cost.after)
    cells = [0] * len(given) + [cost.after]
    for year, amount in enumerate(given):
        if amount:
            cells[min(year + delay, len(given))] += amount
    return tuple(cells)


def _start(costs: Sequence[Cost]) -> int:
    """First year in which any row spends; the first of all where none does."""
    rows = [cost.amounts + cost.later for cost in costs]
    return next((year for year, cells in enumerate(zip(*rows, strict=True)) if any(cells)), 0)


def _delays(programme: Programme, proposal: Proposal, start: int) -> range:
    """Moves of the cost profile that are still possible.

    What has begun starts where it was planned to, or as late as it may and has; what has not
    cannot start in a closed year.
    """
    begun = first_year_spent(programme.actuals_of.get(proposal.proposal, {}))
    if begun is None:
        ready = max(ready_from(programme, proposal), len(programme.closed))
        return _window(programme, proposal, start, ready)
    delays = _window(programme, proposal, start, 0)
    delay = max((delay for delay in delays if start + delay <= begun), default=delays.start)
    return range(delay, delay + 1)


def _planned_delay(
    programme: Programme, proposal: Proposal, costs: Sequence[Cost], delay: int
) -> int:
    """By how much the profile was to move, whatever has closed or come late since."""
    start = _start(costs)
    return min(delay, max(_window(programme, proposal, start, 0), default=delay))


def _window(programme: Programme, proposal: Proposal, start: int, ready: int) -> range:
    """Moves of the cost profile that start it within the proposal's window, once it is ready."""
    if ready >= len(programme.horizon) and ready:
        return range(0)
    if not proposal.earliest and not proposal.latest:
        delay = max(ready - start, 0)
        return range(delay, delay + 1)
    years = programme.horizon
    first = max(years.index(proposal.earliest) if proposal.earliest else start, ready)
    last = years.index(proposal.latest) if proposal.latest else max(first, start)
    return range(first - start, last - start + 1)


def _tenths(proposal: Proposal) -> range:
    """Shares that may be funded, in tenths."""
    if proposal.min_share is None:
        return range(TENTHS, TENTHS + 1)
    return range(int(proposal.min_share * TENTHS), TENTHS + 1)

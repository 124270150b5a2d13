"""Where the money of a plan goes, in whole pence: by proposal, by hub, and by stream and year.

Three accounts of the same money. Funding adds up to the costs of the chosen options, the hubs'
parts add up to the funding, and what a stream pays adds up to its budget account. `totals` has what
the whole of it comes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prioritise.optimise.plan import ChosenWay, Plan
from prioritise.programme.actuals import gone_of
from prioritise.programme.budgets import after_contingency, available, carry_limit
from prioritise.programme.groups import payment_kind
from prioritise.programme.money import shared
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Stream

PenceByYear = tuple[int, ...]
"""Pence in each year."""
Spent = Mapping[str, Sequence[int]]
"""Pence a year by stream; what a stream pays counts in the streams that it lies in, too."""


@dataclass(frozen=True, slots=True)
class Funding:
    """What one payer gives in one kind of money."""

    whom: str
    """Id of the proposal, or of the hub."""
    stream: str
    """Id of the stream, or `match`."""
    kind: str
    """Kind of money: the row's, or else the stream's; empty where neither says."""
    amounts: PenceByYear
    """Pence in each year."""


@dataclass(frozen=True, slots=True)
class YearAccount:
    """One stream in one year; budget + carried in = spent + carried out + unspent."""

    stream: Stream
    year: int
    """Place of the year."""
    budget: int
    carried_in: int
    spent: int
    carried_out: int
    unspent: int
    """Pence left over, contingency included; below 0 where more than there is is programmed."""

    @property
    def after_contingency(self) -> int:
        """Pence of the budget less what is held back."""
        return after_contingency(self.stream, self.year)

    @property
    def there(self) -> int:
        """Pence that there are: the budget less what is held back, and what was carried in."""
        return self.after_contingency + self.carried_in


def funding_of(plan: Plan) -> tuple[Funding, ...]:
    """What each payer gives each proposal that is chosen, or has given one that is stopped.

    By proposal, stream and kind, match last.
    """
    return _merged(
        ((proposal, payer, kind), amounts) for proposal, payer, kind, amounts in _all_paid(plan)
    )


def hub_funding_of(plan: Plan) -> tuple[Funding, ...]:
    """What each payer gives in each hub: by hub, stream and kind, match last.

    The money of a linkage is shared equally, cost row by cost row and year by year; left-over
    pennies go to the first hubs in order of id.
    """
    return _merged(
        ((hub, payer, kind), part)
        for proposal, payer, kind, amounts in _all_paid(plan)
        for hub, part in parts_by_hub(plan.programme, proposal, amounts)
    )


def later_of(plan: Plan) -> tuple[Funding, ...]:
    """Future commitment of each hub: by hub, stream and kind, each later year, then all after them.

    A row that has no money within the budgeted years and names no payer has no stream.
    """
    programme = plan.programme
    return _merged(
        ((hub, payer, payment_kind(programme, row.kind, payer)), part)
        for option, payers in plan.ways
        for row, payer in zip(option.rows, payers, strict=True)
        if payer != MATCH
        for hub, part in parts_by_hub(programme, option.proposal, row.later)
    )


def payments_of(
    programme: Programme, option: Option, payers: Sequence[str]
) -> Iterator[tuple[str, str, PenceByYear]]:
    """Payer, kind and pence a year of each row that has money within the years."""
    for row, payer in zip(option.rows, payers, strict=True):
        if any(row.amounts):
            kind = row.kind if payer == MATCH else payment_kind(programme, row.kind, payer)
            yield payer, kind, row.amounts


def parts_by_hub(
    programme: Programme, proposal: str, amounts: PenceByYear
) -> tuple[tuple[str, PenceByYear], ...]:
    """Each hub of a proposal with its part of some amounts."""
    hubs = sorted(programme.proposal_of[proposal].hubs)
    if len(hubs) == 1:
        return ((hubs[0], amounts),)
    by_year = [shared(amount, len(hubs)) for amount in amounts]
    return tuple((hub, tuple(parts[place] for parts in by_year)) for place, hub in enumerate(hubs))


def _all_paid(plan: Plan) -> Iterator[tuple[str, str, str, PenceByYear]]:
    """Proposal, payer, kind and pence a year of what is chosen, then of what is stopped."""
    programme = plan.programme
    for choice in plan.choices:
        option = plan.options[choice.proposal]
        for paid in payments_of(programme, option, choice.payers):
            yield choice.proposal, *paid
    for proposal in programme.stopped:
        for stream, gone in gone_of(programme, proposal).items():
            yield proposal, stream, payment_kind(programme, "", stream), tuple(gone)


def spent_by(plan: Plan) -> dict[str, list[int]]:
    """Pence a year that each stream pays, those of the streams in it included."""
    return spent_on(plan.programme, plan.ways)


def spent_on(programme: Programme, ways: Iterable[ChosenWay]) -> dict[str, list[int]]:
    """Pence a year that each stream pays, those of the streams in it included.

    It pays for some options, and has paid for what is stopped.
    """
    spent = {name: list(gone) for name, gone in programme.sunk.items()}
    for option, payers in ways:
        for stream, amounts in spending_of(programme, option, payers).items():
            spent[stream] = [a + b for a, b in zip(spent[stream], amounts, strict=True)]
    return spent


def spending_of(
    programme: Programme, option: Option, payers: Sequence[str]
) -> dict[str, list[int]]:
    """Pence a year that one option takes from each stream and from the streams that it lies in."""
    spent: dict[str, list[int]] = {}
    for payer, _, amounts in payments_of(programme, option, payers):
        for stream in programme.ancestors.get(payer, ()):
            before = spent.get(stream, [0] * len(amounts))
            spent[stream] = [a + b for a, b in zip(before, amounts, strict=True)]
    return spent


def budgets_of(plan: Plan) -> tuple[YearAccount, ...]:
    """The account of every stream, in order of id, year by year."""
    return accounts_of(plan.programme, spent_by(plan))


def accounts_of(programme: Programme, spent: Spent) -> tuple[YearAccount, ...]:
    """The account of every stream for what it spends, in order of id, year by year."""
    streams = sorted(programme.streams, key=lambda stream: stream.stream)
    return tuple(year for stream in streams for year in account(stream, spent[stream.stream]))


def account(stream: Stream, spent: Sequence[int]) -> Iterator[YearAccount]:
    """Follow the money of a stream through the years, oldest money first."""
    carried_in = 0
    for year, amount in enumerate(spent):
        left = carried_in + available(stream, year) - amount
        is_last = year == len(spent) - 1
        carried_out = 0 if is_last else max(0, min(left, carry_limit(stream, year)))
        budget = stream.budgets[year]
        unspent = budget + carried_in - amount - carried_out
        yield YearAccount(stream, year, budget, carried_in, amount, carried_out, unspent)
        carried_in = carried_out


def _merged(cells: Iterator[tuple[tuple[str, str, str], PenceByYear]]) -> tuple[Funding, ...]:
    sums: dict[tuple[str, str, str], PenceByYear] = {}
    for key, amounts in cells:
        before = sums.get(key, (0,) * len(amounts))
        sums[key] = tuple(a + b for a, b in zip(before, amounts, strict=True))
    ordered = sorted(sums, key=lambda key: (key[0], key[1] == MATCH, key[1], key[2]))
    return tuple(Funding(*key, sums[key]) for key in ordered if any(sums[key]))

"""How much more money a proposal would need while the shortlist stays as it is.

No solving: the proposal's cost is put on top of what is spent, the account of each stream that it
touches is followed through the years, and whatever is missing is added to that year's budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from prioritise.optimise.ledger import spending_of
from prioritise.programme.budgets import available, carry_limit, least_budget
from prioritise.programme.eligibility import most_from
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Stream

MOST_WAYS = 20_000
"""Ways of paying one option that are looked at; rows that find their own payer multiply them."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing in one budget."""

    stream: Stream
    year: int
    """Place of the year."""
    pence: int
    """How much larger the year's budget would have to be."""


@dataclass(frozen=True, slots=True)
class ShortfallPayment:
    """One way of paying an option, and what is missing for it."""

    payers: tuple[str, ...]
    short: tuple[Shortfall, ...]
    """Every budget that falls short, in order of stream and year."""
    pence: int
    """The new money that would do: a pound in a stream is also a pound in the stream it lies in."""


def ways_to_pay(
    programme: Programme, option: Option, spent: Mapping[str, Sequence[int]]
) -> Iterator[ShortfallPayment]:
    """Every way of paying an option that keeps the limits on awards, in the order of the payers."""
    for payers in _payers(option):
        if _awards_are_kept(programme, option, payers):
            short = tuple(_shortages(programme, option, payers, spent))
            yield ShortfallPayment(payers, short, _new_money(programme, short))


def _payers(option: Option) -> Iterator[tuple[str, ...]]:
    return islice(product(*(row.payers for row in option.rows)), MOST_WAYS)


def _awards_are_kept(programme: Programme, option: Option, payers: tuple[str, ...]) -> bool:
    awards: dict[str, int] = {}
    for row, payer in zip(option.rows, payers, strict=True):
        if payer not in ("", MATCH):
            awards[payer] = awards.get(payer, 0) + row.paid
    for payer, award in awards.items():
        stream = programme.stream_of[payer]
        most = most_from(programme, stream, option.whole_cost)
        if most is not None and award > most:
            return False
        if stream.min_award and 0 < award < stream.min_award:
            return False
    return True


def _shortages(
    programme: Programme,
    option: Option,
    payers: tuple[str, ...],
    spent: Mapping[str, Sequence[int]],
) -> Iterator[Shortfall]:
    added = spending_of(programme, option, payers)
    for name in sorted(added):
        stream = programme.stream_of[name]
        needed = [a + b for a, b in zip(spent[name], added[name], strict=True)]
        for year, pence in _missing(stream, needed):
            yield Shortfall(stream, year, pence)


def _new_money(programme: Programme, short: tuple[Shortfall, ...]) -> int:
    """The least new money that ends all shortages, from the inner streams outwards."""
    missing = {(shortage.stream.stream, shortage.year): shortage.pence for shortage in short}
    inside: dict[tuple[str, int], int] = {}
    total = 0
    outwards = sorted(missing, key=lambda key: -len(programme.ancestors[key[0]]))
    for name, year in outwards:
        needed = max(missing[name, year], inside.get((name, year), 0))
        outer = next((up for up in programme.ancestors[name][1:] if (up, year) in missing), "")
        if outer:
            inside[outer, year] = inside.get((outer, year), 0) + needed
        else:
            total += needed
    return total


def _missing(stream: Stream, needed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The years whose budget falls short, and what each needs; the oldest money goes first."""
    carried = 0
    for year, amount in enumerate(needed):
        left = carried + available(stream, year) - amount
        if left < 0:
            yield year, _added_budget(stream, year, amount - carried)
            carried = 0
        else:
            carried = min(left, carry_limit(stream, year))


def _added_budget(stream: Stream, year: int, wanted: int) -> int:
    """The least that a budget has to grow by until so much of it may be spent."""
    enough = least_budget(stream, year, wanted)
    # Where all of a budget is held back no growth helps; what is missing is all that can be said.
    return wanted if enough is None else enough - stream.budgets[year]

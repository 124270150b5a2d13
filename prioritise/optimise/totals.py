"""What a shortlist comes to: plans within the budgets, plans above them, match, and what follows.

Plans within the budgets and plans over-programmed are two totals: only the first is money that
there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from prioritise.optimise.ledger import payments_of, spent_on
from prioritise.optimise.plan import ChosenWay
from prioritise.programme.actuals import gone_of
from prioritise.programme.budgets import carry_limit
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a shortlist, in pence."""

    within_budget: int
    """Public money in the budgeted years that the budgets hold, with what was carried in."""
    over_programmed: int
    """Public money in the budgeted years beyond them."""
    match_secured: int
    """Match funding, in all years, that is certain."""
    match_unsecured: int
    """Match funding, in all years, that is not."""
    future: int
    """Public money after the budgeted years."""

    @property
    def match(self) -> int:
        """Match funding, in all years."""
        return self.match_secured + self.match_unsecured


def totals_of(programme: Programme, ways: Sequence[ChosenWay]) -> Totals:
    """What some options, paid as said, come to."""
    paid = _paid(programme, ways)
    within = _within_budget(programme, ways, paid)
    secured = sum(option.secured for option, _ in ways)
    return Totals(
        within_budget=within,
        over_programmed=sum(paid.values()) - within,
        match_secured=secured,
        match_unsecured=sum(option.match for option, _ in ways) - secured,
        future=sum(option.after for option, _ in ways),
    )


def _paid(programme: Programme, ways: Sequence[ChosenWay]) -> dict[tuple[str, int], int]:
    """Pence that each stream itself pays in each year, or has paid for what is stopped."""
    paid = dict.fromkeys(product(programme.stream_of, range(len(programme.years))), 0)
    for proposal in programme.stopped:
        for stream, gone in gone_of(programme, proposal).items():
            for year, pence in enumerate(gone):
                paid[stream, year] += pence
    for option, payers in ways:
        for payer, _, amounts in payments_of(programme, option, payers):
            if payer in programme.stream_of:
                for year, pence in enumerate(amounts):
                    paid[payer, year] += pence
    return paid


def _within_budget(
    programme: Programme, ways: Sequence[ChosenWay], paid: Mapping[tuple[str, int], int]
) -> int:
    """The most of the spending that the budgets hold, a stream within another by both of them."""
    spent = spent_on(programme, ways)
    there = {
        (stream.stream, year): pence
        for stream in programme.streams
        for year, pence in enumerate(_there(stream, spent[stream.stream]))
    }
    held = dict(paid)
    for name in _innermost_first(programme):
        for year in range(len(programme.years)):
            held[name, year] = min(held[name, year], there[name, year])
            if parent := programme.stream_of[name].parent:
                held[parent, year] += held[name, year]
    outermost = (stream.stream for stream in programme.streams if not stream.parent)
    return sum(held[name, year] for name in outermost for year in range(len(programme.years)))


def _there(stream: Stream, spent: Sequence[int]) -> Iterator[int]:
    """Each year's budget with what was really left of the year before: overspending leaves none."""
    left = 0
    for year, pence in enumerate(spent):
        there = stream.budgets[year] + left
        yield there
        left = max(0, min(there - pence, carry_limit(stream, year)))


def _innermost_first(programme: Programme) -> list[str]:
    return sorted(programme.stream_of, key=lambda name: (-len(programme.ancestors[name]), name))

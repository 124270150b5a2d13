"""Outturn against plan, in whole pence: what was planned, what is spent, what is now expected.

The plan is what was to be spent before anything was: of what is chosen in its chosen option, of
what is stopped in its earliest. What is expected of what is stopped is what is sunk in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from prioritise.optimise.ledger import parts_by_hub
from prioritise.optimise.plan import ChosenWay, Plan
from prioritise.programme.actuals import gone_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH


@dataclass(frozen=True, slots=True)
class Outturn:
    """Pence of some public money."""

    planned: int = 0
    spent: int = 0
    """Paid and gone."""
    expected: int = 0
    """What it comes to in all, what is spent included."""

    @property
    def variance(self) -> int:
        """Pence more than planned, or fewer where it is below 0."""
        return self.expected - self.planned

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Plan, actual, forecast and variance, in the order in which people read them."""
        return (self.planned, self.spent, self.expected, self.variance)

    def __add__(self, other: Outturn) -> Outturn:
        return Outturn(
            self.planned + other.planned,
            self.spent + other.spent,
            self.expected + other.expected,
        )


OutturnCell = tuple[str, str, int]
"""Id of a hub, id of a stream, place of a year."""


def outturn_of(plan: Plan) -> dict[OutturnCell, Outturn]:
    """Outturn by hub, stream and year, in their order; cells in which nothing is are left out."""
    found: dict[OutturnCell, Outturn] = {}
    for proposal, stream, kept in _rows(plan):
        columns = [parts_by_hub(plan.programme, proposal, amounts) for amounts in kept]
        for parts in zip(*columns, strict=True):
            hub = parts[0][0]
            for year, pence in enumerate(zip(*(part for _, part in parts), strict=True)):
                if any(pence):
                    cell = (hub, stream, year)
                    found[cell] = found.get(cell, Outturn()) + Outturn(*pence)
    return dict(sorted(found.items()))


def summed(
    outturn: dict[OutturnCell, Outturn], key: Callable[[OutturnCell], str | int]
) -> dict[str | int, Outturn]:
    """Outturn added up, by hub, stream or year."""
    sums: dict[str | int, Outturn] = {}
    for cell, each in outturn.items():
        sums[key(cell)] = sums.get(key(cell), Outturn()) + each
    return dict(sorted(sums.items(), key=lambda pair: str(pair[0])))


def money_of(programme: Programme, way: ChosenWay) -> Outturn:
    """Outturn of one chosen option over all years."""
    rows = [kept for _, _, kept in _of_way(programme, way, is_going_on=True)]
    return sum((Outturn(*map(sum, kept)) for kept in rows), Outturn())


BY_HUB, BY_STREAM, BY_YEAR = itemgetter(0), itemgetter(1), itemgetter(2)


def is_under_way(programme: Programme) -> bool:
    """Whether there is an outturn to speak of."""
    return bool(programme.actuals or programme.closed)


def _rows(plan: Plan) -> Iterator[tuple[str, str, tuple[tuple[int, ...], ...]]]:
    """Proposal, stream, and pence a year: planned, spent, expected."""
    programme = plan.programme
    for option, payers in plan.ways:
        yield from _of_way(programme, (option, payers), is_going_on=True)
    for name in programme.stopped:
        option = programme.options[name][0]
        payers = tuple(row.payers[0] if row.payers else "" for row in option.rows)
        yield from _of_way(programme, (option, payers), is_going_on=False)


def _of_way(
    programme: Programme, way: ChosenWay, *, is_going_on: bool
) -> Iterator[tuple[str, str, tuple[tuple[int, ...], ...]]]:
    option, payers = way
    gone, nothing = gone_of(programme, option.proposal), (0,) * len(programme.years)
    for stream in sorted({*payers, *gone} - {"", MATCH}):
        rows = [row for row, payer in zip(option.rows, payers, strict=True) if payer == stream]
        planned = _added([row.planned for row in rows], nothing)
        spent = tuple(gone.get(stream, nothing))
        expected = _added([row.amounts for row in rows], nothing) if is_going_on else spent
        yield option.proposal, stream, (planned, spent, expected)


def _added(rows: Sequence[Sequence[int]], nothing: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(nothing, *rows, strict=True)))

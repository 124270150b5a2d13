"""Where the next money does most, and where a saving hurts least: sum by sum, and the whole curve.

The best value by the money that comes is a staircase. From each of its steps the next is found by
two questions: how little money lets a list be worth any more at all, and what is the most that this
money can buy? So no step is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import left
from prioritise.optimise.infeasible.best_placing import BestPlacing, Placing
from prioritise.optimise.infeasible.budget_increase import least_budget_increase
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.solver import Watch
from prioritise.programme.confidence import refuse_confidence
from prioritise.programme.faults import SolverError
from prioritise.programme.programme import Programme

SumsTold = Callable[[int], None]
"""Told how many sums are answered."""


@dataclass(frozen=True, slots=True)
class SumPlaced:
    """A sum more, or less, and the best that can be had with it."""

    amount: int
    """Pence; below 0 a saving."""
    placing: Placing | None
    """Where it does most; none where no shortlist is possible with so much saved."""
    plan: Plan | None
    """The shortlist on the programme with the sum so placed, nearest to that without."""

    @property
    def value(self) -> Fraction | None:
        """Points of the shortlist."""
        if self.placing is None or self.plan is None:
            return None
        return max(self.placing.value, self.plan.value)

    @property
    def bound(self) -> Fraction | None:
        """What no shortlist can exceed, wherever the sum is placed."""
        return None if self.placing is None else self.placing.bound

    @property
    def shortlist(self) -> tuple[str, ...]:
        """Ids of the proposals that are chosen."""
        if self.placing is None or self.plan is None:
            return ()
        if self.plan.value >= self.placing.value:
            return self.plan.shortlist
        return tuple(choice.proposal for choice in self.placing.choices)


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """What sums would do."""

    plan: Plan
    """The shortlist without them."""
    sums: tuple[SumPlaced, ...]
    """The least first."""
    is_curve: bool = False
    """Whether these are the steps of the curve, none left out."""
    is_whole: bool = True
    """Whether the curve goes on to where nothing more is to be had."""

    def gained(self, row: SumPlaced) -> Fraction | None:
        """Points that a sum is worth; below 0 where a saving costs them."""
        return None if row.value is None else row.value - self.plan.value

    def enters(self, row: SumPlaced) -> tuple[str, ...]:
        """Proposals that come in."""
        return tuple(name for name in row.shortlist if name not in self.plan.shortlist)

    def leaves(self, row: SumPlaced) -> tuple[str, ...]:
        """Proposals that go out."""
        if row.plan is None:
            return ()
        return tuple(name for name in self.plan.shortlist if name not in row.shortlist)


def budgets_for(
    programme: Programme, streams: Collection[str], years: Collection[str], *, saving: bool
) -> tuple[StreamYear, ...]:
    """The budgets that may take a sum, or give it.

    Where no stream is named, new money goes to streams that lie around no other, and the pots
    around them grow with it, since a pound in a pot alone buys no more; a saving is taken from
    those that lie in no other, since taking it further in hurts no less.
    """
    refuse_confidence(programme, "new money")
    around = {stream.parent for stream in programme.streams}
    usual = (
        stream.stream
        for stream in programme.streams
        if not (stream.parent if saving else stream.stream in around)
    )
    return tuple(
        (name, place)
        for name in (streams or tuple(usual))
        for place, year in enumerate(programme.years)
        if year in years or not years
    )


def more_money(
    plan: Plan,
    amounts: Sequence[int],
    *,
    streams: Collection[str] = (),
    years: Collection[str] = (),
    watch: Watch | None = None,
    tell: SumsTold = lambda number: None,
) -> MoreMoney:
    """The best placing of each of some sums over streams and years.

    Parameters
    ----------
    plan : Plan
        The shortlist as money stands.
    amounts : sequence of int
        Pence; below 0 what is to be saved.
    streams, years : collection of str
        The only ones that may take the money, or give it; all where none are named.
    watch, tell
        Told about the progress of a solve, and how many sums are answered.

    Raises
    ------
    SolverError
        The solver failed, found nothing in time, or an answer did not pass the check.
    """
    ordered = sorted(set(amounts))
    rows: list[SumPlaced] = []
    for saving in (True, False):
        asked = [amount for amount in ordered if (amount < 0) is saving]
        if not asked:
            continue
        cells = budgets_for(plan.programme, streams, years, saving=saving)
        search = BestPlacing(plan.programme, cells, saving=saving, watch=watch)
        known = () if saving else plan.choices
        for amount in asked:
            placing = search.of(abs(amount), known)
            known = known if placing is None else placing.choices
            rows.append(_answered(plan, amount, placing, watch))
            tell(len(rows))
    return MoreMoney(plan, tuple(rows))


def curve(
    plan: Plan,
    *,
    streams: Collection[str] = (),
    years: Collection[str] = (),
    seconds: float,
    watch: Watch | None = None,
    tell: SumsTold = lambda number: None,
) -> MoreMoney:
    """Every step by which more money is worth more, up to where nothing more is to be had.

    Parameters
    ----------
    plan : Plan
        The shortlist as money stands, proven best.
    streams, years : collection of str
        The only ones that may take the money; all where none are named.
    seconds : float
        Time for all of it; the steps that are there by then are told.
    watch, tell
        Told about the progress of a solve, and how many steps are found.
    """
    deadline = monotonic() + left(seconds)
    cells = budgets_for(plan.programme, streams, years, saving=False)
    rows = list(_steps(plan, cells, deadline, watch, tell))
    whole = bool(rows) and rows[-1] is None
    return MoreMoney(plan, tuple(row for row in rows if row), is_curve=True, is_whole=whole)


def _steps(
    plan: Plan,
    cells: Sequence[StreamYear],
    deadline: float,
    watch: Watch | None,
    tell: SumsTold,
) -> Iterator[SumPlaced | None]:
    """The steps in order of money; at the end None where nothing more is to be had."""
    programme, value = plan.programme, plan.value
    search = BestPlacing(programme, cells, watch=watch)
    number = 0
    while (seconds := deadline - monotonic()) > 0:
        try:
            least = least_budget_increase(
                programme,
                cells,
                at_least=value + search.least_step,
                seconds=min(seconds, float(programme.solver.seconds)),
                watch=watch,
            )
        except SolverError:
            if monotonic() >= deadline:
                return
            raise
        if least is None:
            yield None
            return
        placing = search.of(least.total, least.choices) if least.is_least else None
        if placing is None or placing.value != placing.bound:
            return
        yield _answered(plan, least.total, placing, watch)
        value = placing.value
        number += 1
        tell(number)


def _answered(plan: Plan, amount: int, placing: Placing | None, watch: Watch | None) -> SumPlaced:
    """The sum with the plan that `run` would give with the money so placed."""
    if placing is None:
        return SumPlaced(amount, None, None)
    near = plan.programme.revised(baseline=plan.shortlist)
    found = optimise(with_more_money(near, placing.pence), watch=watch)
    if found.value > placing.bound:
        raise SolverError(
            f"with the money placed {float(found.value)} points are possible, where no placing "
            f"was to exceed {float(placing.bound)}"
        )
    return SumPlaced(amount, placing, found)

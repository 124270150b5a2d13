"""What a little more, or a little less, money in each stream and year is worth, by solving again.

A little is a share of the year's budget, in whole pence; a budget of nothing is left out. What is
added to a stream is added to the streams that it lies in, too, and what is taken is taken there.
More money never lowers the value: where more in all years of a stream adds nothing, more in one
year adds nothing, and where the shortlist in hand fits into less, less costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.parallel.executor import Alone, Executor, LostPiece
from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.money import rounded
from prioritise.programme.records import Stream

A_LITTLE = Fraction(1, 20)
"""Share of a year's budget."""


@dataclass(frozen=True, slots=True)
class MarginalValue:
    """The best value with a little more or less in one budget."""

    stream: str
    """Id of the stream."""
    year: int
    """Place of the year."""
    change: int
    """Pence more, or less where it is below 0."""
    value: Fraction | None
    """Points of the best shortlist that was found; none where none was."""
    value_change: Fraction | None
    """Points more, or less where it is below 0."""
    proven: bool
    """Whether both values are proven best; or, where there is none, that none is possible."""


def marginal_values(
    plan: Plan,
    *,
    share: Fraction = A_LITTLE,
    executor: Executor | None = None,
    step: Callable[[str], None] | None = None,
) -> tuple[MarginalValue, ...]:
    """A little more and a little less in each stream and year, in order of stream and year.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    share : Fraction
        How much is a little: a share of the year's budget.
    executor : Executor
        Who works; the process that asks, where nobody is named.
    step : callable
        Told which stream is looked at.
    """
    streams = sorted(plan.programme.streams, key=lambda stream: stream.stream)
    answers: dict[int, tuple[MarginalValue, ...]] = {}

    def each() -> Iterator[Stream]:
        for stream in streams:
            if step is not None:
                step(stream.stream)
            yield stream

    for place, found in (executor or Alone()).answers(_of_stream, (plan, share), each()):
        answers[place] = _unknown(streams[place], share) if isinstance(found, LostPiece) else found
    return tuple(worth for place in range(len(streams)) for worth in answers[place])


def _of_stream(asked: tuple[Plan, Fraction], stream: Stream) -> tuple[MarginalValue, ...]:
    return tuple(_worths(*asked, stream))


def _worths(plan: Plan, share: Fraction, stream: Stream) -> Iterator[MarginalValue]:
    little = _little(stream, share)
    together = _best(plan, little, None) if len(little) > 1 else None
    most = together.bound if isinstance(together, Plan) else None
    for cell, pence in little.items():
        yield _worth(plan, cell, pence, _best(plan, {cell: pence}, most))
        yield _worth(plan, cell, -pence, _best(plan, {cell: -pence}, plan.bound))


def _little(stream: Stream, share: Fraction) -> dict[StreamYear, int]:
    return {
        (stream.stream, year): rounded(budget * share)
        for year, budget in enumerate(stream.budgets)
        if year >= stream.closed and rounded(budget * share)
    }


def _unknown(stream: Stream, share: Fraction) -> tuple[MarginalValue, ...]:
    """What is said of a stream whose worker was lost."""
    return tuple(
        MarginalValue(*cell, change, None, None, False)
        for cell, pence in _little(stream, share).items()
        for change in (pence, -pence)
    )


def _best(
    plan: Plan, changes: dict[StreamYear, int], at_most: Fraction | None
) -> Plan | OutOfTime | None:
    if is_up():
        return OutOfTime(UP)
    asked = with_more_money(plan.programme, changes)
    try:
        return optimise(asked, Hints((plan,), at_most), value_alone=True)
    except InfeasibleError:
        return None
    except OutOfTime as problem:
        return problem


def _worth(
    plan: Plan, cell: StreamYear, pence: int, best: Plan | OutOfTime | None
) -> MarginalValue:
    if isinstance(best, OutOfTime):
        return MarginalValue(*cell, pence, None, None, False)
    if best is None:
        return MarginalValue(*cell, pence, None, None, True)
    proven = plan.bound == plan.value and best.bound == best.value
    return MarginalValue(*cell, pence, best.value, best.value - plan.value, proven)

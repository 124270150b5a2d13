"""One decision turned round, everything else free to change: a proposal out, or in, by force.

The questions about many proposals help one another. No shortlist that turns a proposal round is
worth more than the best that does; so where something better is in hand, that proposal may be taken
to stay as it is. This takes a third off the work and changes no answer, whoever works and in
whatever order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.parallel.executor import Alone, Executor, LostPiece
from prioritise.optimise.clock import is_up
from prioritise.optimise.known_choices import plan_of
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import Locks, Prepared, prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision

ForcedStep = Callable[[str], None]
"""Told what is looked at next."""


@dataclass(frozen=True, slots=True)
class Forced:
    """The best shortlist with one proposal's decision turned round."""

    proposal: str
    """Id of the proposal."""
    plan: Plan | None
    """The shortlist; none where the limits allow none, or where none was found in time."""
    settled: bool = True
    """Whether that none was found means that there is none."""


def forced(plan: Plan, name: str, *, watch: Watch | None = None) -> Forced:
    """The best shortlist with one decision turned round, equals put in order.

    Parameters
    ----------
    plan : Plan
        The shortlist in hand.
    name : str
        Id of an eligible proposal.
    watch : callable
        Told about progress from time to time.
    """
    try:
        return Forced(name, optimise(with_decision_forced(plan, name), Hints((plan,)), watch=watch))
    except InfeasibleError:
        return Forced(name, None)
    except OutOfTime:
        return Forced(name, None, settled=False)


def all_forced(
    plan: Plan,
    names: Iterable[str],
    *,
    executor: Executor | None = None,
    watch: Watch | None = None,
    step: ForcedStep | None = None,
) -> tuple[Forced, ...]:
    """Each of some eligible proposals turned round, in the order of the names.

    Parameters
    ----------
    plan : Plan
        The shortlist in hand.
    names : iterable of str
        Ids of the proposals.
    executor : Executor
        Who works; the process that asks, where nobody is named.
    watch : callable
        Told about progress from time to time, where the process that asks works itself.
    step : callable
        Told which proposal is looked at.
    """
    executor, tell = executor or Alone(), step or (lambda name: None)
    desk = ForcedContext(plan, watch if isinstance(executor, Alone) else None)
    wanted = list(names)
    values: dict[str, Forced] = {}
    asking: list[str] = []

    def most_telling() -> Iterator[ForcedQuestion]:
        left = [name for name in wanted if not is_decided(plan.programme, name)]
        while left:
            # What looks dearest to turn round comes first: its bound helps most of the others.
            name = min(left, key=lambda name: _best_known(plan, name, values))
            left.remove(name)
            asking.append(name)
            tell(name)
            yield _asked_about(plan, name, values)

    for place, found in executor.answers(_value, desk, most_telling()):
        values[asking[place]] = _unless_lost(asking[place], found)
    answers: dict[int, Forced] = {}

    def in_order() -> Iterator[Ordering]:
        for name in wanted:
            tell(name)
            yield _to_be_put_in_order(plan, name, values)

    for place, found in executor.answers(_in_order, desk, in_order()):
        answers[place] = _unless_lost(wanted[place], found)
    return tuple(answers[place] for place in range(len(wanted)))


def decided(programme: Programme, name: str, chosen: bool) -> Programme:
    """The programme with a proposal in or out, whatever had been decided about it."""
    kept = tuple(other for other in programme.decisions if other.proposal != name)
    decisions = (*kept, Decision(proposal=name, chosen=chosen))
    proposal = programme.proposal_of[name]
    if chosen or not proposal.commitment:
        return programme.revised(decisions=decisions)
    return programme.revised(
        decisions=decisions,
        proposals=tuple(
            other.released() if other is proposal else other for other in programme.proposals
        ),
    )


def with_decision_forced(plan: Plan, name: str) -> Programme:
    """What is asked of one proposal; of equal answers the nearest to the shortlist is preferred."""
    programme = plan.programme.revised(baseline=plan.shortlist)
    return decided(programme, name, name not in plan.options)


def is_decided(programme: Programme, name: str) -> bool:
    """Whether a proposal is in or out before anything is weighed."""
    return bool(programme.promise_of(name)) or name in programme.decision_of


def is_proven(plan: Plan) -> bool:
    """Whether no shortlist is worth more."""
    return plan.bound_figure == plan.figure


@dataclass(frozen=True, slots=True)
class ForcedContext:
    """What all questions share."""

    plan: Plan
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class ForcedQuestion:
    """The best value with a proposal turned round, from what is known."""

    name: str
    locks: Locks
    start: tuple[Choice, ...] | None


@dataclass(frozen=True, slots=True)
class Ordering:
    """Equals to be put in order, where a plan of the best value is in hand."""

    name: str
    locks: Locks
    best: Forced | None
    """None where the proposal is decided, so that nothing is known yet."""


def _asked_about(plan: Plan, name: str, values: Mapping[str, Forced]) -> ForcedQuestion:
    start = max(_starts(plan, name, values), key=lambda best: best.figure, default=None)
    locks = [(name, name not in plan.options)]
    if start is not None:
        locks += _staying(plan, start.value, values)
    return ForcedQuestion(name, locks, None if start is None else start.choices)


def _to_be_put_in_order(plan: Plan, name: str, values: Mapping[str, Forced]) -> Ordering:
    found = values.get(name)
    locks = [(name, name not in plan.options)]
    if found and found.plan:
        locks += _staying(plan, found.plan.value, values)
    return Ordering(name, locks, found)


def _value(desk: ForcedContext, asking: ForcedQuestion) -> Forced:
    """A plan of the best value with a proposal turned round, others of its kind being known."""
    if is_up():
        return Forced(asking.name, None, settled=False)
    asked = _prepared(desk.plan)
    start = None if asking.start is None else plan_of(asked, asking.start)
    hints = Hints(() if start is None else (start,), desk.plan.bound)
    try:
        within = asked.within(asking.locks)
        return Forced(asking.name, optimise(within, hints, value_alone=True, watch=desk.watch))
    except InfeasibleError:
        return Forced(asking.name, None)
    except OutOfTime:
        return Forced(asking.name, None, settled=False)


def _in_order(desk: ForcedContext, ordering: Ordering) -> Forced:
    """The same value with equals put in order; a value that is not proven is left as it is."""
    found = ordering.best
    if found is None:
        if is_up():
            return Forced(ordering.name, None, settled=False)
        return forced(desk.plan, ordering.name, watch=desk.watch)
    if found.plan is None or not is_proven(found.plan) or is_up():
        return found
    within = _prepared(desk.plan).within(ordering.locks)
    hints = Hints((found.plan,), found.plan.value)
    return Forced(ordering.name, optimise(within, hints, watch=desk.watch))


_kept: list[tuple[Plan, Prepared]] = []


def _prepared(plan: Plan) -> Prepared:
    """What is asked of each proposal, built once in each process."""
    if not _kept or _kept[0][0] is not plan:
        _kept[:] = [(plan, prepared(plan.programme.revised(baseline=plan.shortlist)))]
    return _kept[0][1]


def _unless_lost(name: str, found: Forced | LostPiece) -> Forced:
    return Forced(name, None, settled=False) if isinstance(found, LostPiece) else found


def _starts(plan: Plan, name: str, values: Mapping[str, Forced]) -> list[Plan]:
    """Known plans that turn a proposal round."""
    chosen = name not in plan.options
    known = [found.plan for found in values.values() if found.plan]
    return [best for best in known if (name in best.options) == chosen]


def _best_known(plan: Plan, name: str, values: Mapping[str, Forced]) -> tuple[bool, int]:
    """The best figure that is known with a proposal turned round; what has none comes first."""
    figures = [best.figure for best in _starts(plan, name, values)]
    return bool(figures), max(figures, default=0)


def _staying(plan: Plan, value: Fraction, values: Mapping[str, Forced]) -> list[tuple[str, bool]]:
    """Everything that could not be turned round in a shortlist of this value stays as it is."""
    return [
        (name, name in plan.options)
        for name, found in values.items()
        if found.settled and (found.plan is None or found.plan.bound < value)
    ]

"""One decision turned round, everything else free to change: a proposal out, or in, by force.

The questions about many proposals help one another. No shortlist that turns a proposal round is
worth more than the best that does; so where something better is in hand, that proposal may be taken
to stay as it is. This takes a third off the work and changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise.highs import Watch
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import Locks, Prepared, prepared
from prioritise.optimise.stages import OutOfTime, best_value, put_in_order
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision

Step = Callable[[str], None]
"""Told what is looked at next."""
Most = Mapping[str, Fraction | None]
"""Points that no shortlist exceeds with a proposal turned round; none where none turns it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The best shortlist with one proposal's decision turned round."""

    proposal: str
    """Id of the proposal."""
    plan: Plan | None
    """The shortlist; none where the limits allow none, or where none was found in time."""
    settled: bool = True
    """Whether that none was found means that there is none."""


def turned(plan: Plan, name: str, *, watch: Watch | None = None) -> Turned:
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
    asked = prepared(turned_round(plan, name))
    try:
        found = best_value(asked, known=(plan,), watch=watch)
    except OutOfTime:
        return Turned(name, None, settled=False)
    if found is not None and is_proven(found):
        found = put_in_order(asked, found, watch=watch)
    return Turned(name, found)


def all_turned(
    plan: Plan, names: Iterable[str], *, watch: Watch | None = None, step: Step | None = None
) -> tuple[Turned, ...]:
    """Each of some eligible proposals turned round, in the order of the names."""
    wanted = list(names)
    tell = step or (lambda name: None)
    asked = prepared(plan.programme.revised(baseline=plan.shortlist))
    values: dict[str, Plan | None] = {}
    unsettled: dict[str, Turned] = {}
    left = [name for name in wanted if not is_decided(plan.programme, name)]
    while left:
        # What looks dearest to turn round comes first: its bound helps most of the others.
        name = min(left, key=lambda name: _best_known(plan, name, values))
        tell(name)
        left.remove(name)
        try:
            values[name] = _value(plan, asked, name, values, watch)
        except OutOfTime:
            unsettled[name] = Turned(name, None, settled=False)
    most = _most(values)
    answers: list[Turned] = []
    for name in wanted:
        tell(name)
        if name in unsettled:
            answers.append(unsettled[name])
        elif name in values:
            answers.append(Turned(name, _in_order(plan, asked, name, values[name], most, watch)))
        else:
            answers.append(turned(plan, name, watch=watch))
    return tuple(answers)


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


def turned_round(plan: Plan, name: str) -> Programme:
    """What is asked of one proposal; of equal answers the nearest to the shortlist is preferred."""
    programme = plan.programme.revised(baseline=plan.shortlist)
    return decided(programme, name, name not in plan.options)


def is_decided(programme: Programme, name: str) -> bool:
    """Whether a proposal is in or out before anything is weighed."""
    return bool(programme.proposal_of[name].commitment) or name in programme.decision_of


def is_proven(plan: Plan) -> bool:
    """Whether no shortlist is worth more."""
    return plan.bound_figure == plan.figure


def _value(
    plan: Plan,
    asked: Prepared,
    name: str,
    values: Mapping[str, Plan | None],
    watch: Watch | None,
) -> Plan | None:
    """A plan of the best value with a proposal turned round, others of its kind being known."""
    starts = _starts(plan, name, values)
    start = max(starts, key=lambda best: best.figure, default=None)
    locks = [(name, name not in plan.options)]
    if start is not None:
        locks += _staying(plan, start.value, _most(values))
    known = () if start is None else (start,)
    return best_value(asked, locks=locks, known=known, at_most=plan.bound, watch=watch)


def _starts(plan: Plan, name: str, values: Mapping[str, Plan | None]) -> list[Plan]:
    """Known plans that turn a proposal round."""
    chosen = name not in plan.options
    return [best for best in values.values() if best and (name in best.options) == chosen]


def _best_known(plan: Plan, name: str, values: Mapping[str, Plan | None]) -> tuple[bool, int]:
    """The best figure that is known with a proposal turned round; what has none comes first."""
    figures = [best.figure for best in _starts(plan, name, values)]
    return bool(figures), max(figures, default=0)


def _in_order(
    plan: Plan,
    asked: Prepared,
    name: str,
    best: Plan | None,
    most: Most,
    watch: Watch | None,
) -> Plan | None:
    """The same value with equals put in order; a value that is not proven is left as it is."""
    if best is None or not is_proven(best):
        return best
    locks = [(name, name not in plan.options), *_staying(plan, best.value, most)]
    return put_in_order(asked, best, locks=locks, watch=watch)


def _most(values: Mapping[str, Plan | None]) -> Most:
    return {name: None if best is None else best.bound for name, best in values.items()}


def _staying(plan: Plan, value: Fraction, most: Most) -> Locks:
    """Everything that could not be turned round in a shortlist of this value stays as it is."""
    return [
        (name, name in plan.options)
        for name, bound in most.items()
        if bound is None or bound < value
    ]

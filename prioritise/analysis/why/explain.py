"""Why each proposal is in or out, what that costs, and what would change it; all by solving again.

A question about one proposal turns its decision round and leaves everything else free. `overview`
asks it of every proposal; `explain` looks at some more closely: the limits in the way, the smallest
changes that bring one in, and its other options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prioritise.analysis.parallel.executor import Alone, Executor, LostPiece
from prioritise.analysis.reserve.reserve_list import Reserve, reserve_list
from prioritise.analysis.why.binding import binding_limits
from prioritise.analysis.why.explanation import (
    ChangesToEnter,
    ExplainedShortlist,
    Explanation,
    OptionValue,
)
from prioritise.analysis.why.forced import (
    Forced,
    ForcedStep,
    all_forced,
    forced,
    is_decided,
    is_proven,
    with_decision_forced,
)
from prioritise.analysis.why.least_change import Outsider
from prioritise.analysis.why.least_change_of_cost import least_change_of_cost
from prioritise.analysis.why.least_change_of_money import least_change_of_money
from prioritise.analysis.why.least_change_of_score import (
    least_change_of_score,
    least_change_to_pass,
)
from prioritise.appraisal.value import key_of
from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.infeasible.iis_of_decision import Keeping, what_keeps
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.confidence import refuse_confidence
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme


def proven_best(plan: Plan, *, watch: Watch | None = None) -> Plan:
    """The plan itself, or one without the gap that was allowed: an explanation needs the best."""
    refuse_confidence(plan.programme, "an explanation")
    settings = plan.programme.solver
    if is_proven(plan) or not settings.gap or is_up():
        return plan
    exact = settings.model_copy(update={"gap": settings.gap * 0})
    return optimise(plan.programme.revised(solver=exact), watch=watch)


def overview(
    plan: Plan,
    *,
    executor: Executor | None = None,
    watch: Watch | None = None,
    step: ForcedStep | None = None,
) -> ExplainedShortlist:
    """Every proposal in a line: who would take its place, what that costs, what it lacks.

    Limits are those that the shortlist would break with the proposal on top; the change is a higher
    score, which is known from the value lost.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    executor : Executor
        Who works; the process that asks, where nobody is named.
    watch : callable
        Told about progress from time to time.
    step : callable
        Told which proposal is looked at.
    """
    reserve = reserve_list(plan)
    eligible = [name for name, found in plan.eligibility.items() if not found.reason]
    turned_ = all_forced(plan, eligible, executor=executor, watch=watch, step=step)
    found = {each.proposal: each for each in turned_}
    lines = (_line(plan, name, found.get(name), reserve, watch) for name in plan.eligibility)
    return ExplainedShortlist(plan, tuple(lines), reserve)


def explain(
    plan: Plan,
    names: Iterable[str],
    *,
    executor: Executor | None = None,
    watch: Watch | None = None,
    step: ForcedStep | None = None,
) -> ExplainedShortlist:
    """Some proposals in full, in the order in which they are named.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    names : iterable of str
        Ids of the proposals.
    executor : Executor
        Who works; the process that asks, where nobody is named.
    watch : callable
        Told about progress from time to time, where the process that asks works itself.
    step : callable
        Told which proposal is looked at.
    """
    executor, reserve, wanted = executor or Alone(), reserve_list(plan), list(names)
    desk = _Desk(plan, reserve, watch if isinstance(executor, Alone) else None)

    def each() -> Iterator[str]:
        for name in wanted:
            if step is not None:
                step(name)
            yield name

    found = {
        place: Explanation(plan, wanted[place], None, reserve.get(wanted[place]), settled=False)
        if isinstance(explained, LostPiece)
        else explained
        for place, explained in executor.answers(_explained, desk, each())
    }
    return ExplainedShortlist(plan, tuple(found[place] for place in range(len(wanted))), reserve)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all questions share."""

    plan: Plan
    reserve: Mapping[str, Reserve]
    watch: Watch | None


def _explained(desk: _Desk, name: str) -> Explanation:
    return in_full(desk.plan, name, desk.reserve, watch=desk.watch)


def in_full(
    plan: Plan, name: str, reserve: Mapping[str, Reserve], *, watch: Watch | None = None
) -> Explanation:
    """One proposal in full."""
    waiting = reserve.get(name)
    if plan.eligibility[name].reason:
        passing = ChangesToEnter(score=least_change_to_pass(plan, name, watch=watch))
        return Explanation(plan, name, None, waiting, changes=passing)
    if is_up():
        return Explanation(plan, name, None, waiting, settled=False)
    found = forced(plan, name, watch=watch)
    if not found.settled:
        return Explanation(plan, name, None, waiting, found.settled)
    otherwise = found.plan
    keeping = None if otherwise else _keeping(plan, name)
    options = _options(plan, name, watch)
    if name in plan.options or is_decided(plan.programme, name):
        return Explanation(plan, name, otherwise, waiting, True, keeping, options=options)
    binding, changes = None, ChangesToEnter()
    if otherwise is not None and otherwise.bound < plan.value:
        binding = binding_limits(plan, otherwise, name, watch=watch)
    settled = is_proven(plan) and (otherwise is None or is_proven(otherwise))
    if settled and (otherwise is None or otherwise.value < plan.value):
        outsider = Outsider(plan, otherwise, name, watch)
        changes = ChangesToEnter(
            least_change_of_money(outsider),
            least_change_of_score(outsider),
            least_change_of_cost(outsider),
        )
    return Explanation(plan, name, otherwise, waiting, True, keeping, binding, changes, options)


def _line(
    plan: Plan,
    name: str,
    found: Forced | None,
    reserve: Mapping[str, Reserve],
    watch: Watch | None,
) -> Explanation:
    """One proposal with what is known without looking closer."""
    waiting = reserve.get(name)
    if found is None:
        return Explanation(plan, name, None, waiting)
    otherwise = found.plan
    if otherwise is None:
        keeping = _keeping(plan, name) if found.settled else None
        return Explanation(plan, name, None, waiting, found.settled, keeping)
    changes = ChangesToEnter()
    free = name not in plan.options and not is_decided(plan.programme, name)
    if free and is_proven(plan) and is_proven(otherwise) and otherwise.value < plan.value:
        outsider = Outsider(plan, otherwise, name, watch)
        changes = ChangesToEnter(score=least_change_of_score(outsider, by_arithmetic=True))
    return Explanation(plan, name, otherwise, waiting, changes=changes)


def _keeping(plan: Plan, name: str) -> Keeping | None:
    """What makes the other decision impossible; none where there is no time to find out."""
    return None if is_up() else what_keeps(with_decision_forced(plan, name), name)


def _options(plan: Plan, name: str, watch: Watch | None) -> tuple[OptionValue, ...]:
    """The best value in each option, where there are several."""
    options = plan.eligibility[name].options
    if len(options) < 2:
        return ()
    asked = prepared(_freed(plan.programme, name))
    answers: list[OptionValue] = []
    for option in options:
        try:
            if is_up():
                raise OutOfTime(UP)
            within = asked.within((), [key_of(option)])
            best = optimise(within, Hints((plan,)), value_alone=True, watch=watch)
            answers.append(OptionValue(option, best))
        except InfeasibleError:
            answers.append(OptionValue(option, None))
        except OutOfTime:
            answers.append(OptionValue(option, None, settled=False))
    return tuple(answers)


def _freed(programme: Programme, name: str) -> Programme:
    """The programme without a decision that has a proposal out."""
    kept = (d for d in programme.decisions if d.proposal != name or d.chosen)
    return programme.revised(decisions=tuple(kept))

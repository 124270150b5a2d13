"""Switching values: how far one figure has to move before another list is worth more.

A score and a cost move by steps, towards turning the decision round; a weight moves either way, the
others keeping their proportions. A figure switches at the first step at which some other list is
worth more than this one; a step before, none is. Where a score changes the value of one way of
doing one proposal and nothing else, this follows from the best lists with it and without it, each
of which was solved; everywhere else each step that is tried is solved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from time import monotonic
from typing import Literal

from prioritise.analysis.parallel.batch import answer
from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.sweeps.sweep_settings import Weight, share_of
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints, breakpoints_between
from prioritise.analysis.why.forced import Forced, ForcedStep, all_forced, is_decided, is_proven
from prioritise.analysis.why.least_change import least_step
from prioritise.analysis.why.least_change_of_cost import WHOLE, with_cost_cut
from prioritise.analysis.why.least_change_of_score import step_of, with_score
from prioritise.appraisal.value import key_of, value_table
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.confidence import refuse_confidence
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Criterion

AT_ONCE = 16
"""Proposals that are turned round together, since they help one another; time is looked at then."""
What = Literal["weight", "score", "cost"]


@dataclass(frozen=True, slots=True)
class Switch:
    """One figure, and where it switches."""

    what: What
    proposal: str
    """The proposal whose score or cost moves; empty for a weight."""
    criterion: str
    """The criterion whose score or weight moves; empty for a cost."""
    now: Fraction
    """The figure as it is: a share of all weights, a score, or public pence."""
    end: Fraction
    """As far as it was moved."""
    at: Fraction | None = None
    """Where it switches; none where it does not on the way to the end, or where that is open."""
    enters: tuple[str, ...] = ()
    """Who comes in there."""
    leaves: tuple[str, ...] = ()
    """Who goes out there."""
    settled: bool = True
    """Whether it is known; if not, time ran out."""
    possible: bool = True
    """Whether any list keeps all limits there."""


class _NotSettled(Exception):
    """Time ran out."""


def switching_values(
    plan: Plan,
    names: Sequence[str] = (),
    *,
    seconds: float,
    watch: Watch | None = None,
    step: ForcedStep | None = None,
) -> tuple[Switch, ...]:
    """Every switching value: weights, then scores, then costs, each in order of id.

    Parameters
    ----------
    plan : Plan
        The best shortlist; where it is not proven, everything is open.
    names : sequence of str
        Proposals whose figures move; none for all.
    seconds : float
        Time for all questions together; what is open then is told as open.
    watch : callable
        Told about progress from time to time.
    step : callable
        Told what is looked at.
    """
    refuse_confidence(plan.programme, "a switching value")
    until = monotonic() + (seconds if is_proven(plan) else -1)
    asking = _Asking(plan, until, watch, step or (lambda name: None))
    wanted = [name for name in plan.eligibility if not names or name in names]
    return (*asking.weights(), *asking.scores(wanted), *asking.costs(wanted))


class _Asking:
    """The questions about one shortlist, and until when they may be asked."""

    def __init__(self, plan: Plan, until: float, watch: Watch | None, step: ForcedStep) -> None:
        self._plan, self._until, self._watch, self._step = plan, until, watch, step
        self._programme = plan.programme.revised(baseline=plan.shortlist)

    def weights(self) -> Iterator[Switch]:
        """Each criterion's share of all weights, less and more."""
        weighing = [criterion for criterion in self._programme.criteria if criterion.weight]
        for criterion in weighing if len(weighing) > 1 else ():
            self._step(criterion.name)
            breaks = None if self._is_late() else self._breaks(criterion.name)
            yield from _of_weight(self._programme, criterion.name, breaks)

    def scores(self, names: Sequence[str]) -> Iterator[Switch]:
        """Each score: of what is in lower, of what is out higher."""
        turned = self._turned(names)
        for name in names:
            self._step(name)
            for criterion in self._programme.scored_criteria():
                if self._may_move(name, criterion):
                    yield self._score(name, criterion, turned.get(name))

    def costs(self, names: Sequence[str]) -> Iterator[Switch]:
        """Each cost: of what is in higher, of what is out lower."""
        for name in names:
            if self._is_free(name) and not self._plan.eligibility[name].reason:
                self._step(name)
                yield self._cost(name)

    def _breaks(self, criterion: str) -> Breakpoints:
        settings = [Weight(criterion, Decimal(share)) for share in (0, 1)]
        answers = [answer(self._programme, setting) for setting in settings]
        return breakpoints_between(Alone(), self._programme, settings, answers)

    def _turned(self, names: Sequence[str]) -> dict[str, Forced]:
        asked = [n for n in names if self._is_free(n) and not self._plan.eligibility[n].reason]
        found: dict[str, Forced] = {}
        for first in range(0, len(asked), AT_ONCE):
            if not self._is_late():
                names = asked[first : first + AT_ONCE]
                turned = all_forced(self._plan, names, watch=self._watch, step=self._step)
                found |= {each.proposal: each for each in turned}
        return found

    def _is_free(self, name: str) -> bool:
        return not is_decided(self._programme, name)

    def _may_move(self, name: str, criterion: Criterion) -> bool:
        """Whether a score may change anything: it counts, or it decides who is screened out."""
        counts = bool(criterion.weight) or criterion.threshold is not None
        found = self._plan.eligibility[name]
        open_to_all = not found.reason or found.screened == (criterion.name,)
        return counts and open_to_all and self._is_free(name)

    def _score(self, name: str, criterion: Criterion, turned: Forced | None) -> Switch:
        assert criterion.scale is not None
        low, top = criterion.scale
        now = self._programme.proposal_of[name].scores[criterion.name]
        chosen = name in self._plan.options
        end = low if chosen else top
        steps = _steps(now, end, step_of(abs(top - low)))
        simple = self._simple(name, criterion, turned)

        def asked(place: int) -> Programme:
            return with_score(self._programme, name, criterion.name, steps[place])

        def changes(place: int) -> bool:
            known = simple(asked(place), steps[place]) if simple else None
            return self._changes(asked(place)) if known is None else known

        here = Switch("score", name, criterion.name, Fraction(now), Fraction(end))
        return self._found(here, asked, changes, [Fraction(score) for score in steps])

    def _cost(self, name: str) -> Switch:
        chosen = name in self._plan.options
        option = self._plan.options[name] if chosen else self._plan.eligibility[name].options[0]
        pence = Fraction(option.public_cost)
        sign = -1 if chosen else 1
        costs = [pence * (WHOLE - sign * cut) / WHOLE for cut in range(WHOLE + 1)]

        def asked(place: int) -> Programme:
            return with_cost_cut(self._programme, name, sign * place)

        def changes(place: int) -> bool:
            return self._changes(asked(place))

        return self._found(Switch("cost", name, "", costs[0], costs[-1]), asked, changes, costs)

    def _found(
        self,
        here: Switch,
        asked: Callable[[int], Programme],
        changes: Callable[[int], bool],
        figures: Sequence[Fraction],
    ) -> Switch:
        """The first place at which the list changes; place 0 is how things stand."""
        last = len(figures) - 1
        try:
            place = least_step(changes, 0, [last] if last else [])
            if place is None:
                return here
            best = self._best(asked(place))
        except (_NotSettled, OutOfTime):
            return _open(here)
        if best is None:
            return replace(here, at=figures[place], possible=False)
        now, then = self._plan.shortlist, best.shortlist
        return replace(
            here,
            at=figures[place],
            enters=tuple(name for name in then if name not in now),
            leaves=tuple(name for name in now if name not in then),
        )

    def _simple(
        self, name: str, criterion: Criterion, turned: Forced | None
    ) -> Callable[[Programme, Decimal], bool | None] | None:
        """Whether the list changes, from the best lists with a proposal and without it.

        None where a score does more than to change the value of one way of doing it.
        """
        programme, plan = self._programme, self._plan
        scored = {one.name for one in programme.criteria}
        options = plan.eligibility[name].options
        if (
            len(options) != 1
            or turned is None
            or not turned.settled
            or not (is_proven(plan) and (turned.plan is None or is_proven(turned.plan)))
            or programme.value.size in scored
            or any(rule.measure in ("value", *scored) for rule in programme.rules)
        ):
            return None
        key, values = key_of(options[0]), plan.values
        lost = None if turned.plan is None else plan.value - turned.plan.value

        def known(asked: Programme, score: Decimal) -> bool | None:
            if not criterion.passes(score):
                return True if name in plan.options else None
            if lost is None:
                return False
            table = value_table(asked)
            if table.exact != values.exact:
                return None
            gain = table.in_points(table.certain[key]) - values.in_points(values.certain[key])
            return abs(gain) > lost

        return known

    def _changes(self, programme: Programme) -> bool:
        """Whether some other list is worth more than this one."""
        if self._is_late():
            raise _NotSettled
        asked = prepared(programme)
        names = programme.proposal_of
        stays = [(name, name in self._plan.options) for name in names]
        try:
            hints = Hints((self._plan,))
            stay = optimise(asked.within(stays), hints, value_alone=True, watch=self._watch)
        except InfeasibleError:
            return True
        best = optimise(asked, Hints((stay,)), value_alone=True, watch=self._watch)
        if best.value > stay.bound:
            return True
        if best.bound > stay.value:
            raise _NotSettled
        return False

    def _best(self, programme: Programme) -> Plan | None:
        """The best shortlist at a switch, the nearest of equals; none where none is possible."""
        try:
            return optimise(programme, Hints((self._plan,)), watch=self._watch)
        except InfeasibleError:
            return None

    def _is_late(self) -> bool:
        return monotonic() > self._until


def _steps(now: Decimal, end: Decimal, step: Decimal) -> list[Decimal]:
    """Scores from one to another, at whole steps in between."""
    sign = 1 if end > now else -1
    scores = [now]
    score = (now / step).to_integral_value("ROUND_FLOOR" if sign > 0 else "ROUND_CEILING") * step
    while sign * (score := score + sign * step) < sign * end:
        scores.append(score)
    return [*scores, end] if end != now else scores


def _of_weight(
    programme: Programme, criterion: str, breaks: Breakpoints | None
) -> Iterator[Switch]:
    now = share_of(programme, criterion)
    for end in (Fraction(0), Fraction(1)):
        here = Switch("weight", "", criterion, now, end)
        if breaks is None or breaks.why_not or breaks.stays is None:
            yield _open(here)
            continue
        sides = [b for b in breaks.breaks if (b.share < now if end == 0 else b.share >= now)]
        if not sides:
            yield here
            continue
        found = sides[-1] if end == 0 else sides[0]
        enters, leaves = found.enters, found.leaves
        if end == 0:
            enters, leaves = leaves, enters
        yield replace(here, at=found.share, enters=enters, leaves=leaves)


def _open(here: Switch) -> Switch:
    return replace(here, settled=False)

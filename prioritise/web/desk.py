"""What lies on the table: the scenario as it stands, what is recorded, and how questions are asked.

Every question is the scenario under some settings, solved exactly as `run` would solve the file in
which they are saved: locks of the settings come before what is recorded, and ties go to the
shortlist that is nearest to the baseline, or to the scenario's own where it names none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from threading import Lock
from time import monotonic
from typing import Any

from prioritise.appraisal.worked_out import worked_out
from prioritise.decisions.address import Address
from prioritise.decisions.binding import bound_by
from prioritise.decisions.entry import Statement
from prioritise.decisions.log import Log
from prioritise.decisions.store import Store
from prioritise.insight.waiting.reserve import Reserve, reserve_list
from prioritise.insight.why.explain import explain, proven_best
from prioritise.insight.why.explanation import Asked
from prioritise.optimise import Examiner, Plan, optimise
from prioritise.optimise.prepared import prepared
from prioritise.optimise.refusal import Refusal
from prioritise.optimise.stages import OutOfTime, best_value, put_in_order
from prioritise.present.words.repairs import repair_in_words
from prioritise.programme.faults import InfeasibleError, InputError, UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.validity import faults_of
from prioritise.reading import Reading
from prioritise.web.bench import Bench, Failure, Work
from prioritise.web.reuse import Reuse
from prioritise.web.settings import Settings

LONGEST_TITLE = 200
"""Characters of the title of a question that has no name yet."""


@dataclass(frozen=True)
class Opened:
    """A scenario as it was read, and the decisions that were recorded then."""

    reading: Reading
    programme: Programme
    """The programme under the scenario, the decisions, and the baseline that it names."""
    log: Log | None
    """The record that is honoured; none where nothing is, or where that was not asked."""


@dataclass(frozen=True)
class Answer:
    """What came of one question."""

    settings: Settings
    programme: Programme
    """What was asked."""
    plan: Plan | None
    """The shortlist; none where nothing is possible."""
    is_reused: bool = False
    """Whether it was known already, and holds here too."""
    was_stopped: bool = False
    """Whether somebody stopped the search."""
    seconds: float = 0.0

    @cached_property
    def waiting(self) -> Mapping[str, Reserve]:
        """The reserve list."""
        return reserve_list(self.plan) if self.plan else {}


@dataclass(frozen=True)
class Why:
    """Why nothing is possible, and what would help, in sentences."""

    reasons: tuple[str, ...]
    repairs: tuple[str, ...]


class Desk:
    """One scenario on the table.

    Parameters
    ----------
    open_scenario : callable
        Reads it, and honours what is recorded; called again once something new is recorded.
    address : Address
        Where decisions are recorded.
    honours
        Whether recorded decisions are honoured.
    """

    def __init__(
        self, open_scenario: Callable[[], Opened], address: Address, *, honours: bool = True
    ) -> None:
        self._open = open_scenario
        self._address = address
        self.honours = honours
        self.opened = open_scenario()
        self._stale = False
        self._edition = 0
        self._lock = Lock()
        self._answers = Bench()
        self._reasons = Bench(threads=2)
        self._reuse = Reuse()
        self._start: tuple[int, Answer | None] = (0, None)

    @property
    def programme(self) -> Programme:
        """The scenario as it stands."""
        return self.opened.reading.programme

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return self.programme.scenario or "The programme as it stands"

    def named(self, settings: Settings) -> str:
        """A title for some settings."""
        if settings.is_plain:
            return self.title
        return f"{self.title}: {settings.in_words()}"[:LONGEST_TITLE]

    def answer(self, settings: Settings, *, instead: bool = False) -> Work[Answer]:
        """The answer under some settings, or the work on it.

        Parameters
        ----------
        instead
            Whether whatever else is being worked on may be dropped.
        """
        question = (self._edition, settings)
        if instead:
            self._answers.keep_only(lambda key: key == question)
            self._reasons.keep_only(lambda key: isinstance(key, tuple) and key[:2] == question)
        return self._answers.ask(question, lambda work: self._solved(settings, work))

    def start(self) -> Answer | None:
        """The answer of the scenario as it stands, where that is known."""
        edition, answer = self._start
        return answer if edition == self._edition else None

    def start_value(self, settings: Settings) -> Fraction | None:
        """Points of the scenario as it stands, by the weights of some settings; none if unknown.

        A point means something else under other weights, so that the shortlist as it stands is
        valued by these before anything is said to be gained or lost.
        """
        start = self.start()
        if start is None or start.plan is None:
            return None
        if not settings.weights:
            return start.plan.value
        programme = self.asked(Settings(weights=settings.weights))
        seen = Examiner(programme).examine(start.plan.choices)
        return None if seen.violations else seen.value

    def again(self, settings: Settings) -> Work[Answer]:
        """The answer, sought once more: for one that was stopped."""
        self._answers.forget((self._edition, settings))
        return self.answer(settings, instead=True)

    def why(self, answer: Answer, proposal: str) -> Work[Asked]:
        """Why a proposal is in or out of a shortlist, or the work on it."""
        plan = answer.plan
        assert plan is not None

        def act(work: Work[Asked]) -> Asked:
            return explain(proven_best(plan, watch=work.watch), [proposal], watch=work.watch)

        key = (self._edition, answer.settings, answer.was_stopped, proposal)
        return self._reasons.ask(key, act)

    def why_not(self, answer: Answer) -> Work[Why]:
        """Why nothing is possible under some settings, or the work on it."""

        def act(work: Work[Why]) -> Why:
            refusal = Refusal(answer.programme)
            reasons = tuple(line.strip() for line in str(refusal).splitlines()[1:])
            found = Why(reasons, ())
            work.show(found)
            for repair in () if work.is_dropped else refusal.repairs():
                found = Why(reasons, (*found.repairs, repair_in_words(repair)))
                work.show(found)
                if work.is_dropped:
                    break
            return found

        return self._reasons.ask((self._edition, answer.settings, "nothing is possible"), act)

    def log(self) -> Log:
        """Everything that is recorded of the programme, honoured or not."""
        title = self.programme.title
        if self._address.file is not None and not self._address.file.exists():
            return Log(title)
        return Store(self._address).found(title).log

    def record(self, said: Statement) -> Log:
        """Record a decision; answers that were known do not count any more."""
        log = Store(self._address).append(self.programme.title, lambda log: said)
        self.look()
        return log

    def look(self) -> None:
        """Look whether anything was recorded since."""
        if not self.honours:
            return
        before = self.opened.log
        if self.log().head != (before or Log("")).head:
            with self._lock:
                self._stale = True
                self._edition += 1

    def asked(self, settings: Settings) -> Programme:
        """The programme under some settings and what is recorded, without a baseline of its own.

        Raises
        ------
        InputError
            The settings make no programme.
        """
        programme = settings.scenario(self.named(settings)).applied_to(self.programme)
        faults = faults_of(programme)
        if not faults:
            programme, faults = worked_out(programme)
        if faults:
            raise InputError(faults)
        log = self.opened.log
        if log is not None:
            programme = bound_by(programme, log).programme
        return programme.revised(baseline=self.opened.programme.baseline)

    def _solved(self, settings: Settings, work: Work[Answer]) -> Answer:
        with self._lock:
            if self._stale:
                self.opened, self._stale = self._open(), False
        programme = self.opened.programme
        if not settings.is_plain:
            programme = self.asked(settings)
            if programme.baseline is None:
                own = self._own_shortlist(work)
                programme = programme.revised(baseline=own)
        return self._best(settings, programme, work)

    def _own_shortlist(self, work: Work[Answer]) -> tuple[str, ...] | None:
        """The shortlist of the scenario as it stands, found first where it is not known."""
        start = self.start()
        if start is None:
            work.stage = "first the scenario as it stands"
            start = self._best(Settings(), self.opened.programme, work)
            # Who stops the first search has not seen anything of the second yet.
            work.stage, work.is_stopped = "", False
        return start.plan.shortlist if start.plan else None

    def _best(self, settings: Settings, programme: Programme, work: Work[Answer]) -> Answer:
        """What is known already, or what `optimise` finds."""
        began = monotonic()

        def show(best: Plan) -> None:
            if work.key == (self._edition, settings):
                work.show(Answer(settings, programme, best, seconds=monotonic() - began))

        question = (self._edition, settings.but_money, programme.baseline)
        plan = self._reuse.found(question, programme)
        is_reused = plan is not None
        if plan is None:
            plan = _optimised(programme, work, show)
            if plan is not None:
                self._reuse.keep(question, plan)
            if plan is not None and programme.baseline is None:
                # First among equals without a baseline, it is so with itself for one, too.
                self._reuse.keep((*question[:2], plan.shortlist), plan)
        stopped = not is_reused and (work.is_stopped or work.is_dropped)
        answer = Answer(settings, programme, plan, is_reused, stopped, monotonic() - began)
        if settings.is_plain and not work.is_dropped:
            self._start = (self._edition, answer)
        return answer


def failed(work: Work[Any]) -> str:
    """Why a piece of work came to nothing; empty where it did not."""
    return work.result.words if isinstance(work.result, Failure) else ""


def _optimised(
    programme: Programme, work: Work[Answer], show: Callable[[Plan], None]
) -> Plan | None:
    """The best shortlist, or the best until somebody stopped; none where nothing is possible.

    What `optimise` does, in two steps: the first shortlist of the most value is shown already,
    while the second step settles which of equals it is to be.
    """
    asked = prepared(programme)
    work.figures_in_a_point = asked.formulation.values.denominator
    try:
        if programme.solver.gap:
            return optimise(programme, watch=work.watch)
        best = best_value(asked, watch=work.watch)
    except InfeasibleError:
        return None
    except OutOfTime:
        if work.is_stopped:
            raise UsageError("stopped before any shortlist was found") from None
        raise
    if best is None or best.status == "feasible":
        return best
    show(best)
    settled = put_in_order(asked, best, watch=work.watch)
    return replace(settled, seconds=best.seconds + settled.seconds)

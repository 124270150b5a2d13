"""The session: how questions are asked of one scenario, and what is known of it by now.

Every question is the scenario under some settings, solved exactly as `run` would solve the file in
which they are saved: locks of the settings come before what is recorded, and ties go to the
shortlist that is nearest to the baseline, or to the scenario's own where it names none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from threading import RLock
from time import monotonic
from typing import Any, TypeVar

from prioritise.analysis.reserve.reserve_list import Reserve, reserve_list
from prioritise.analysis.why.explain import explain, proven_best
from prioritise.analysis.why.explanation import ExplainedShortlist
from prioritise.decisions.address import Address
from prioritise.decisions.entry import Statement
from prioritise.decisions.log import Log
from prioritise.decisions.store import Store
from prioritise.optimise import Examiner, Plan
from prioritise.optimise.clock import allowed
from prioritise.optimise.infeasible.refusal import Refusal
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.prepared import prepared
from prioritise.programme.faults import InfeasibleError, RecordError, UsageError
from prioritise.programme.programme import Programme
from prioritise.views.words.repairs import repair_in_words
from prioritise.web.cache import AnswerCache
from prioritise.web.edition import Edition, Opened, PageQuestion, edition_of
from prioritise.web.job import Failure, Job, JobQueue
from prioritise.web.settings import PageSettings
from prioritise.web.trail import Trail
from prioritise.web.try_it import with_repair

T = TypeVar("T")


@dataclass(frozen=True)
class PageAnswer:
    """What came of one question."""

    question: PageQuestion
    programme: Programme
    """What was asked."""
    plan: Plan | None
    """The shortlist; none where nothing is possible."""
    is_reused: bool = False
    """Whether it was known already, and holds here too."""
    was_stopped: bool = False
    """Whether somebody stopped the search."""
    seconds: float = 0.0

    @property
    def settings(self) -> PageSettings:
        """What was moved."""
        return self.question.settings

    @cached_property
    def waiting(self) -> Mapping[str, Reserve]:
        """The reserve list."""
        return reserve_list(self.plan) if self.plan else {}


@dataclass(frozen=True)
class Why:
    """Why nothing is possible, and what would help, in sentences."""

    reasons: tuple[str, ...]
    repairs: tuple[tuple[str, str | None], ...]
    """Each with the end of the address that tries it; none where the page cannot."""


class Session:
    """One scenario on the table.

    Parameters
    ----------
    open_scenario : callable
        Gives it as `run` would ask it now; told whether its inputs are to be read again.
    address : Address
        Where decisions are recorded.
    honours
        Whether recorded decisions are honoured.
    """

    def __init__(
        self, open_scenario: Callable[[bool], Opened], address: Address, *, honours: bool = True
    ) -> None:
        self._open = open_scenario
        self._address = address
        self.honours = honours
        self.trail = Trail()
        self.edition = self._opened(anew=False)
        self.changes: tuple[str, ...] = ()
        """Which inputs are no longer as they were read, in words; as of the last look."""
        self.lost = ""
        """Why the record is not what was seen of it, in words; empty where it is."""
        self._seen = self.edition.log or Log(self.edition.scenario.title)
        self._looking = RLock()
        self._answers = JobQueue()
        self._reasons = JobQueue(threads=2)
        self._reuse = AnswerCache()
        self._start: tuple[Edition, PageAnswer] | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether `run` would answer something else than what was asked here."""
        return bool(self.changes or self.lost)

    def look(self) -> Edition:
        """The edition that counts now: another one once anything was recorded since.

        Inputs that have changed are told, and read again only when somebody asks for that.

        Raises
        ------
        RecordError
            What is recorded is not what was written.
        """
        with self._looking:
            self.changes = self.edition.changes()
            log = self.log()
            self.lost = _lost(log, self._seen)
            if not self.lost:
                self._seen = log
                if self.honours and log.head != self.edition.head:
                    self._renew(self.edition.with_log(log))
            return self.edition

    def read_again(self) -> None:
        """Read inputs and record as they are now, whatever was seen of them.

        Raises
        ------
        InputError
            They cannot be read; what was read before stays.
        """
        with self._looking:
            edition = self._opened(anew=True)
            self._seen = self.log()
            self._renew(edition)
            self.look()

    def ask(self, settings: PageSettings) -> PageQuestion:
        """A question under the edition that counts now."""
        return PageQuestion(self.edition, settings)

    def answer(self, question: PageQuestion, *, instead: bool = False) -> Job[PageAnswer]:
        """The answer to a question, or the work on it.

        Parameters
        ----------
        instead
            Whether whatever else is being worked on may be dropped.
        """
        if instead:
            self._keep_only(lambda asked: asked == question)
        return self._answers.ask(question, _in_time(question, partial(self._solved, question)))

    def start(self, edition: Edition) -> PageAnswer | None:
        """The answer of the scenario as it stands, where that is known."""
        known = self._start
        return known[1] if known and known[0] is edition else None

    def start_value(self, question: PageQuestion) -> Fraction | None:
        """Points of the scenario as it stands, by the weights of a question; none if unknown.

        A point means something else under other weights, so that the shortlist as it stands is
        valued by these before anything is said to be gained or lost.
        """
        start = self.start(question.edition)
        if start is None or start.plan is None:
            return None
        if not question.settings.weights:
            return start.plan.value
        programme = question.edition.asked(PageSettings(weights=question.settings.weights))
        seen = Examiner(programme).examine(start.plan.choices)
        return None if seen.violations else seen.value

    def again(self, question: PageQuestion) -> Job[PageAnswer]:
        """The answer, sought once more: for one that was stopped."""
        self._answers.forget(question)
        return self.answer(question, instead=True)

    def why(self, answer: PageAnswer, proposal: str) -> Job[ExplainedShortlist]:
        """Why a proposal is in or out of a shortlist, or the work on it."""
        plan = answer.plan
        assert plan is not None

        def act(work: Job[ExplainedShortlist]) -> ExplainedShortlist:
            return explain(proven_best(plan, watch=work.watch), [proposal], watch=work.watch)

        key = (answer.question, answer.was_stopped, proposal)
        return self._reasons.ask(key, _in_time(answer.question, act))

    def why_not(self, answer: PageAnswer) -> Job[Why]:
        """Why nothing is possible under some settings, or the work on it."""

        def act(work: Job[Why]) -> Why:
            refusal = Refusal(answer.programme)
            reasons = tuple(line.strip() for line in str(refusal).splitlines()[1:])
            found = Why(reasons, ())
            work.show(found)
            for repair in () if work.is_dropped else refusal.repairs():
                tried = with_repair(answer.settings, answer.programme, repair)
                address = tried.query() if tried else None
                found = Why(reasons, (*found.repairs, (repair_in_words(repair), address)))
                work.show(found)
                if work.is_dropped:
                    break
            return found

        key = (answer.question, "nothing is possible")
        return self._reasons.ask(key, _in_time(answer.question, act))

    def log(self) -> Log:
        """Everything that is recorded of the programme, honoured or not."""
        title = self.edition.scenario.title
        if self._address.file is not None and not self._address.file.exists():
            return Log(title)
        return Store(self._address).found(title).log

    def record(self, said: Statement) -> Log:
        """Record a decision, which makes another edition.

        Raises
        ------
        RecordError
            The record is not what was seen of it, so that nothing is added.
        """

        def propose(log: Log) -> Statement:
            if problem := _lost(log, self._seen):
                raise RecordError(problem)
            return said

        self.look()
        if self.lost:
            raise RecordError(self.lost)  # before a store that is gone would be made anew
        log = Store(self._address).append(self.edition.scenario.title, propose)
        self.look()
        return log

    def _opened(self, *, anew: bool) -> Edition:
        return edition_of(self._open(anew), lambda: self._open(False))

    def _renew(self, edition: Edition) -> None:
        """From now on another edition counts, and nobody works on the one before."""
        self.edition = edition
        self._keep_only(lambda asked: asked.edition is edition)

    def _keep_only(self, is_wanted: Callable[[PageQuestion], bool]) -> None:
        self._answers.keep_only(lambda key: isinstance(key, PageQuestion) and is_wanted(key))
        self._reasons.keep_only(lambda key: isinstance(key, tuple) and is_wanted(key[0]))

    def _solved(self, question: PageQuestion, work: Job[PageAnswer]) -> PageAnswer:
        edition = question.edition
        programme = edition.asked(question.settings)
        if not question.settings.is_plain and programme.baseline is None:
            programme = programme.revised(baseline=self._own_shortlist(edition, work))
        return self._best(question, programme, work)

    def _own_shortlist(self, edition: Edition, work: Job[PageAnswer]) -> tuple[str, ...] | None:
        """The shortlist of the scenario as it stands, found first where it is not known."""
        start = self.start(edition)
        if start is None:
            work.stage = "first the scenario as it stands"
            plain = PageSettings()
            start = self._best(PageQuestion(edition, plain), edition.asked(plain), work)
            # Who stops the first search has not seen anything of the second yet.
            work.stage, work.is_stopped = "", False
        return start.plan.shortlist if start.plan else None

    def _best(
        self, question: PageQuestion, programme: Programme, work: Job[PageAnswer]
    ) -> PageAnswer:
        """What is known already, or what `optimise` finds; of dropped work nothing is kept."""
        began = monotonic()

        def show(best: Plan) -> None:
            if work.key == question:
                work.show(PageAnswer(question, programme, best, seconds=monotonic() - began))

        plan = self._reuse.found(programme)
        is_reused = plan is not None
        if plan is None:
            plan = _optimised(programme, work, show)
        stopped = not is_reused and (work.is_stopped or work.is_dropped)
        answer = PageAnswer(question, programme, plan, is_reused, stopped, monotonic() - began)
        if work.is_dropped:
            return answer
        if plan is not None and not is_reused:
            self._reuse.keep(programme, plan)
            if programme.baseline is None:
                # First among equals without a baseline, it is so with itself for one, too.
                self._reuse.keep(programme.revised(baseline=plan.shortlist), plan)
        if question.settings.is_plain:
            self._start = (question.edition, answer)
        return answer


def _lost(log: Log, seen: Log) -> str:
    """Why a record does not go on from what was seen of it; empty where it does."""
    if not seen.entries:
        return ""
    try:
        log.after(seen.head)
    except RecordError as problem:
        return str(problem)
    return ""


def _in_time(question: PageQuestion, act: Callable[[Job[T]], T]) -> Callable[[Job[T]], T]:
    """The same work, which ends within the seconds that the scenario says, where it says any."""

    def timed(work: Job[T]) -> T:
        with allowed(question.edition.scenario.solver):
            return act(work)

    return timed


def failed(work: Job[Any]) -> str:
    """Why a piece of work came to nothing; empty where it did not."""
    return work.result.words if isinstance(work.result, Failure) else ""


def _optimised(
    programme: Programme, work: Job[PageAnswer], show: Callable[[Plan], None]
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
        best = optimise(asked, value_alone=True, watch=work.watch)
    except InfeasibleError:
        return None
    except OutOfTime:
        if work.is_stopped:
            raise UsageError("stopped before any shortlist was found") from None
        raise
    if best.status == "feasible":
        return best
    show(best)
    settled = optimise(asked, Hints((best,), best.value), watch=work.watch)
    return replace(settled, seconds=best.seconds + settled.seconds)

"""From a path to a plan: read, honour what is agreed, solve the baseline, then solve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import click

from prioritise.analysis.parallel.executor import Alone, Executor
from prioritise.analysis.parallel.plans import plans
from prioritise.analysis.replan.least_disturbance import staying_close
from prioritise.cli.common import refuse_output, say
from prioritise.cli.refusal import say_refusal
from prioritise.cli.stores import log_of, say_once
from prioritise.decisions.binding import BoundProgramme, bound_by, released
from prioritise.decisions.log import Log
from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import allowed, is_up
from prioritise.programme.faults import InfeasibleError, PrioritiseError, UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.staying import Near
from prioritise.reading import Reading, read
from prioritise.reading.in_force import Staying
from prioritise.reading.what_if import ScenarioPath
from prioritise.render.progress import progress_line


@dataclass(frozen=True, slots=True)
class AskedProgramme:
    """The programme that is asked about, and everything that was read for it."""

    programme: Programme
    """With what is agreed, and with its baseline, which is solved."""
    reading: Reading
    files: tuple[Path, ...]
    """Files of the scenario and of its baselines, absolute."""
    log: Log | None = None
    """The recorded decisions that it honours; none where nothing is recorded."""
    digests: Mapping[Path, str] = field(default_factory=dict)
    """SHA-256 of each file, of the bytes that were read."""
    unbound: Plan | None = None
    """The best list where it need not stay close to the list in force, where it has to."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan, and everything that was read for it."""

    plan: Plan
    reading: Reading
    files: tuple[Path, ...]
    """Files of the scenario and of its baselines, absolute."""
    log: Log | None = None
    """The recorded decisions that the plan honours; none where nothing is recorded."""
    digests: Mapping[Path, str] = field(default_factory=dict)
    """SHA-256 of each file, of the bytes that were read."""
    unbound: Plan | None = None
    """The best list where it need not stay close to the list in force, where it has to."""


def start_the_clock(path: ScenarioPath) -> None:
    """Let all that the command solves end within the seconds that a scenario says."""
    solver = _read(path.resolve()).programme.solver
    click.get_current_context().find_root().with_resource(allowed(solver))


def say_if_time_is_up(programme: Programme) -> None:
    """Say that time was up, where it was, so that not everything is settled."""
    if is_up():
        seconds = float(programme.solver.seconds)
        say(
            f"the time allowed, {seconds:g} s, was up: what is not settled is marked so; allow "
            "more by --seconds, or under `solver: {seconds: …}`"
        )


def asked(
    path: ScenarioPath, *, agreements: bool = True, store: str | None = None
) -> AskedProgramme:
    """What a scenario or a programme asks; its baseline, where it names one, is solved.

    Decisions that are recorded and agreed are honoured, and what was honoured is said. Within one
    command a path is read once and solved once, however many scenarios have it as their baseline.

    Parameters
    ----------
    path : Path or ChangedScenario
        Scenario file, folder or workbook, and what is changed in it.
    agreements
        Whether recorded decisions are honoured.
    store
        Where they are kept, by URL or path; by default beside the programme.

    Raises
    ------
    RecordError
        What is recorded is not what was written.
    """
    path = path.resolve()
    return _asked(path, _honoured(path, agreements, store), agreements, store)


def _honoured(path: ScenarioPath, agreements: bool, store: str | None) -> Log | None:
    """The record that is honoured, which is said; none where nothing is recorded."""
    log = log_of(_read(path), store) if agreements else None
    if log is None or not log.entries:
        return None
    binding = bound_by(_read(path).programme, log)
    say_once(f"{path.name} {honoured_in_words(binding, log)}")
    for note in binding.notes:
        say_once(f"note: {path.name}: {note}")
    return log


def solved(path: ScenarioPath, *, agreements: bool = True, store: str | None = None) -> Solved:
    """The plan of a scenario or a programme; see `asked`."""
    question = asked(path, agreements=agreements, store=store)
    return _solved(path.resolve(), question.log, agreements, store)


@dataclass(frozen=True, slots=True)
class Refused:
    """A scenario whose limits cannot all hold, and what was read for it."""

    problem: InfeasibleError
    question: AskedProgramme

    @property
    def digests(self) -> Mapping[Path, str]:
        """SHA-256 of each file, of the bytes that were read."""
        return self.question.digests


def all_solved(
    paths: Sequence[ScenarioPath],
    executor: Executor | None = None,
    *,
    agreements: bool = True,
    store: str | None = None,
) -> tuple[Solved, list[Solved | Refused]]:
    """The plan of the first scenario, and what became of every other beside it.

    They are solved side by side where an executor is there to do it. One that is impossible is
    said, with what would make it possible, and is not the end of the others.

    Raises
    ------
    InfeasibleError
        The first, with which the others are compared, is impossible.
    """
    questions = [asked(path, agreements=agreements, store=store) for path in paths]
    found: Sequence[Plan | PrioritiseError | None] = [None for _ in paths]
    if executor is not None and not isinstance(executor, Alone) and len(paths) > 1:
        found = plans(executor, [one.programme for one in questions])
    answers: list[Solved | Refused] = []
    for path, one, plan in zip(paths, questions, found, strict=True):
        try:
            answers.append(_solved_already(path, one, plan, agreements, store))
        except InfeasibleError as problem:
            if not answers:
                raise
            say_refusal(problem)
            answers.append(Refused(problem, one))
    first = answers[0]
    assert isinstance(first, Solved)
    return first, answers[1:]


def _solved_already(
    path: ScenarioPath,
    question: AskedProgramme,
    plan: Plan | PrioritiseError | None,
    agreements: bool,
    store: str | None,
) -> Solved:
    """What an executor has found, or else what is found here."""
    if plan is None:
        return _solved(path.resolve(), question.log, agreements, store)
    if isinstance(plan, InfeasibleError):
        raise InfeasibleError(plan.why, path.name)
    if isinstance(plan, PrioritiseError):
        raise plan
    return Solved(
        plan, question.reading, question.files, question.log, question.digests, question.unbound
    )


def honoured_in_words(binding: BoundProgramme, log: Log) -> str:
    """How many decisions are honoured, and the head of the record, in one line."""
    chosen = sum(entry.decision == "agreed" for entry in binding.honoured)
    number = len(binding.honoured)
    decisions = "1 agreed decision" if number == 1 else f"{number or 'no'} agreed decisions"
    split = f" ({chosen} in, {number - chosen} out)" if number else ""
    return f"honours {decisions}{split}; head {log.head[:12]}… of entry {len(log.entries)}"


_read = cache(read)


def forget() -> None:
    """Read and solve anew whatever is asked next: files may have changed."""
    for known in (_read, _asked_free, _asked, _solved):
        known.cache_clear()


@cache
def _asked(
    path: ScenarioPath, log: Log | None, agreements: bool, store: str | None
) -> AskedProgramme:
    question = _asked_free(path, log, agreements, store)
    staying = question.reading.staying
    return question if staying is None else _near(question, staying, agreements, store)


@cache
def _asked_free(
    path: ScenarioPath, log: Log | None, agreements: bool, store: str | None
) -> AskedProgramme:
    reading = _read(path)
    refuse_output()
    programme, files, digests = reading.programme, reading.files, reading.digests
    if log is not None:
        programme = bound_by(programme, log).programme
    if reading.baseline is not None:
        # Reading has made sure that baselines of baselines come to an end.
        base = solved(reading.baseline, agreements=agreements, store=store)
        known = programme.proposal_of
        shortlist = tuple(name for name in base.plan.shortlist if name in known)
        programme = programme.revised(baseline=shortlist)
        files = tuple(dict.fromkeys((*files, *base.files)))
        digests = {**digests, **base.digests, **digests}  # its own first, and as it was read
    return AskedProgramme(programme, reading, files, log, digests)


def _near(
    question: AskedProgramme, staying: Staying, agreements: bool, store: str | None
) -> AskedProgramme:
    """What is asked where the answer stays close to a list in force, and the best without that."""
    question, near = _with_list(question, staying, agreements, store)
    with progress_line(question.programme) as watch:
        programme, unbound = staying_close(question.programme, staying.stay, near, watch=watch)
    return replace(question, programme=programme, unbound=unbound)


def _with_list(
    question: AskedProgramme, staying: Staying, agreements: bool, store: str | None
) -> tuple[AskedProgramme, Near]:
    """What is asked where a list in force may change, and that list."""
    programme, near, base = list_in_force(question.programme, staying, agreements, store)
    files = (*question.files, *([staying.in_force.file] if staying.in_force.file else []))
    files = (*files, *(base.files if base else ()))
    digests = {**question.digests, **(base.digests if base else {}), **question.digests}
    files = tuple(dict.fromkeys(files))
    return replace(question, programme=programme, files=files, digests=digests), near


def asked_near(
    path: ScenarioPath, staying: Staying, *, agreements: bool = True, store: str | None = None
) -> tuple[Programme, Near]:
    """What a scenario asks without its own limit on changes, and a list in force."""
    question, near = _with_list(_free(path, agreements, store), staying, agreements, store)
    return question.programme, near


def replanned(
    path: ScenarioPath, staying: Staying, *, agreements: bool = True, store: str | None = None
) -> Solved:
    """The plan of a scenario that stays close to a list in force, whatever it says itself."""
    return _answered(path, _near(_free(path, agreements, store), staying, agreements, store))


def _free(path: ScenarioPath, agreements: bool, store: str | None) -> AskedProgramme:
    """What a scenario asks without its own list in force."""
    path = path.resolve()
    log = _honoured(path, agreements, store)
    return _asked_free(path, log, agreements, store)


def reading_of(path: ScenarioPath) -> Reading:
    """A scenario or a programme as it is read, once in a command."""
    return _read(path.resolve())


def list_in_force(
    programme: Programme, staying: Staying, agreements: bool, store: str | None
) -> tuple[Programme, Near, Solved | None]:
    """What is asked where a list in force may change, that list, and the scenario it comes from.

    Raises
    ------
    UsageError
        What is agreed is to be the list, and nothing is.
    """
    found, base = staying.in_force, None
    shortlist = found.shortlist
    if found.is_agreed:
        programme, shortlist = released(programme)
        if not shortlist:
            raise UsageError(
                "nothing is agreed to be in: record decisions with `agree add`, or name a run "
                "folder, a list or a scenario"
            )
    elif found.scenario is not None:
        base = solved(found.scenario, agreements=agreements, store=store)
        shortlist = base.plan.shortlist
    known = tuple(name for name in shortlist if name in programme.proposal_of)
    gone = (*found.gone, *(name for name in shortlist if name not in programme.proposal_of))
    if gone:
        say_once(f"note: of {found.named}, no proposals here any more: {', '.join(gone)}")
    near = Near(shortlist=known, most=0, by=staying.stay.by, named=found.named)
    return programme, near, base


@cache
def _solved(path: ScenarioPath, log: Log | None, agreements: bool, store: str | None) -> Solved:
    return _answered(path, _asked(path, log, agreements, store))


def _answered(path: ScenarioPath, question: AskedProgramme) -> Solved:
    with progress_line(question.programme) as watch:
        try:
            plan = optimise(question.programme, watch=watch)
        except InfeasibleError as problem:
            raise InfeasibleError(problem.why, path.name) from None
    return Solved(
        plan,
        question.reading,
        question.files,
        question.log,
        question.digests,
        question.unbound,
    )

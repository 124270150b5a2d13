"""From a path to a plan: read, honour what is agreed, solve the baseline, then solve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import click

from prioritise.analysis.parallel.executor import Alone, Executor
from prioritise.analysis.parallel.plans import plans
from prioritise.cli.common import refuse_output, say
from prioritise.cli.stores import log_of, say_once
from prioritise.decisions.binding import BoundProgramme, bound_by
from prioritise.decisions.log import Log
from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import allowed, is_up
from prioritise.programme.faults import InfeasibleError, PrioritiseError
from prioritise.programme.programme import Programme
from prioritise.reading import Reading, read
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


def start_the_clock(path: ScenarioPath) -> None:
    """Let all that the command solves end within the seconds that a scenario says."""
    solver = _read(path.resolve()).programme.solver
    click.get_current_context().with_resource(allowed(solver))


def say_if_time_is_up(programme: Programme) -> None:
    """Say that time was up, where it was, so that not everything is settled."""
    if is_up():
        seconds = float(programme.solver.seconds)
        say(
            f"the time allowed, {seconds:g} s, was up: what is not settled is marked so; allow "
            "more under `solver: {seconds: …}`"
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
    log = log_of(_read(path), store) if agreements else None
    if log is not None and log.entries:
        binding = bound_by(_read(path).programme, log)
        say_once(f"{path.name} {honoured_in_words(binding, log)}")
        for note in binding.notes:
            say_once(f"note: {path.name}: {note}")
    return _asked(path, log if log and log.entries else None, agreements, store)


def solved(path: ScenarioPath, *, agreements: bool = True, store: str | None = None) -> Solved:
    """The plan of a scenario or a programme; see `asked`."""
    question = asked(path, agreements=agreements, store=store)
    return _solved(path.resolve(), question.log, agreements, store)


def all_solved(paths: Sequence[ScenarioPath], executor: Executor | None = None) -> list[Solved]:
    """The plans of several scenarios, solved side by side where an executor is there to do it."""
    if executor is None or isinstance(executor, Alone) or len(paths) == 1:
        return [solved(path) for path in paths]
    questions = [asked(path) for path in paths]
    found: list[Solved] = []
    for path, one, plan in zip(
        paths, questions, plans(executor, [one.programme for one in questions]), strict=True
    ):
        if isinstance(plan, InfeasibleError):
            raise InfeasibleError(plan.why, path.name)
        if isinstance(plan, PrioritiseError):
            raise plan
        found.append(Solved(plan, one.reading, one.files, one.log, one.digests))
    return found


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
    for known in (_read, _asked, _solved):
        known.cache_clear()


@cache
def _asked(
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
        digests = {**base.digests, **digests}
    return AskedProgramme(programme, reading, files, log, digests)


@cache
def _solved(path: ScenarioPath, log: Log | None, agreements: bool, store: str | None) -> Solved:
    question = _asked(path, log, agreements, store)
    with progress_line(question.programme) as watch:
        try:
            plan = optimise(question.programme, watch=watch)
        except InfeasibleError as problem:
            raise InfeasibleError(problem.why, path.name) from None
    return Solved(plan, question.reading, question.files, question.log, question.digests)

"""From a path to a plan: read, honour what is agreed, solve the baseline, then solve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prioritise.cli.stores import log_of, say_once
from prioritise.decisions.binding import Binding, bound_by
from prioritise.decisions.log import Log
from prioritise.optimise import Plan, optimise
from prioritise.present.forms.progress import progress_line
from prioritise.programme.faults import InfeasibleError
from prioritise.reading import Reading, read


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan, and everything that was read for it."""

    plan: Plan
    reading: Reading
    files: tuple[Path, ...]
    """Files of the scenario and of its baselines, absolute."""
    log: Log | None = None
    """The recorded decisions that the plan honours; none where nothing is recorded."""


def solved(path: Path, *, agreements: bool = True, store: str | None = None) -> Solved:
    """The plan of a scenario or a programme; its baseline, where it names one, is solved first.

    Decisions that are recorded and agreed are honoured, and what was honoured is said. Within one
    command a path is solved once, however many scenarios have it as their baseline.

    Parameters
    ----------
    path : Path
        Scenario file, folder or workbook.
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
    return _solved(path, log if log and log.entries else None, agreements, store)


def honoured_in_words(binding: Binding, log: Log) -> str:
    """How many decisions are honoured, and the head of the record, in one line."""
    chosen = sum(entry.decision == "agreed" for entry in binding.honoured)
    number = len(binding.honoured)
    decisions = "1 agreed decision" if number == 1 else f"{number or 'no'} agreed decisions"
    split = f" ({chosen} in, {number - chosen} out)" if number else ""
    return f"honours {decisions}{split}; head {log.head[:12]}… of entry {len(log.entries)}"


_read = cache(read)


@cache
def _solved(path: Path, log: Log | None, agreements: bool, store: str | None) -> Solved:
    reading = _read(path)
    programme, files = reading.programme, reading.files
    if log is not None:
        programme = bound_by(programme, log).programme
    if reading.baseline is not None:
        # Reading has made sure that baselines of baselines come to an end.
        base = solved(reading.baseline, agreements=agreements, store=store)
        known = programme.proposal_of
        shortlist = tuple(name for name in base.plan.shortlist if name in known)
        programme = programme.revised(baseline=shortlist)
        files = tuple(dict.fromkeys((*files, *base.files)))
    with progress_line(programme) as watch:
        try:
            return Solved(optimise(programme, watch=watch), reading, files, log)
        except InfeasibleError as problem:
            raise InfeasibleError(problem.why, path.name) from None

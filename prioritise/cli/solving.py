"""From a path to a plan: read, solve the baseline where there is one, then solve."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prioritise.optimise import Plan, optimise
from prioritise.present.progress import progress_line
from prioritise.programme.faults import InfeasibleError
from prioritise.reading import Reading, read


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan, and every file that was read for it."""

    plan: Plan
    reading: Reading
    files: tuple[Path, ...]
    """Files of the scenario and of its baselines, absolute."""


def solved(path: Path) -> Solved:
    """The plan of a scenario or a programme; its baseline, where it names one, is solved first.

    Within one command a path is solved once, however many scenarios have it as their baseline.

    Parameters
    ----------
    path : Path
        Scenario file, folder or workbook.
    """
    return _solved(path.resolve())


@cache
def _solved(path: Path) -> Solved:
    reading = read(path)
    programme, files = reading.programme, reading.files
    if reading.baseline is not None:
        # Reading has made sure that baselines of baselines come to an end.
        base = solved(reading.baseline)
        known = programme.proposal_of
        shortlist = tuple(name for name in base.plan.shortlist if name in known)
        programme = programme.revised(baseline=shortlist)
        files = tuple(dict.fromkeys((*files, *base.files)))
    with progress_line(programme) as watch:
        try:
            return Solved(optimise(programme, watch=watch), reading, files)
        except InfeasibleError as problem:
            raise InfeasibleError(f"{path.name}: {problem}") from None

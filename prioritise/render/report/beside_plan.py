"""What a report tells beside the run without more solving: benefits, and who reaches hubs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prioritise.hubs.appraisal import appraise_hubs
from prioritise.hubs.screening import Straight
from prioritise.optimise.plan import Plan
from prioritise.programme.counting import EVERY
from prioritise.programme.faults import InputError, UsageError
from prioritise.reading import Reading
from prioritise.reading.as_read import digests_of, noting
from prioritise.reading.files import files_of
from prioritise.reading.places import Wanted, read_places
from prioritise.render.report.benefits import TOTALS
from prioritise.render.report.given import ReachAnswer, Told
from prioritise.views.hubs.hub_ends import Asked, Ends
from prioritise.views.hubs.hub_reach_tables import reach_tables
from prioritise.views.hubs.hub_times import times_of

ZONES = "zones"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a programme gives beside its plan, as a report takes it."""

    readme: str
    """Name of a README beside the programme; empty where there is none."""
    reach: ReachAnswer | None
    """Who can reach the hubs."""
    appraised: Told | None
    """Benefits and costs over time."""
    digests: Mapping[Path, str]
    """SHA-256 of each file that was read for it, beside those of the reading."""
    left_out: tuple[str, ...]
    """What could not be told, and why."""


def beside_plan(plan: Plan, reading: Reading) -> Beside:
    """Everything that is told of a plan without asking more of a solver.

    Parameters
    ----------
    plan : Plan
        The plan, of this programme or of the same under other settings.
    reading : Reading
        What the programme was read from.
    """
    with noting() as seen:
        reach, files, left_out = _reached(replace(reading, programme=plan.programme))
    digests = digests_of(files, seen)
    return Beside(_readme(reading), reach, _appraised(plan, reading), digests, left_out)


def _reached(reading: Reading) -> tuple[ReachAnswer | None, tuple[Path, ...], tuple[str, ...]]:
    """Who reaches the hubs, where there are journeys, and the files; or why that is not told."""
    if not _has_zones(reading):
        return None, (), ()
    try:
        places = read_places(reading, Wanted())
        if places.journeys is None:
            return None, (), ()  # a straight line is no journey: `hubs` shows what it estimates
        times = times_of(reading.programme, places, EVERY, Straight())
    except (InputError, UsageError) as problem:
        first = str(problem).strip().splitlines()[0]
        return (
            None,
            (),
            (f"Who can reach the hubs: zones and journeys could not be used ({first}).",),
        )
    appraisal = appraise_hubs(times.access)
    tables = reach_tables(appraisal, times.basis)
    notes = (*Ends(appraisal, times, Asked()).notes, *times.notes)
    return ReachAnswer(appraisal, times.basis, notes, tables), places.files, ()


def _appraised(plan: Plan, reading: Reading) -> Told | None:
    """What the shortlist brings over time, where the programme says how that is worked out."""
    from prioritise.appraisal.lines import Lines
    from prioritise.appraisal.measures import appraised, of_option
    from prioritise.views.appraisal.appraise_tables import appraise_tables
    from prioritise.views.appraisal.question import Question
    from prioritise.views.appraisal.rates_used import rates_in_words

    programme = plan.programme
    if programme.appraisal is None:
        return None
    lines = Lines(programme)
    chosen = tuple(of_option(lines, option) for option in plan.options.values())
    is_proven = plan.status == "optimal"
    place = reading.place
    asked = Question(lines, appraised(lines), (), place, chosen, is_proven)
    tables = tuple(
        replace(table, name=TOTALS) if table.name == "totals" else table
        for table in appraise_tables(asked)
    )
    return Told(tables, tuple(rates_in_words(programme)))


def _readme(reading: Reading) -> str:
    """Name of a README beside the programme; empty where there is none."""
    folder = reading.programme_path
    folder = folder if folder.is_dir() else folder.parent
    names = ("README.md", "README.txt", "README")
    return next((name for name in names if (folder / name).is_file()), "")


def _has_zones(reading: Reading) -> bool:
    files = files_of(reading.programme_path, lambda path: path.name, [])
    if ZONES in files.others:
        return True
    if files.workbook is None:
        return False
    from prioritise.reading.workbook import Workbook

    return ZONES in Workbook(files.workbook, files.workbook.name).sheets

"""What a report asks beside the run: a sweep, draws, who reaches the hubs, and where it is from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from prioritise.cli.hub_times import times_of
from prioritise.cli.solving import Solved
from prioritise.cli.sweep import BUDGETS
from prioritise.hubs.appraisal import appraise_hubs
from prioritise.hubs.screening import Straight
from prioritise.insight.many.crew import Crew
from prioritise.insight.sweeps.sweep import budget_sweep
from prioritise.insight.sweeps.sweep_settings import budget_settings, steps
from prioritise.insight.uncertain.futures import Asked
from prioritise.insight.uncertain.robust import answers
from prioritise.insight.uncertain.robustness import Robustness, least_regret
from prioritise.optimise.plan import Plan
from prioritise.present.forms.progress import counting_line
from prioritise.present.hubs.hub_reach_tables import reach_tables
from prioritise.present.report.benefits import TOTALS
from prioritise.present.report.given import Reached, Source, Told
from prioritise.present.sweeps.sweep_sentences import in_words
from prioritise.present.sweeps.sweep_tables import sweep_tables
from prioritise.present.uncertain.robust_screen import what_is_drawn
from prioritise.present.uncertain.robust_tables import Named, lists_table, robustness_table
from prioritise.programme.faults import InputError, UsageError
from prioritise.reading import Reading, read
from prioritise.reading.files import files_of
from prioritise.reading.places import Wanted, read_places

SEED = 1
"""What the draws hang on: that of `robust` where nobody names another."""
ZONES = "zones"


def refuse_among_inputs(output: Path, scenarios: Iterable[Path]) -> None:
    """Raise where a workbook would take the place of an input, or be taken for one.

    Raises
    ------
    UsageError
        It would lie where the next command reads workbooks as tables of the programme.
    """
    target = Path(os.path.realpath(output))
    for path in scenarios:
        reading = read(path)
        home = reading.programme_path
        if target in reading.files or (home.is_dir() and target.parent == home):
            raise UsageError(
                f"{output} would lie among the tables of {path.name} and be read as one of them; "
                "name another folder"
            )


def swept(crew: Crew, plan: Plan) -> Told:
    """What more and less money would do, at the points that `sweep` takes by itself."""
    with counting_line("points") as tell:
        found = budget_sweep(crew, plan.programme, budget_settings(steps(*BUDGETS)), tell=tell)
    return Told(sweep_tables(found), tuple(in_words(found)))


def drawn(crew: Crew, plan: Plan, draws: int) -> Told:
    """How sure the shortlist is."""
    asked = Asked(plan.programme, plan, (plan.shortlist,))
    tally = Robustness(asked, SEED)
    with counting_line("draws") as tell:
        tell(0, draws)
        for row in answers(crew, asked, SEED, draws, None):
            tally.take(row)
            tell(row.number, draws)
    least, _ = least_regret(crew, tally, lambda: None)
    lists = [Named("chosen", tally.regrets[0]), Named("least regret", least)]
    tables = (robustness_table(tally), lists_table(tally, lists))
    return Told(tables, (what_is_drawn(tally),))


def reached(reading: Reading) -> tuple[Reached | None, tuple[Path, ...], tuple[str, ...]]:
    """Who reaches the hubs, where there are journeys, and the files; or why that is not told."""
    if not _has_zones(reading):
        return None, (), ()
    try:
        places = read_places(reading, Wanted())
        if places.journeys is None:
            return None, (), ()  # a straight line is no journey: `hubs` shows what it estimates
        times = times_of(reading.programme, places, None, Straight())
    except (InputError, UsageError) as problem:
        first = str(problem).strip().splitlines()[0]
        return (
            None,
            (),
            (f"Who can reach the hubs: zones and journeys could not be used ({first}).",),
        )
    appraisal = appraise_hubs(times.access)
    tables = reach_tables(appraisal, times.basis)
    return Reached(appraisal, times.basis, times.notes, tables), places.files, ()


def appraised_of(found: Solved) -> Told | None:
    """What the shortlist brings over time, where the programme says how that is worked out."""
    from prioritise.appraisal.lines import Lines
    from prioritise.appraisal.measures import appraised, of_option
    from prioritise.present.appraisal.appraise_tables import appraise_tables
    from prioritise.present.appraisal.question import Question
    from prioritise.present.appraisal.rates_used import rates_in_words

    plan, programme = found.plan, found.plan.programme
    if programme.appraisal is None:
        return None
    lines = Lines(programme)
    chosen = tuple(of_option(lines, option) for option in plan.options.values())
    is_proven = plan.status == "optimal"
    place = found.reading.place
    asked = Question(lines, appraised(programme), (), place, chosen, is_proven)
    tables = tuple(
        replace(table, name=TOTALS) if table.name == "totals" else table
        for table in appraise_tables(asked)
    )
    return Told(tables, tuple(rates_in_words(programme)))


def sources_of(files: Iterable[Path]) -> tuple[Source, ...]:
    """Every file that was read, once, by its path from where the command was called."""
    return tuple(
        Source(_shown(path), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in dict.fromkeys(path.resolve() for path in files)
    )


def readme_of(reading: Reading) -> str:
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


def _shown(path: Path) -> str:
    """A path below the present folder from there; any other by its last two names."""
    below = Path(os.path.relpath(path)) if _same_drive(path) else path
    return below.as_posix() if ".." not in below.parts else "/".join(path.parts[-2:])


def _same_drive(path: Path) -> bool:
    return path.drive == Path.cwd().drive

"""What a report is asked for beside the run: a sweep, draws, and where it is from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from prioritise.cli.sweep import BUDGETS
from prioritise.insight.many.crew import Crew
from prioritise.insight.sweeps.sweep import budget_sweep
from prioritise.insight.sweeps.sweep_settings import budget_settings, steps
from prioritise.insight.uncertain.futures import Asked
from prioritise.insight.uncertain.robust import answers
from prioritise.insight.uncertain.robustness import Robustness, least_regret
from prioritise.optimise.plan import Plan
from prioritise.present.forms.progress import counting_line
from prioritise.present.report.given import Source, Told
from prioritise.present.sweeps.sweep_sentences import in_words
from prioritise.present.sweeps.sweep_tables import sweep_tables
from prioritise.present.uncertain.robust_screen import what_is_drawn
from prioritise.present.uncertain.robust_tables import Named, lists_table, robustness_table

SEED = 1
"""What the draws hang on: that of `robust` where nobody names another."""


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


def sources_of(files: Iterable[Path]) -> tuple[Source, ...]:
    """Every file that was read, once, by its path from where the command was called."""
    return tuple(
        Source(_shown(path), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in dict.fromkeys(path.resolve() for path in files)
    )


def _shown(path: Path) -> str:
    """A path below the present folder from there; any other by its last two names."""
    below = Path(os.path.relpath(path)) if _same_drive(path) else path
    return below.as_posix() if ".." not in below.parts else "/".join(path.parts[-2:])


def _same_drive(path: Path) -> bool:
    return path.drive == Path.cwd().drive

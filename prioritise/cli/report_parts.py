"""What a report is asked for beside the run: a sweep, draws, and where it is from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from prioritise.analysis.parallel.executor import Executor
from prioritise.analysis.robust.evaluation import EvaluationContext
from prioritise.analysis.robust.robust import answers
from prioritise.analysis.robust.robustness import Robustness, least_regret
from prioritise.analysis.sweeps.sweep import budget_sweep
from prioritise.analysis.sweeps.sweep_settings import budget_settings, steps
from prioritise.cli.sweep import BUDGETS
from prioritise.optimise.plan import Plan
from prioritise.render.progress import counting_line
from prioritise.render.report.given import SourceFile, Told
from prioritise.views.robust.robust_screen import what_is_drawn
from prioritise.views.robust.robust_tables import NamedList, lists_table, robustness_table
from prioritise.views.sweeps.sweep import sweep_tables
from prioritise.views.sweeps.sweep_sentences import in_words

SEED = 1
"""What the draws hang on: that of `robust` where nobody names another."""


def swept(executor: Executor, plan: Plan) -> Told:
    """What more and less money would do, at the points that `sweep` takes by itself."""
    with counting_line("points") as tell:
        found = budget_sweep(executor, plan.programme, budget_settings(steps(*BUDGETS)), tell=tell)
    return Told(sweep_tables(found), tuple(in_words(found)))


def drawn(executor: Executor, plan: Plan, draws: int) -> Told:
    """How sure the shortlist is."""
    asked = EvaluationContext(plan.programme, plan, (plan.shortlist,))
    tally = Robustness(asked, SEED)
    with counting_line("draws") as tell:
        tell(0, draws)
        for row in answers(executor, asked, SEED, draws, None):
            tally.take(row)
            tell(row.number, draws)
    least, _ = least_regret(executor, tally, lambda: None)
    lists = [NamedList("chosen", tally.regrets[0]), NamedList("least regret", least)]
    tables = (robustness_table(tally), lists_table(tally, lists))
    return Told(tables, (what_is_drawn(tally),))


def sources_of(*read: Mapping[Path, str]) -> tuple[SourceFile, ...]:
    """Every file as it was read first, once, by its path from where the command was called."""
    known: dict[Path, str] = {}
    for path, digest in (each for digests in read for each in digests.items()):
        known.setdefault(path.resolve(), digest)
    return tuple(SourceFile(_shown(path), digest) for path, digest in known.items())


def _shown(path: Path) -> str:
    """A path below the present folder from there; any other by its last two names."""
    below = Path(os.path.relpath(path)) if _same_drive(path) else path
    return below.as_posix() if ".." not in below.parts else "/".join(path.parts[-2:])


def _same_drive(path: Path) -> bool:
    return path.drive == Path.cwd().drive

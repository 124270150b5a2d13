"""`robust --levels`: the best list for each share of draws in which its budgets are kept."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import say
from prioritise.cli.deliver import present

if TYPE_CHECKING:
    from prioritise.programme.confidence import Confidence
    from prioritise.programme.programme import Programme

USUAL_DRAWS, USUAL_SEED = 500, 1


def parsed(
    context: click.Context, parameter: click.Parameter, text: str | None
) -> tuple[Decimal, ...]:
    """Levels as they are typed: shares parted by commas, each once."""
    found: list[Decimal] = []
    for part in text.split(",") if text is not None else ():
        try:
            level = Decimal(part.strip())
        except InvalidOperation:
            level = Decimal("NaN")
        if not level.is_finite() or not 0 <= level < 1:
            raise click.BadParameter(f"{part!r} is no share from 0 to below 1, such as 0.8")
        if level in found:
            raise click.BadParameter(f"{part!r} stands there twice")
        found.append(level)
    return tuple(found)


def confidence_levels(
    scenario: Path,
    levels: tuple[Decimal, ...],
    draws: int | None,
    seed: int | None,
    *,
    agreements: bool,
    store: str | None,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Answer each level, try it on fresh draws, and print or write what that comes to."""
    from prioritise.analysis.parallel.checkpoint import question_of
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.analysis.robust.confidence_levels import sure_lists
    from prioritise.cli.kept import kept_answers, stands_already
    from prioritise.cli.solving import asked as asked_by
    from prioritise.cli.solving import say_if_time_is_up, start_the_clock
    from prioritise.optimise import optimise
    from prioritise.optimise.clock import is_up
    from prioritise.render.progress import counting_line, progress_line
    from prioritise.render.table_folder import write_tables
    from prioritise.views.robust.confidence_table import confidence_table

    start_the_clock(scenario)
    programme = asked_by(scenario, agreements=agreements, store=store).programme
    asked = _asked(programme, levels, draws, seed)
    question = question_of(programme, "levels", asked)
    if stands_already(output, question, "confidence", layout):
        return
    unsure = programme.revised(confidence=None)
    with progress_line(unsure) as watch:
        plan = optimise(unsure, watch=watch)
    executor = executor_of(workers, cluster)
    with kept_answers(output, programme) as checkpoint:
        with counting_line("levels of confidence") as tell:
            tell(0, len(asked))
            found = sure_lists(
                executor,
                unsure,
                plan.shortlist,
                asked,
                checkpoint,
                lambda number: tell(number, len(asked)),
            )
        say_if_time_is_up(programme)
        table = confidence_table(programme, found)
        if output is not None:
            is_whole = not is_up() and all(one.found.status != "failed" for one in found)
            write_tables(output, (table,), replace=replace, question=question if is_whole else "")
            say(f"wrote {output}")

    def show() -> None:
        from prioritise.views.robust.confidence_screen import show_confidence

        show_confidence(plan, found)

    present(show, table, output=output, layout=layout)


def _asked(
    programme: Programme, levels: tuple[Decimal, ...], draws: int | None, seed: int | None
) -> tuple[Confidence, ...]:
    """What is asked at each level; draws and seed as typed, or as the scenario says."""
    from prioritise.programme.confidence import MOST_DRAWS, Confidence
    from prioritise.programme.faults import UsageError

    said, uncertain = programme.confidence, programme.uncertainty
    if uncertain is None or not (uncertain.costs or uncertain.streams):
        raise UsageError(
            "--levels needs something uncertain about money: declare costs or streams under "
            "`uncertainty` in the scenario"
        )
    number = draws or (said.draws if said else USUAL_DRAWS)
    if number > MOST_DRAWS:
        raise click.UsageError(f"--levels fits lists to {MOST_DRAWS:,} draws at most")
    own = seed if seed is not None else said.seed if said else USUAL_SEED
    each = bool(said and said.each)
    return tuple(Confidence(level=one, draws=number, seed=own, each=each) for one in levels)

"""`robust`: futures drawn from what is uncertain, and how often each proposal is in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    say,
    scenario_argument,
    workers_options,
)
from prioritise.cli.confidence_levels import confidence_levels, parsed
from prioritise.cli.deliver import present
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option
from prioritise.cli.worth_knowing import what_is_worth_knowing

if TYPE_CHECKING:
    from prioritise.analysis.robust.evaluation import EvaluationContext
    from prioritise.analysis.robust.robust import DrawRow

USUAL_DRAWS, USUAL_KNOWN, USUAL_SEED = 1000, 100, 1


@command(
    "prioritise robust scenarios/baseline.yaml",
    "prioritise robust scenarios/uncertain.yaml --draws 200 --list agreed.csv -o futures",
    "prioritise robust scenarios/uncertain.yaml --levels 0.5,0.8,0.95 --draws 100",
    "prioritise robust scenarios/uncertain.yaml --worth-knowing --draws 20",
)
@scenario_argument
@what_if_options()
@click.option(
    "--draws",
    type=click.IntRange(1, 1_000_000),
    help=f"How many futures to draw. Default: {USUAL_DRAWS}; with --levels as `confidence` says, "
    f"or 500; with --worth-knowing {USUAL_KNOWN}.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    help="What the draws hang on: the same seed gives the same draws. Default: 1; with --levels as "
    "`confidence` says.",
)
@click.option(
    "--levels",
    metavar="SHARE,SHARE,…",
    callback=parsed,
    help="Give the best list that keeps its budgets in each of these shares of the draws, such as "
    "0.5,0.8,0.95: what being sure costs. Writes confidence.csv instead.",
)
@click.option(
    "--worth-knowing",
    "knowing",
    is_flag=True,
    help="Say what knowing each uncertain score, cost and stream before the decision would bring, "
    "and so which case to firm up first. Writes knowing.csv instead.",
)
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A CSV with a column `proposal`, whose regret is asked for, too. May be repeated.",
)
@agreements_option
@store_option
@workers_options
@format_option
@output_option("Write robustness.csv, lists.csv and draws.csv to a folder.", finished_stands=True)
def robust(
    scenario: Path,
    draws: int | None,
    seed: int | None,
    levels: tuple[Decimal, ...],
    knowing: bool,
    lists: tuple[Path, ...],
    agreements: bool,
    store: str | None,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Say how sure a shortlist is: who is in whatever happens, and who hangs on what is uncertain.

    Draws weights, scores, costs and the money of streams from what `uncertainty` declares in the
    scenario or the programme, or weights around the chosen ones, and answers every draw as `run`
    would. With -o, answers are kept beside the folder as they come: work that was stopped goes on
    where it was. csv and json print one row a proposal, a level or an uncertain figure.
    """
    if knowing and (levels or lists):
        raise click.UsageError("--worth-knowing does not go with --levels or --list")
    if knowing:
        what_is_worth_knowing(
            scenario,
            draws or USUAL_KNOWN,
            USUAL_SEED if seed is None else seed,
            agreements=agreements,
            store=store,
            workers=workers,
            cluster=cluster,
            layout=layout,
            output=output,
            replace=replace,
        )
        return
    if levels:
        if lists:
            raise click.UsageError("--list does not go with --levels")
        confidence_levels(
            scenario,
            levels,
            draws,
            seed,
            agreements=agreements,
            store=store,
            workers=workers,
            cluster=cluster,
            layout=layout,
            output=output,
            replace=replace,
        )
        return
    draws, seed = draws or USUAL_DRAWS, USUAL_SEED if seed is None else seed
    from prioritise.analysis.parallel.checkpoint import question_of
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.analysis.robust.evaluation import EvaluationContext
    from prioritise.analysis.robust.robust import answers
    from prioritise.analysis.robust.robustness import Robustness, least_regret
    from prioritise.cli.kept import kept_answers, stands_already
    from prioritise.cli.solving import asked as asked_by
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.optimise.clock import is_up
    from prioritise.reading.shortlist import read_shortlist
    from prioritise.render.progress import counting_line
    from prioritise.render.table_folder import write_tables
    from prioritise.views.robust.robust_tables import (
        CHOSEN,
        LEAST,
        NamedList,
        draws_table,
        lists_table,
        robustness_table,
    )

    start_the_clock(scenario)
    programme = asked_by(scenario, agreements=agreements, store=store).programme
    given = {path: read_shortlist(path, programme.proposal_of) for path in lists}
    named = [(path.stem, ids) for path, ids in given.items()]
    question = question_of(programme, "robust", draws, seed, named)
    if stands_already(output, question, "robustness", layout):
        return
    plan = solved(scenario, agreements=agreements, store=store).plan
    everyone = (plan.shortlist, *(tuple(sorted(ids)) for ids in given.values()))
    asked = EvaluationContext(programme.revised(confidence=None), plan, everyone)
    executor, tally = executor_of(workers, cluster), Robustness(asked, seed)
    with kept_answers(output, programme) as checkpoint, closing(_Draws(asked, output)) as write:
        with counting_line("draws") as tell:
            tell(0, draws)
            for row in answers(executor, asked, seed, draws, checkpoint):
                write.row(row)
                tally.take(row)
                tell(row.number, draws)
        with counting_line("draws gone through again for other lists") as tell:
            again = iter(range(1, draws + 1))
            tell(0, draws)
            least, compared = least_regret(executor, tally, lambda: tell(next(again), draws))
        say_if_time_is_up(programme)
        names = [CHOSEN, *(path.stem for path in given), LEAST]
        found = [
            NamedList(name, regret)
            for name, regret in zip(names, (*tally.regrets, least), strict=True)
        ]
        tables = (robustness_table(tally), lists_table(tally, found))
        if output is not None:
            write.close()
            whole = not (is_up() or tally.statuses["failed"])
            files = {"draws": write.path}
            write_tables(
                output,
                (*tables, draws_table(programme)),
                written=files,
                replace=replace,
                question=question if whole else "",
            )
            say(f"wrote {output}")

    def show() -> None:
        from prioritise.views.robust.robust_screen import show_robustness

        show_robustness(tally, found, compared)

    present(show, tables[0], output=output, layout=layout)


class _Draws:
    """A file of draws that grows row by row; without an output there is none."""

    def __init__(self, asked: EvaluationContext, output: Path | None) -> None:
        self._programme = asked.programme
        if output is None:
            self._file = None
            return
        from prioritise.cli.kept import DRAWS, partial_of

        self.path = partial_of(output) / DRAWS
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._file.write(self._text(()))

    def row(self, row: DrawRow) -> None:
        """Write a draw."""
        if self._file is not None:
            self._file.write(self._text((row,)).split("\n", 1)[1])

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _text(self, rows: Iterable[DrawRow]) -> str:
        from prioritise.render.csv_file import csv_text
        from prioritise.views.robust.robust_tables import draws_table

        return csv_text(draws_table(self._programme, tuple(rows)))

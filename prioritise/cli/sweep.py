"""`sweep`: budgets, or a weight, varied; what is chosen at each point, and every swap."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    say,
    scenario_argument,
    workers_options,
)
from prioritise.cli.deliver import present
from prioritise.cli.help_page import command
from prioritise.cli.names import stream_meant
from prioritise.cli.options import what_if_options

BUDGETS = Decimal("0.8"), Decimal("1.2"), Decimal("0.05")
WEIGHTS = Decimal(0), Decimal(1), Decimal("0.1")
"""From, to and step where they are not given."""
LARGEST = 1000
"""Largest factor."""


class Number(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A decimal, kept exactly; `50%` is 0.5."""

    name = "number"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The number, or a fault of usage."""
        try:
            number = Decimal(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
        except ArithmeticError:
            number = Decimal(-1)
        if not (number.is_finite() and 0 <= number <= LARGEST):
            self.fail(f"{value!r} is no number from 0 to {LARGEST}", param, ctx)
        return number


@command(
    "prioritise sweep scenarios/baseline.yaml",
    "prioritise sweep scenarios/baseline.yaml --stream vrp --from 0.5 --to 1.5 --step 0.1",
    "prioritise sweep scenarios/baseline.yaml --weight economic -o weights",
)
@scenario_argument
@what_if_options(without=("--weight",))
@click.option(
    "--from", "first", type=Number(), help="First factor on budgets [0.8], or share of weight [0]."
)
@click.option(
    "--to", "last", type=Number(), help="Last factor on budgets [1.2], or share of weight [1]."
)
@click.option("--step", type=Number(), help="From one point to the next [0.05, or 0.1 of weight].")
@click.option("--stream", metavar="ID", help="Vary this stream alone.")
@click.option("--year", metavar="YEAR", help="Vary this year alone.")
@click.option(
    "--weight", metavar="CRITERION", help="Vary this criterion's share of all weights instead."
)
@click.option("--nested", is_flag=True, help="Let nobody leave as money grows.")
@workers_options
@format_option
@output_option(
    "Write frontier.csv, swaps.csv and, for a weight, breaks.csv to a folder.", finished_stands=True
)
def sweep(
    scenario: Path,
    first: Decimal | None,
    last: Decimal | None,
    step: Decimal | None,
    stream: str | None,
    year: str | None,
    weight: str | None,
    nested: bool,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Vary budgets or a weight: what more money buys, and who comes in and goes out.

    Budgets are multiplied by each factor from --from to --to; every point is what `run` would say.
    --scale, --add, --delay and the like change what is varied; a weight is changed in a scenario
    file, since --weight says here what to vary: the criterion's share of all weights goes from 0 to
    1, the others keep their proportions, and the shares at which the list changes are found
    exactly. With -o, answers are kept as they come: a sweep that was stopped goes on where it was.
    """
    if weight and (nested or stream or year):
        raise click.UsageError("--weight goes without --stream, --year and --nested")
    from prioritise.analysis.parallel.checkpoint import question_of
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.analysis.sweeps.sweep import budget_sweep, weight_sweep
    from prioritise.analysis.sweeps.sweep_settings import budget_settings, steps, weight_settings
    from prioritise.cli.kept import kept_answers, stands_already
    from prioritise.cli.solving import asked, say_if_time_is_up, start_the_clock
    from prioritise.optimise.clock import is_up
    from prioritise.programme.faults import refuse_unknown
    from prioritise.render.progress import counting_line
    from prioritise.render.table_folder import write_tables
    from prioritise.views.sweeps.sweep import sweep_tables

    start_the_clock(scenario)
    programme = asked(scenario).programme
    given = zip((first, last, step), WEIGHTS if weight else BUDGETS, strict=True)
    low, high, by = (usual if asked_for is None else asked_for for asked_for, usual in given)
    if weight:
        refuse_unknown(weight, [c.name for c in programme.criteria], "--weight", "criterion")
        if high > 1:
            raise click.UsageError("a share of all weights is at most 1")
    else:
        stream = stream_meant(programme, stream, "--stream") if stream else None
        if year:
            refuse_unknown(year, programme.years, "--year", "year")
    points = steps(low, high, by)
    question = question_of(programme, "sweep", points, stream, year, weight, nested)
    if stands_already(output, question, "frontier", layout):
        return
    executor = executor_of(workers, cluster)
    with kept_answers(output, programme) as checkpoint:
        with counting_line("points") as tell:
            if weight:
                shares = weight_settings(points, weight)
                found = weight_sweep(executor, programme, shares, checkpoint=checkpoint, tell=tell)
            else:
                factors = budget_settings(points, stream or "", year or "")
                found = budget_sweep(
                    executor, programme, factors, nested=nested, checkpoint=checkpoint, tell=tell
                )
        say_if_time_is_up(programme)
        tables = sweep_tables(found)
        if output is not None:
            whole = all(row.found.status != "failed" for row in found.rows) and not is_up()
            write_tables(output, tables, replace=replace, question=question if whole else "")
            say(f"wrote {output}")

    def show() -> None:
        from prioritise.views.sweeps.sweep import show_sweep

        show_sweep(found)

    present(show, tables[0], output=output, layout=layout)

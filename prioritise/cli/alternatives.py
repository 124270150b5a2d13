"""`alternatives`: other shortlists that are nearly as good and really differ."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    scenario_argument,
)
from prioritise.cli.deliver import deliver
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options


@command(
    "prioritise alternatives scenarios/baseline.yaml",
    "prioritise alternatives scenarios/baseline.yaml --count 5 --within 0.01 --apart 4",
)
@scenario_argument
@what_if_options()
@click.option(
    "--count",
    type=click.IntRange(1, 50),
    default=3,
    show_default=True,
    help="How many others to look for.",
)
@click.option(
    "--within",
    type=click.FloatRange(0, 1),
    default=0.02,
    show_default=True,
    help="Share of the best value that another may be worth less.",
)
@click.option(
    "--apart",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Proposals, at least, that are in one of two shortlists and not in the other.",
)
@format_option
@output_option("Write alternatives.csv and totals.csv to a folder.")
def alternatives(
    scenario: Path,
    count: int,
    within: float,
    apart: int,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Find other shortlists that are nearly as good as the best and really differ.

    Each is the most valuable that differs by at least --apart proposals from the best and from
    all before it. Says what all have in common and what each trades for what; where there are
    fewer than asked, says so, and that it is proven. csv and json print one row a proposal.
    """
    from prioritise.analysis.comparison.alternatives import alternatives as alternatives_to
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.render.progress import progress_line
    from prioritise.views.comparison.alternatives import alternatives_tables

    start_the_clock(scenario)
    plan = solved(scenario).plan
    share = Fraction(str(within))
    with progress_line(plan.programme) as watch:
        found = alternatives_to(plan, count=count, within=share, apart=apart, watch=watch)
    say_if_time_is_up(plan.programme)
    tables = alternatives_tables(found)

    def show() -> None:
        from prioritise.views.comparison.alternatives import show_alternatives

        show_alternatives(found, count, share)

    deliver(tables, show, output=output, layout=layout, replace=replace)

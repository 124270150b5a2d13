"""`more-money`: where the next money does most, and where a saving hurts least."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    scenario_argument,
)
from prioritise.cli.deliver import deliver
from prioritise.cli.help_page import command
from prioritise.cli.names import stream_meant
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.reading.what_if import ScenarioPath

SECONDS = 60.0
"""Time for the curve where none is said."""


@command(
    "prioritise more-money scenarios/baseline.yaml --amount 1000",
    "prioritise more-money scenarios/baseline.yaml --amount -1000,500,1000 --stream ltf",
    "prioritise more-money scenarios/baseline.yaml --stream vrp",
)
@scenario_argument
@click.option(
    "--amount",
    "amounts",
    multiple=True,
    metavar="A[,A…]",
    help="Sums in the programme's unit, without thousands separators; below 0 a saving. Default: "
    "every sum at which more is to be had.",
)
@click.option(
    "--stream",
    "streams",
    multiple=True,
    metavar="ID",
    help="Only this stream may take the money, or give it. May be repeated.",
)
@click.option(
    "--year", "years", multiple=True, metavar="YEAR", help="Only this year may. May be repeated."
)
@click.option(
    "--within",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Time for all steps of the curve together.",
)
@what_if_options()
@agreements_option
@store_option
@format_option
@output_option("Write more_money.csv to a folder.")
def more_money(
    scenario: ScenarioPath,
    amounts: tuple[str, ...],
    streams: tuple[str, ...],
    years: tuple[str, ...],
    within: float,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Find where a new sum would do most, over all streams and years, and what it buys.

    Each sum is placed as well as it can be, and that is proven; pots around a budget grow with it.
    A sum below 0 is a saving: the budgets from which it hurts least. Without --amount, every sum
    at which more is to be had, up to where no money buys anything more. `sweep` spreads money
    evenly over all budgets instead.
    """
    from prioritise.analysis.sweeps.more_money import curve
    from prioritise.analysis.sweeps.more_money import more_money as placed
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.programme.faults import refuse_unknown
    from prioritise.render.progress import progress_line
    from prioritise.views.sweeps.more_money import more_money_table

    start_the_clock(scenario)
    plan = solved(scenario, agreements=agreements, store=store).plan
    programme = plan.programme
    pence = _pence(amounts, programme.unit)
    names = tuple(dict.fromkeys(stream_meant(programme, one, "--stream") for one in streams))
    for year in years:
        refuse_unknown(year, programme.years, "--year", "year")
    only = tuple(dict.fromkeys(years))
    with progress_line(programme) as watch:
        if amounts:
            found = placed(plan, pence, streams=names, years=only, watch=watch)
        else:
            found = curve(plan, streams=names, years=only, seconds=within, watch=watch)
    say_if_time_is_up(programme)

    def show() -> None:
        from prioritise.views.sweeps.more_money import show_more_money

        show_more_money(found)

    deliver(
        [more_money_table(found)],
        show,
        output=output,
        layout=layout,
        replace=replace,
        title=programme.title,
    )


def _pence(amounts: tuple[str, ...], unit: str) -> list[int]:
    """The sums in pence; a usage error where one is none."""
    from prioritise.reading.cells import BadCell, shown, signed_amount

    read, found = signed_amount(unit), []
    for part in (part.strip() for text in amounts for part in text.split(",")):
        try:
            pence = read(part)
        except BadCell as bad:
            raise click.BadParameter(
                f"found {shown(part)}, expected {bad.expected}", param_hint="--amount"
            ) from None
        if pence is None or (len(part) > 1 and part.isdigit() and part.startswith("0")):
            raise click.BadParameter(
                f"found {shown(part)}, expected sums parted by commas, such as 500,1000, without "
                "commas inside a sum",
                param_hint="--amount",
            )
        found.append(pence)
    return found

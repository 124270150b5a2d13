"""`pareto`: every list of several aims that no other betters, and the list nearest to a wish."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    TABLE,
    format_option,
    output_option,
    print_rows,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.analysis.agreed.aims import Aims
    from prioritise.programme.programme import Programme
    from prioritise.reading.what_if import ScenarioPath
    from prioritise.views.table import Table

MOST_OF_SEVERAL = 50
"""Points that are looked for with three aims or more, where nothing else is said."""
PICTURE = "pareto.svg"
"""The picture of two aims."""


@command(
    "prioritise pareto scenarios/baseline.yaml --aim value --aim jobs --most 5",
    "prioritise pareto scenarios/baseline.yaml --aim value --aim jobs --reach value=2400,jobs=2100",
)
@scenario_argument
@click.option(
    "--aim",
    "texts",
    metavar="MEASURE",
    multiple=True,
    help="What is aimed at, two or more times: value, or any measure of rules or column of "
    "numbers, such as jobs; least:spend where less is better; reach:COLUMN.",
)
@click.option(
    "--at-least",
    "least",
    metavar="MEASURE=AMOUNT",
    multiple=True,
    help="A floor that every list has to keep, such as jobs=900; may be repeated.",
)
@click.option(
    "--reach",
    "wish",
    metavar="MEASURE=AMOUNT,…",
    help="Give the list nearest to this wish, such as jobs=900,npv=5000; aims it does not name "
    "are wished at their best.",
)
@click.option(
    "--most",
    type=click.IntRange(1),
    metavar="N",
    help=f"So many points are enough. Default: all of two aims, {MOST_OF_SEVERAL} of more.",
)
@what_if_options()
@agreements_option
@store_option
@format_option
@output_option("Write pareto.csv to a folder, and for two aims a picture, pareto.svg.")
def pareto(
    scenario: ScenarioPath,
    texts: tuple[str, ...],
    least: tuple[str, ...],
    wish: str | None,
    most: int | None,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Find every list that no other betters in one aim without being worse in another.

    Each point is proven, and so is that none is missing, also those that no weights of the aims
    would lead to; of three aims or more, as many as --most says. With --reach: the one list that
    comes nearest to a wish.
    """
    from prioritise.analysis.agreed.aims import Aims
    from prioritise.cli.solving import asked, start_the_clock

    aimed = tuple(dict.fromkeys((*texts, *(_amounts("--reach", [wish]) if wish else ()))))
    if len(aimed) < 2:
        raise click.UsageError("--aim is needed twice at least, such as --aim value --aim jobs")
    start_the_clock(scenario)
    programme = asked(scenario, agreements=agreements, store=store).programme
    aims = Aims(programme, aimed)
    programme = _with_floors(programme, least)
    pictures = None
    if wish is None:
        table, pictures = _points(programme, aims, most, layout)
    else:
        table = _nearest(programme, aims, wish, layout)
    if output is not None:
        from prioritise.render.table_folder import write_tables

        write_tables(output, (table,), programme.title, pictures=pictures, replace=replace)
        say(f"wrote {output}")
    if wanted(layout) != TABLE and (output is None or layout is not None):
        print_rows(table, wanted(layout))


def _points(
    programme: Programme, aims: Aims, most: int | None, layout: str | None
) -> tuple[Table, dict[str, str] | None]:
    from prioritise.analysis.agreed.non_dominated import non_dominated
    from prioritise.cli.solving import say_if_time_is_up
    from prioritise.render.progress import progress_line
    from prioritise.views.agreed.pareto import ENDINGS, pareto_table, show_pareto
    from prioritise.views.charts.two_aims import two_aims

    enough = most or (MOST_OF_SEVERAL if len(aims.goals) > 2 else None)
    with progress_line(programme) as watch:
        found = non_dominated(programme, aims, most=enough, watch=watch)
    say_if_time_is_up(programme)
    if wanted(layout) == TABLE:
        show_pareto(found)
    elif found.ending != "all":
        say(ENDINGS[found.ending])
    pictures = {PICTURE: two_aims(found)} if len(aims.goals) == 2 else None
    return pareto_table(aims, found.points, found.points[0].plan), pictures


def _nearest(programme: Programme, aims: Aims, wish: str, layout: str | None) -> Table:
    from prioritise.analysis.agreed.nearest import nearest_to
    from prioritise.cli.solving import say_if_time_is_up
    from prioritise.render.progress import progress_line
    from prioritise.views.agreed.pareto import pareto_table, show_nearest

    with progress_line(programme) as watch:
        found = nearest_to(programme, aims, _amounts("--reach", [wish]), watch=watch)
    say_if_time_is_up(programme)
    if wanted(layout) == TABLE:
        show_nearest(found)
    return pareto_table(aims, [found.point], found.extremes[0].plan)


def _with_floors(programme: Programme, least: Sequence[str]) -> Programme:
    """The programme with a rule for each floor."""
    from prioritise.analysis.agreed.aims import goal_of

    rules = []
    for text, amount in _amounts("--at-least", least).items():
        (part,) = goal_of(programme, text).parts
        limit = {"at_least": amount} if part.times > 0 else {"at_most": amount}
        rules.append(part.rule(f"--at-least {text}={amount}", **limit))
    return programme.revised(rules=(*programme.rules, *rules)) if rules else programme


def _amounts(option: str, texts: Sequence[str]) -> dict[str, Decimal]:
    """Amounts by measure, of `jobs=900,npv=5000`."""
    found: dict[str, Decimal] = {}
    for part in (part for text in texts for part in text.split(",")):
        name, _, number = (word.strip() for word in part.partition("="))
        try:
            amount = Decimal(number)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not name or not amount.is_finite() or abs(amount.adjusted()) > 15:
            raise click.UsageError(f"{option} needs amounts such as jobs=900, not {part!r}")
        found[name] = amount
    return found

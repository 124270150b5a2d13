"""`replan`: what each amount of change from a list in force is worth, and the list that changes."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
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
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.programme.staying import Stay
    from prioritise.reading.in_force import Staying


@command(
    "prioritise replan scenarios/reduced-budget.yaml --from scenarios/baseline.yaml",
    "prioritise replan scenarios/reduced-budget.yaml --from scenarios/baseline.yaml --within 0.02",
)
@scenario_argument
@what_if_options()
@click.option(
    "--from",
    "origin",
    metavar="PATH|agreed",
    help="The list in force: `agreed`, a run folder, a CSV with a column `proposal`, or a "
    "scenario. Default: the one that SCENARIO stays near.",
)
@click.option(
    "--within",
    metavar="SHARE",
    help="Give the list with the least change that loses at most this share of the best value.",
)
@click.option(
    "--changes",
    metavar="K",
    help="Give the best list with at most so much change: proposals, or money with --by money.",
)
@click.option(
    "--by",
    type=click.Choice(["count", "money"]),
    help="Whether change is counted in proposals that come in or go out, or in their public money. "
    "Default: as SCENARIO says, or else count.",
)
@agreements_option
@store_option
@format_option
@output_option(
    "Write replan.csv to a folder; with --within or --changes, a run folder of that list."
)
def replan(
    scenario: Path,
    origin: str | None,
    within: str | None,
    changes: str | None,
    by: str | None,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Change a list in force as little as need be.

    Without --within or --changes: the most value for each amount of change, from the least that is
    possible to that of the best list of all, with its knees; no point is worth less than one that
    changes less. With one of them: that list. csv and json print one row a point.
    """
    from prioritise.cli.solving import say_if_time_is_up, start_the_clock

    start_the_clock(scenario)
    if within is None and changes is None:
        _frontier(scenario, origin, by, agreements, store, layout, output, replace)
        return
    from prioritise.analysis.replan.least_disturbance import changes_of
    from prioritise.analysis.reserve.reserve_list import reserve_list
    from prioritise.cli.solving import replanned
    from prioritise.views.replan import replan_table

    staying = _staying(scenario, origin, within, changes, by)
    answer = replanned(scenario, staying, agreements=agreements, store=store)
    near, unbound = answer.plan.programme.near, answer.unbound
    assert near is not None
    assert unbound is not None
    say_if_time_is_up(answer.plan.programme)
    waiting = reserve_list(answer.plan)

    def write(folder: Path) -> None:
        from prioritise.render.run.run_folder import copies_of, write_run
        from prioritise.views.run.run_tables import run_tables

        tables = run_tables(answer.plan, waiting)
        copies = copies_of(answer.reading.source, answer.files, answer.log, answer.reading.changed)
        write_run(folder, answer.plan, tables, copies, replace=replace)

    def show() -> None:
        from prioritise.views.run.run_screen import show_run

        show_run(answer.plan, waiting, unbound=unbound)

    table = replan_table(unbound, near.by, [changes_of(answer.plan, near)])
    deliver([table], show, output=output, layout=layout, replace=replace, write=write)


def _frontier(
    scenario: Path,
    origin: str | None,
    by: str | None,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    from prioritise.analysis.replan.least_disturbance import least_disturbance
    from prioritise.cli.solving import asked_near, say_if_time_is_up
    from prioritise.render.progress import progress_line
    from prioritise.views.replan import replan_table

    staying = _staying(scenario, origin, None, None, by)
    programme, near = asked_near(scenario, staying, agreements=agreements, store=store)
    with progress_line(programme) as watch:
        found = least_disturbance(programme, near, watch=watch)
    say_if_time_is_up(programme)

    def show() -> None:
        from prioritise.views.replan import show_frontier

        show_frontier(found)

    table = replan_table(found.best.plan, near.by, found.points)
    deliver([table], show, output=output, layout=layout, replace=replace)


def _staying(
    scenario: Path, origin: str | None, within: str | None, changes: str | None, by: str | None
) -> Staying:
    """The list in force and how close to stay, from the options and from the scenario."""
    from prioritise.cli.solving import reading_of
    from prioritise.programme.staying import AGREED, Stay
    from prioritise.reading.in_force import Staying, in_force

    reading = reading_of(scenario)
    own = reading.staying
    if origin is None and own is None:
        raise click.UsageError(
            "--from is missing: `agreed`, a run folder, a list (.csv) or a scenario"
        )
    if origin is None:
        assert own is not None
        list_now = own.in_force
    else:
        path = Path(origin).resolve() if origin != AGREED else reading.source
        list_now = in_force(path, origin, reading.programme.proposal_of)
    share, amount = _number("--within", within), _number("--changes", changes)
    measure = by or (own.stay.by if own else "count")
    if share is not None and not 0 <= share <= 1:
        raise click.UsageError("--within needs a share from 0 to 1, such as 0.02")
    if amount is not None and amount < 0:
        raise click.UsageError("--changes needs a number that is not below 0")
    stay = Stay.model_validate(
        {"near": list_now.named, "within": share, "changes": amount, "by": measure}
    )
    if share is not None or amount is not None:
        _refuse_bad_amount(stay, reading.programme.unit)
    return Staying(stay, list_now)


def _refuse_bad_amount(stay: Stay, unit: str) -> None:
    from prioritise.programme.staying import amount_of_change_expected

    expected = amount_of_change_expected(stay.within, stay.changes, stay.by, unit)
    if expected:
        words = expected.replace("`by: money`", "--by money")
        raise click.UsageError(f"--within or --changes needs {words}")


def _number(option: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise click.UsageError(f"{option} needs a number, not {text!r}")
    return number

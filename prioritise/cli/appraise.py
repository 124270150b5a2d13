"""`appraise`: what each proposal is worth over time, and the calculation behind it line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    say,
    scenario_argument,
)
from prioritise.cli.deliver import deliver
from prioritise.cli.help_page import command
from prioritise.cli.names import proposals_meant
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.optimise.plan import Plan
    from prioritise.programme.programme import Programme
    from prioritise.views.appraisal.question import Question


@command(
    "prioritise appraise scenarios/appraised.yaml",
    "prioritise appraise scenarios/appraised.yaml PON-06 --shortlist -o appraisal",
    "prioritise appraise scenarios/appraised.yaml --case pontypridd -o case.html",
)
@scenario_argument
@what_if_options()
@click.argument("proposals", nargs=-1)
@click.option("--shortlist", is_flag=True, help="Find the shortlist too, and add its figures up.")
@click.option(
    "--case",
    "hub",
    metavar="HUB",
    help="Write the case for a hub as a page or for Word, under the five headings of a business "
    "case, from what the shortlist has there.",
)
@agreements_option
@store_option
@format_option
@output_option(
    "Write appraisal.csv, workings.csv and the tables beside them to a folder; for --case, a page "
    "(.html) or a Word file (.docx)."
)
def appraise(
    scenario: Path,
    proposals: tuple[str, ...],
    shortlist: bool,
    hub: str | None,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Work out present values, net jobs and leverage, each figure traceable to file and row.

    With a PROPOSAL, or several: the whole calculation, line by line. Without: a line for every
    proposal. Costs are put into prices of one year, raised by optimism bias and discounted; jobs
    are net of what would have come anyway. What is not put into money stands beside the figures, as
    do tests, switching values and the range of net present value.
    """
    from prioritise.appraisal.lines import Lines
    from prioritise.appraisal.measures import appraised
    from prioritise.reading import read
    from prioritise.reading.published_rates import appraised_by_published_rates
    from prioritise.views.appraisal.appraise_tables import appraise_tables
    from prioritise.views.appraisal.question import Question

    reading = read(scenario)
    programme = appraised_by_published_rates(reading.programme, reading)
    proposals = proposals_meant(programme, proposals)
    _refuse_unready_case(programme, hub, output)
    chosen, plan = None, None
    lines = Lines(programme)
    if shortlist or hub is not None:
        from prioritise.appraisal.measures import of_option
        from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock

        start_the_clock(scenario)
        plan = solved(scenario, agreements=agreements, store=store).plan
        say_if_time_is_up(plan.programme)
        chosen = tuple(of_option(lines, option) for option in plan.options.values())
    proven = plan is not None and plan.status == "optimal"
    asked = Question(lines, appraised(lines), proposals, reading.place, chosen, proven)
    if plan is not None and hub is not None and output is not None:
        _write_case(asked, plan, hub, output, replace=replace)
        return
    tables = appraise_tables(asked)

    def show() -> None:
        from prioritise.views.appraisal.appraise_screen import show_appraisal

        show_appraisal(asked)

    rows = tables[1] if proposals else tables[0]
    deliver(
        tables,
        show,
        output=output,
        layout=layout,
        replace=replace,
        rows=rows,
        title=programme.title,
    )


def _refuse_unready_case(programme: Programme, hub: str | None, output: Path | None) -> None:
    """Raise before any solving where a case could not be written."""
    if hub is None:
        return
    from prioritise.programme.faults import Fault, InputError, nearest
    from prioritise.render.document_file import ENDINGS

    if output is None or output.suffix.lower() not in ENDINGS:
        raise click.UsageError("Name the file to write: --case HUB -o case.html, or case.docx")
    if hub not in programme.hub_of:
        hint = nearest(hub, programme.hub_of)
        raise InputError([Fault("--case", None, "", repr(hub), "the id of a hub", hint)])


def _write_case(asked: Question, plan: Plan, hub: str, output: Path, *, replace: bool) -> None:
    from datetime import UTC, datetime

    from prioritise.render.atomic_write import whole_file
    from prioritise.render.document_file import document_bytes
    from prioritise.render.report.case import case_document

    today = datetime.now(UTC)
    case = case_document(asked, plan, hub, f"{today.day} {today:%B %Y}")
    with whole_file(output, replace=replace) as draft:
        draft.write_bytes(document_bytes(case, output.suffix))
    say(f"wrote {output}")

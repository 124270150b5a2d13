"""`export`: the shortlist, or the agreed priorities, as one CSV for sign-off."""

from __future__ import annotations

from pathlib import Path

import click

from prioritise.cli.common import CSV, JSON, output_option, print_rows, say, scenario_argument
from prioritise.cli.deliver import write_rows
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import store_option


@command(
    "prioritise export scenarios/baseline.yaml -o sign-off.csv",
    "prioritise export scenarios/baseline.yaml -o sign-off.xlsx",
    "prioritise export scenarios/baseline.yaml --agreed -o priorities.csv",
)
@scenario_argument
@what_if_options()
@click.option(
    "--agreed", is_flag=True, help="What people have decided, costed, instead of the shortlist."
)
@store_option
@click.option(
    "--format",
    "layout",
    type=click.Choice([CSV, JSON]),
    default=CSV,
    help="csv unless json is asked.",
)
@output_option("Write what the name says: a .csv, .json, .xlsx, .docx or .html file.")
def export(
    scenario: Path,
    agreed: bool,
    store: str | None,
    layout: str,
    output: Path | None,
    replace: bool,
) -> None:
    """Write the shortlist as one list for budget holders to sign.

    One row a proposal: what is selected, by hub, with its streams and what they pay in each year;
    then the reserve list in its order; room for a name and a date.

    With --agreed, one row for each proposal on which a decision stands, at whatever stage: who
    decided, when and why, and what the plan that honours these decisions pays, one column a stream
    and year, which add up to the cost. Every row holds the head of the record.
    """
    from prioritise.analysis.reserve.reserve_list import reserve_list
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.decisions.log import Log
    from prioritise.render.atomic_write import whole_file
    from prioritise.render.document_file import ENDINGS as DOCUMENTS
    from prioritise.render.document_file import document_bytes
    from prioritise.views.decisions import agreed_table
    from prioritise.views.run.run_screen import answer
    from prioritise.views.run.sign_off import sign_off_document, sign_off_table

    start_the_clock(scenario)
    found = solved(scenario, store=store)
    plan = found.plan
    if agreed:
        table = agreed_table(plan, found.log or Log(plan.programme.title))
    else:
        waiting = reserve_list(plan)
        table = sign_off_table(plan, waiting)
    say_if_time_is_up(plan.programme)
    say(" ".join(answer(plan)))
    if found.log is not None:
        say(f"Head of the recorded decisions: {found.log.head}")
    elif agreed:
        say("No decisions are recorded yet: the list is empty.")
    if output is None:
        print_rows(table, layout)
    elif output.suffix.lower() in DOCUMENTS and not agreed:
        document = sign_off_document(plan, waiting)
        with whole_file(output, replace=replace) as draft:
            draft.write_bytes(document_bytes(document, output.suffix))
        say(f"wrote {output}")
    else:
        write_rows(table, output, layout, replace)

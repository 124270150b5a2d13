"""`run`: the shortlist by hub, money by stream and year, and how far it is proven."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    CSV,
    JSON,
    TABLE,
    format_option,
    on_terminal,
    output_option,
    print_rows,
    put,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option
from prioritise.programme.faults import UsageError

if TYPE_CHECKING:
    from prioritise.cli.solving import AskedProgramme

MODELS = (".mps", ".lp")
"""Endings of the files that hold an integer programme."""


@command(
    "prioritise run scenarios/baseline.yaml",
    "prioritise run scenarios/baseline.yaml -o results",
)
@scenario_argument
@what_if_options()
@agreements_option
@store_option
@format_option
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the integer programme that is solved for value, for other solvers: FILE ends in "
    ".mps or .lp. It minimises value with its sign turned.",
)
@output_option("Write all tables, the manifest and copies of the inputs to a folder.")
def run(
    scenario: Path,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
    model: Path | None,
) -> None:
    """Find the best shortlist, and say how far it is proven.

    SCENARIO is a scenario file, or a programme's folder or workbook. Prints the shortlist by hub
    and the money by stream and year; csv prints the shortlist, and json the same as `rows` beside
    value, bound, status and proof. Decisions that people have recorded with `agree` are honoured.
    """
    from prioritise.analysis.reserve.reserve_list import reserve_list
    from prioritise.cli.solving import asked, solved, start_the_clock
    from prioritise.render.document_file import ENDINGS as DOCUMENTS

    if output is not None and output.suffix.lower() in DOCUMENTS:
        from prioritise.cli.report import report

        words = {"store": store, "agreements": agreements, "replace": replace}
        click.get_current_context().invoke(report, scenarios=(scenario,), output=output, **words)
        output = None
    start_the_clock(scenario)
    if model is not None:
        _write_model(asked(scenario, agreements=agreements, store=store), model, replace)
    answer = solved(scenario, agreements=agreements, store=store)
    waiting = reserve_list(answer.plan)
    if output is not None:
        from prioritise.render.run.run_folder import copies_of, refuse_lost_decisions, write_run
        from prioritise.render.table_file import is_file_name
        from prioritise.render.table_folder import write_tables
        from prioritise.views.run.run_tables import run_tables

        tables = run_tables(answer.plan, waiting)
        if is_file_name(output):
            shortlist_first = sorted(tables, key=lambda table: table.name != "shortlist")
            title = answer.plan.programme.title
            write_tables(output, shortlist_first, title, replace=replace)
        else:
            if agreements:
                refuse_lost_decisions(output, answer.plan.programme.title, answer.log)
            copies = copies_of(
                answer.reading.source, answer.files, answer.log, answer.reading.changed
            )
            write_run(output, answer.plan, tables, copies, replace=replace)
        say(f"wrote {output}")
        if layout is None and not on_terminal():
            return
    if wanted(layout) == TABLE:
        from prioritise.views.run.run_screen import show_run

        show_run(answer.plan, waiting, unbound=answer.unbound)
    else:
        from prioritise.views.run.shortlist_table import shortlist_table

        rows = shortlist_table(answer.plan, waiting)
        if wanted(layout) == JSON:
            from prioritise.render.run.run_record import answer_json

            put(answer_json(answer.plan, rows))
        else:
            print_rows(rows, CSV)


def _write_model(question: AskedProgramme, path: Path, replace: bool) -> None:
    """Write the integer programme that is solved."""
    from prioritise.optimise.prepared import prepared
    from prioritise.optimise.pulp_problem import write_problem
    from prioritise.render.atomic_write import whole_file

    kind = path.suffix.lower()
    if kind not in MODELS:
        raise UsageError(f"--model {path}: expected a name that ends in .mps or .lp")
    with whole_file(path, replace=replace) as draft:
        write_problem(prepared(question.programme).model, draft, kind.removeprefix("."))
    say(f"wrote {path}")

"""What the commands share: the scenario, the format of rows, where words and data go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from prioritise.views.table import Table

Function = Callable[..., Any]

TABLE, CSV, JSON = "table", "csv", "json"


def scenario_argument(function: Function) -> Function:
    """Add SCENARIO: a scenario file, or a programme."""
    return click.argument("scenario", type=click.Path(path_type=Path))(function)


def format_option(function: Function) -> Function:
    """Add `--format`; without it, a table on a terminal and CSV in a pipe."""
    return click.option(
        "--format",
        "layout",
        type=click.Choice([TABLE, CSV, JSON]),
        help="How rows are printed: table on a terminal, csv when piped.",
    )(function)


class OutputPath(click.Path):
    """Where a command writes to, and whether an answer that is finished may stand there."""

    def __init__(self, *, finished_stands: bool) -> None:
        super().__init__(path_type=Path)
        self.finished_stands = finished_stands


def output_option(
    help_text: str, *, finished_stands: bool = False
) -> Callable[[Function], Function]:
    """Add `-o/--output PATH`, written whole or not at all, and `--replace`.

    Parameters
    ----------
    help_text : str
        What is written.
    finished_stands : bool
        Whether a folder that answers some question in full may stand there: the command looks
        whether it is this one.
    """

    def add(function: Function) -> Function:
        replace = click.option(
            "--replace",
            is_flag=True,
            help="Let what -o names give way where it is there already; inputs and decisions never "
            "do.",
        )
        output = click.option(
            "-o",
            "--output",
            type=OutputPath(finished_stands=finished_stands),
            metavar="PATH",
            help=help_text,
        )
        return output(replace(function))

    return add


def refuse_output(*, is_other: bool = False) -> None:
    """Raise before any long work where -o of this command names what may not give way.

    Parameters
    ----------
    is_other : bool
        Whether what stands there is known to answer another question.

    Raises
    ------
    OutputError
        An input, a store of decisions or something else stands there.
    """
    context = click.get_current_context(silent=True)
    output = context.params.get("output") if context else None
    if context is not None and output is not None:
        from prioritise.render.datapackage import is_finished
        from prioritise.render.table_file import is_file_name
        from prioritise.render.taken import TakenError, refuse_taken

        is_file_name(output)  # refuses a name of a kind that nobody writes

        try:
            refuse_taken(output, replace=context.params["replace"])
        except TakenError:
            types = (parameter.type for parameter in context.command.params)
            may_stand = any(isinstance(t, OutputPath) and t.finished_stands for t in types)
            if is_other or not (may_stand and is_finished(output)):
                raise


def workers_options(function: Function) -> Function:
    """Add `--workers N` and `--cluster ADDRESS`: who does many solves, with the same answers."""
    cluster = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Let a Dask cluster work, such as tcp://10.0.0.1:8786; `local` starts one to try.",
    )
    workers = click.option(
        "--workers",
        type=click.IntRange(1),
        metavar="N",
        help="Processes that work side by side. Default: one for each core.",
    )
    return workers(cluster(function))


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def wanted(layout: str | None) -> str:
    """The format that was asked for, or the one that suits where the rows go."""
    return layout or (TABLE if on_terminal() else CSV)


def print_rows(table: Table, layout: str) -> None:
    """Print a table's rows as CSV or JSON."""
    from prioritise.render.csv_file import csv_text
    from prioritise.render.json_text import table_json

    put(table_json(table) if layout == JSON else csv_text(table))


def put(text: str) -> None:
    """Write data to stdout, as UTF-8 whatever the terminal's encoding, line ends as they are."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        stream.write(text.encode())
        stream.flush()


def say(text: str) -> None:
    """Write words to stderr."""
    from prioritise.views.sanitise import visible

    click.echo(visible(text), err=True)

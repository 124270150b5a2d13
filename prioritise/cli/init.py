"""`init`: a small programme to start from, with every table."""

from __future__ import annotations

from pathlib import Path

import click

from prioritise.cli.common import say
from prioritise.cli.help_page import command


@command("prioritise init my-programme && prioritise run my-programme")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--workbook", is_flag=True, help="One workbook instead of YAML and CSV files.")
@click.option("--blank", is_flag=True, help="Headings alone, without the sample.")
@click.option(
    "--outcomes",
    type=click.Choice(["wellbeing"]),
    help="Outcomes to serve, too: wellbeing names the seven well-being goals and the five ways of "
    "working of the Well-being of Future Generations (Wales) Act 2015. Any list may stand there.",
)
@click.option("--schema", is_flag=True, help="Schemas too, for editors that know YAML.")
def init(folder: Path, workbook: bool, blank: bool, outcomes: str | None, schema: bool) -> None:
    """Write a programme to start from into the new or empty folder DIR.

    Two hubs, nine made-up proposals and every table, with a README that says what to fill in where.
    It can be checked and run as it is. The workbook has notes on its headings, and lists to pick
    words and ids from. With --blank the everyday tables have their headings alone.
    """
    from prioritise.cli.starter_files import write_starter

    write_starter(folder, workbook, schema, blank, outcomes)
    if blank:
        say(f"wrote {folder}; fill in the tables. Next: prioritise check {folder}")
        return
    say(
        f"wrote {folder}; its README.md says what to fill in where. Next: prioritise check {folder}"
    )

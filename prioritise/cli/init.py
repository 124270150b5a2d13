"""`init`: a small programme to start from, with every table."""

from __future__ import annotations

from pathlib import Path

import click

from prioritise.cli.common import say
from prioritise.cli.help_page import command


@command("prioritise init my-programme && prioritise run my-programme")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--workbook", is_flag=True, help="One workbook with a sheet a table, instead of CSV.")
def init(folder: Path, workbook: bool) -> None:
    """Write a programme to start from into the new or empty folder DIR.

    Two hubs, nine made-up proposals and every table, with a README that says what to fill in where.
    It can be checked and run as it is.
    """
    from prioritise.cli.starter_files import write_starter

    write_starter(folder, workbook)
    say(
        f"wrote {folder}; its README.md says what to fill in where. Next: prioritise check {folder}"
    )

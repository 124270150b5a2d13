"""How a command hands over what it found: files at -o, a screen on a terminal, rows in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prioritise.cli.common import TABLE, print_rows, say, wanted

if TYPE_CHECKING:
    from prioritise.views.table import Table


def deliver(
    tables: Sequence[Table],
    show: Callable[[], object],
    *,
    output: Path | None,
    layout: str | None,
    replace: bool,
    rows: Table | None = None,
    write: Callable[[Path], object] | None = None,
    **further: Any,
) -> None:
    """Write what -o asks for; then show it, or print rows; beside -o only in a format named.

    Parameters
    ----------
    tables : sequence of Table
        What a folder holds.
    show : callable
        Shows it on the terminal.
    output, layout, replace
        What `-o`, `--format` and `--replace` say.
    rows : Table
        What is printed as csv or json; without it, the first table.
    write : callable
        Writes the output where that is no folder of the tables alone.
    further
        What else `table_folder.write_tables` is told.
    """
    if output is not None:
        if write is None:
            from prioritise.render.table_folder import write_tables

            write_tables(output, tables, replace=replace, **further)
        else:
            write(output)
        say(f"wrote {output}")
    if wanted(layout) == TABLE:
        show()
    elif output is None or layout is not None:
        print_rows(tables[0] if rows is None else rows, wanted(layout))

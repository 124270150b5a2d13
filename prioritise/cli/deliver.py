"""How a command hands over what it found: files at -o, a screen on a terminal, rows in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prioritise.cli.common import JSON, TABLE, print_rows, say, wanted

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
        Writes the output where that is a folder of more than the tables.
    further
        What else `table_folder.write_tables` is told.
    """
    if output is not None:
        from prioritise.render.table_file import is_file_name

        if write is None or is_file_name(output):
            from prioritise.render.table_folder import write_tables

            if rows is not None and is_file_name(output):
                tables = [rows, *(table for table in tables if table is not rows)]
            write_tables(output, tables, replace=replace, **further)
        else:
            write(output)
        say(f"wrote {output}")
    present(show, tables[0] if rows is None else rows, output=output, layout=layout)


def present(
    show: Callable[[], object], rows: Table, *, output: Path | None, layout: str | None
) -> None:
    """Show an answer, or print its rows; beside -o only on a terminal or in a format named."""
    if wanted(layout) == TABLE:
        show()
    elif output is None or layout is not None:
        print_rows(rows, wanted(layout))


def write_rows(table: Table, output: Path, layout: str | None, replace: bool) -> None:
    """Write one table as the ending of its name says, else in the format that was asked for."""
    from prioritise.render.atomic_write import whole_file
    from prioritise.render.csv_file import csv_text
    from prioritise.render.json_text import table_json
    from prioritise.render.table_file import is_file_name, table_file

    if is_file_name(output):
        content = table_file((table,), output.suffix, table.description)
    else:
        content = (table_json(table) if layout == JSON else csv_text(table)).encode()
    with whole_file(output, replace=replace) as draft:
        draft.write_bytes(content)
    say(f"wrote {output}")

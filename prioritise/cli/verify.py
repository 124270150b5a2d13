"""`verify`: re-check a run folder from the copies of its inputs in it, without the solver."""

from __future__ import annotations

from pathlib import Path

import click

from prioritise.cli.common import put
from prioritise.cli.help_page import command


@command("prioritise verify results")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def verify(folder: Path) -> None:
    """Re-check a run folder from the inputs in it, without the solver.

    DIR is what `run -o DIR` has written. Compares every file with its hash, puts the plan through
    the independent check once more, and makes every table anew. Ends with exit code 6 where
    anything differs, and names it.
    """
    from prioritise.render.run.verify import verify as verified

    found = verified(folder)
    lines = [
        f"{folder} is as it was written.",
        f"  {found.files} files match their hashes",
        f"  {found.limits} limits hold, recomputed from the inputs",
        f"  {found.tables} tables are the same, made anew",
    ]
    if record := found.manifest.agreements:
        lines.append(f"  {record.entries} recorded decisions are chained to head {record.head}")
    lines.append(f"Manifest: sha256 {found.manifest.manifest_sha256}")
    put("\n".join(lines) + "\n")

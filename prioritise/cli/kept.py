"""Answers of a long piece of work, kept beside its output until that is written."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.cli.common import CSV, JSON, print_rows, refuse_output, say

if TYPE_CHECKING:
    from prioritise.analysis.parallel.checkpoint import Checkpoint
    from prioritise.programme.programme import Programme

PARTIAL = ".partial"
"""Ending of the folder that stands beside an output which is not complete."""
ANSWERS, DRAWS = "answers.jsonl", "draws.csv"
"""What it holds: a checkpoint of answers, and a table that grows draw by draw."""


def stands_already(output: Path | None, question: str, name: str, layout: str | None) -> bool:
    """Whether an output answers a question in full already; its rows are printed where asked for.

    Parameters
    ----------
    output : Path
        Folder that is to be written.
    question : str
        Hash of what is asked.
    name : str
        The table whose rows are printed.
    layout : str
        The format that was asked for; none prints nothing.
    """
    from prioritise.render.datapackage import answers_in_full
    from prioritise.render.report.earlier import table_in

    if output is None or not answers_in_full(output, question):
        refuse_output(is_other=True)
        return False
    say(f"{output} holds the whole answer to this already; nothing was worked out again")
    if layout in (CSV, JSON):
        print_rows(table_in(output / f"{name}.csv", name), layout)
    return True


@contextmanager
def kept_answers(output: Path | None, programme: Programme) -> Iterator[Checkpoint | None]:
    """Where answers are kept as they come; removed at the end, unless the work was stopped.

    Parameters
    ----------
    output : Path
        Folder that is to be written; without one nothing is kept.
    programme : Programme
        What is asked.
    """
    from prioritise.analysis.parallel.checkpoint import Checkpoint
    from prioritise.optimise.clock import is_up

    if output is None:
        yield None
        return
    folder = partial_of(output)
    _refuse_unless_answers(folder)
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint(folder / ANSWERS, programme)
    if checkpoint.known_before:
        say(f"goes on with the answers kept in {folder}")
    elif sys.stderr.isatty():
        say(f"keeps answers in {folder} as they come: stopped, the same command goes on from there")
    try:
        yield checkpoint
    finally:
        checkpoint.close()
    if is_up():
        say(f"the same command with --replace goes on from what is kept in {folder}")
    else:
        shutil.rmtree(folder)


def partial_of(output: Path) -> Path:
    """The folder in which an output that is not complete keeps its answers."""
    return output.with_name(output.name + PARTIAL)


def _refuse_unless_answers(folder: Path) -> None:
    """Raise where something stands that is not what stopped work has left: it would be removed."""
    from prioritise.analysis.parallel.checkpoint import is_journal
    from prioritise.render.taken import OutputError, files_below

    if not folder.exists() and not folder.is_symlink():
        return
    is_plain = folder.is_dir() and not folder.is_symlink()
    names = set(files_below(folder)) if is_plain else set()
    ours = {ANSWERS, DRAWS} if is_journal(folder / ANSWERS) else set()
    if not is_plain or names - ours:
        raise OutputError(
            f"{folder} is where answers would be kept, and holds something else; move it away, or "
            "name another place with -o"
        )

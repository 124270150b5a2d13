"""Answers of a long piece of work, kept beside its output until that is written."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.cli.common import say

if TYPE_CHECKING:
    from prioritise.insight.many.journal import Journal
    from prioritise.programme.programme import Programme

PARTIAL = ".partial"
"""Ending of the folder that stands beside an output which is not complete."""


@contextmanager
def kept_answers(output: Path | None, programme: Programme) -> Iterator[Journal | None]:
    """Where answers are kept as they come; removed at the end, unless the work was stopped.

    Parameters
    ----------
    output : Path
        Folder that is to be written; without one nothing is kept.
    programme : Programme
        What is asked.
    """
    from prioritise.insight.many.journal import Journal

    if output is None:
        yield None
        return
    folder = output.with_name(output.name + PARTIAL)
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder / "answers.jsonl", programme)
    if journal.known_before:
        say(f"goes on with the answers kept in {folder}")
    elif sys.stderr.isatty():
        say(f"keeps answers in {folder} as they come: stopped, the same command goes on from there")
    try:
        yield journal
    finally:
        journal.close()
    shutil.rmtree(folder)

"""Answers of a long piece of work, kept beside its output until that is written."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.cli.common import CSV, JSON, print_rows, say

if TYPE_CHECKING:
    from prioritise.insight.many.journal import Journal
    from prioritise.programme.programme import Programme

PARTIAL = ".partial"
"""Ending of the folder that stands beside an output which is not complete."""


def question_of(programme: Programme, *asked: object) -> str:
    """Hash of all that an answer hangs on: the programme, this version, and what is asked of it."""
    from hashlib import sha256

    from prioritise import __version__

    text = "\n".join((__version__, programme.model_dump_json(), repr(asked)))
    return sha256(text.encode()).hexdigest()


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
    from prioritise.present.forms.datapackage import answers_in_full
    from prioritise.present.report.earlier import table_in

    if output is None or not answers_in_full(output, question):
        return False
    say(f"{output} holds the whole answer to this already; nothing was worked out again")
    if layout in (CSV, JSON):
        print_rows(table_in(output / f"{name}.csv", name), layout)
    return True


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
    from prioritise.optimise.clock import is_up

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
    if is_up():
        say(f"the same command goes on from what is kept in {folder}")
    else:
        shutil.rmtree(folder)

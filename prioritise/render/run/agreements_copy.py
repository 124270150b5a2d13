"""The recorded decisions that a run honoured, kept in its folder so that it can be re-checked."""

from __future__ import annotations

import json
from pathlib import Path

from prioritise.decisions.binding import bound_by, released
from prioritise.decisions.log import Log, checked
from prioritise.programme.faults import RecordError
from prioritise.programme.programme import Programme
from prioritise.programme.staying import AGREED, Near
from prioritise.render.json_text import json_text
from prioritise.render.run.manifest import INPUTS, AgreementsEntry

NAME = "agreements.json"
"""Name of the copy; JSON, because every letter has to come back as it was to match its hash."""


def copy_of(log: Log) -> bytes:
    """The file: the title of the programme, and every entry ever recorded."""
    entries = [entry.model_dump() for entry in log.entries]
    return json_text({"programme": log.programme, "entries": [*entries]}).encode()


def log_from(content: bytes) -> Log:
    """The record that a copy holds, its chain checked.

    Raises
    ------
    RecordError
        It is not what was recorded.
    """
    try:
        held = json.loads(content)
        programme, entries = held["programme"], held["entries"]
        rows = [dict(entry) for entry in entries]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RecordError(f"{NAME} is no copy of recorded decisions") from None
    try:
        return checked(programme, rows)
    except RecordError as problem:
        raise RecordError(f"{NAME}: {problem}") from None


def log_in(results: Path) -> Log | None:
    """The decisions that a run honoured, from the copy in its folder; none where it has none.

    Raises
    ------
    RecordError
        It is not what was recorded.
    """
    copy = results / INPUTS / NAME
    return log_from(copy.read_bytes()) if copy.is_file() else None


def asked_again(
    programme: Programme,
    log: Log | None,
    baseline: tuple[str, ...] | None,
    near: Near | None = None,
) -> Programme:
    """What a run asked: the programme as it was read, with what was agreed and the lists it knew.

    Where it stayed near what was agreed, that is a list in force and binds no further.
    """
    if log is not None:
        programme = bound_by(programme, log).programme
    if near is not None and near.named == AGREED:
        programme, _ = released(programme)
    return programme.revised(baseline=baseline, near=near)


def agreements_entry(programme: Programme, log: Log) -> AgreementsEntry:
    """What the manifest says about the decisions that a programme is bound by."""
    honoured = sum(decision.because != "locked" for decision in programme.decisions)
    return AgreementsEntry(path=NAME, entries=len(log.entries), honoured=honoured, head=log.head)

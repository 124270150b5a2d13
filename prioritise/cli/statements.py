"""What `agree` is told, made into what can be recorded, or refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from prioritise.decisions.entry import Statement
    from prioritise.render.run.manifest import Manifest

HASH_LENGTH = 64
"""Signs of a hash."""


def statement(**fields: str) -> Statement:
    """A statement, with blanks around its words gone; a usage error where words are missing."""
    from pydantic import ValidationError

    from prioritise.decisions.entry import Statement

    stripped = {name: text.strip() for name, text in fields.items()}
    try:
        return Statement(**{**stripped, "proposal": fields["proposal"]})  # type: ignore[arg-type]
    except ValidationError as problem:
        name = str(problem.errors()[0]["loc"][0])
        raise click.UsageError(f"--{name} needs a text that can be kept") from None


def hash_of_run(folder: Path, title: str) -> str:
    """SHA-256 of the manifest of a run folder, which has to be one of the programme."""
    import hashlib

    content, _ = _run_of(folder, title)
    return hashlib.sha256(content).hexdigest()


def head_of_run(folder: Path, title: str) -> str:
    """The head of the record that a run of the programme honoured, by its folder."""
    from prioritise.programme.faults import UsageError

    _, run = _run_of(folder, title)
    if run.agreements is None:
        raise UsageError(f"the run in {folder} honoured no record, so that it holds no head")
    return run.agreements.head


def _run_of(folder: Path, title: str) -> tuple[bytes, Manifest]:
    """The manifest of a run folder, which has to be one of the programme."""
    from prioritise.programme.faults import UsageError
    from prioritise.render.run.manifest import NAME, manifest_from

    path = folder / NAME
    if not path.is_file():
        raise UsageError(f"{folder} is no run folder: it has no {NAME}")
    content = path.read_bytes()
    run = manifest_from(content)
    if run.title != title:
        raise UsageError(f"{folder} is a run of another programme, {run.title!r}")
    return content, run


def whole_head(text: str) -> str:
    """A head as somebody typed it; a usage error where it is not the whole of one."""
    head = text.strip().lower()
    if len(head) != HASH_LENGTH or set(head) - set("0123456789abcdef"):
        raise click.BadParameter(
            f"a head has {HASH_LENGTH} signs, 0 to 9 and a to f, or is that of a run folder; a "
            "shortened one proves nothing",
            param_hint="--head",
        )
    return head

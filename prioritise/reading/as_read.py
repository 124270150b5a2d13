"""What the bytes of each file were when they were read, by their hash."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path

_SEEN: ContextVar[dict[Path, str] | None] = ContextVar("seen", default=None)


@contextmanager
def noting() -> Iterator[Mapping[Path, str]]:
    """Note the SHA-256 of every file that is read meanwhile, by its path.

    A hash that is taken later would be that of another file, where somebody saved in between.
    """
    outer = _SEEN.get()
    seen: dict[Path, str] = {}
    token = _SEEN.set(seen)
    try:
        yield seen
    finally:
        _SEEN.reset(token)
        if outer is not None:
            outer.update(seen)


def digests_of(files: Iterable[Path], seen: Mapping[Path, str]) -> dict[Path, str]:
    """The SHA-256 of some of the files that were noted, by the paths that are given."""
    return {file: seen[Path(os.path.realpath(file))] for file in files}


def note(path: Path, content: bytes) -> None:
    """Note what a file held, where anybody wants to know."""
    seen = _SEEN.get()
    if seen is not None:
        seen[Path(os.path.realpath(path))] = sha256(content).hexdigest()


def note_file(path: Path) -> None:
    """Note what a file holds that is too large to be read at once."""
    seen = _SEEN.get()
    if seen is not None:
        seen[Path(os.path.realpath(path))] = hash_of_file(path)


def hash_of_file(path: Path) -> str:
    """SHA-256 of what a file holds now.

    Raises
    ------
    OSError
        It is gone, or cannot be read.
    """
    digest = sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()

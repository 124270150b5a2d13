"""Files and folders that are written whole or not at all.

Everything goes into a hidden neighbour first and is forced to the disk; one rename then puts it in
place. Whatever happens before that leaves what was there as it was, and no trace of the attempt.
Only a process that is killed outright leaves its hidden neighbour: whoever next writes to the same
folder removes it.
"""

from __future__ import annotations

import os
import platform
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import time

from prioritise.programme.undisturbed import undisturbed
from prioritise.render.atomic_exchange import exchanged
from prioritise.render.taken import OutputError, refuse_taken, taken, target_of

LONG_AGO = 24 * 60 * 60.0
"""Seconds after which nobody is still writing what is unfinished."""

_DRAFT = re.compile(
    r"\.(?P<name>.+)\.(?P<host>[0-9a-f]{8})-(?P<process>\d{1,9})-[0-9a-f]{8}\.(part|old)"
)
"""Name of what is unfinished: of what, and who is at it."""
_unfinished: dict[Path, list[Path]] = {}
"""Drafts of this process, and the folders that were made for each."""


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A path to write to, which becomes `path` once it is complete.

    Parameters
    ----------
    path : Path
        Where the file is to be.
    replace : bool
        Whether what stands there may give way; else nothing does, whoever puts it there meanwhile.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write; nothing has changed.
    """
    target = target_of(path)
    if target.is_dir():
        raise OutputError(f"{path} is a folder; name a file to write to")
    refuse_taken(path, replace=replace)
    with _draft(target, path) as draft:
        yield draft
        _force_to_disk(draft)
        refuse_taken(path, replace=replace)
        with undisturbed():
            if replace:
                draft.replace(target)
                del _unfinished[draft]
            else:
                _link(draft, target, path)
        _force_to_disk(target.parent)


@contextmanager
def whole_folder(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A folder to fill, which becomes `path` once it is complete.

    Parameters
    ----------
    path : Path
        Where the folder is to be; an empty one may stand there.
    replace : bool
        Whether the results of an earlier command, alone in that folder, may give way.

    Raises
    ------
    OutputError
        The place is taken, or the system refused to write; nothing has changed.
    """
    target = target_of(path)
    if target.exists() and not target.is_dir():
        raise OutputError(f"{path} is a file; name a folder to write to")
    refuse_taken(path, replace=replace)
    if Path.cwd().is_relative_to(target):
        raise OutputError(f"{path} is the folder you are in; name a new one inside it")
    with _draft(target, path) as draft:
        draft.mkdir()
        yield draft
        for folder, _, names in os.walk(draft):
            for name in names:
                _force_to_disk(Path(folder, name))
            _force_to_disk(Path(folder))
        refuse_taken(path, replace=replace)
        with undisturbed():
            _swap(draft, target)
            del _unfinished[draft]
        _force_to_disk(target.parent)


def remove_unfinished() -> None:
    """Remove whatever an interrupted attempt has left; for the moment before the process ends."""
    while _unfinished:
        _remove_draft(*_unfinished.popitem())


@contextmanager
def _draft(target: Path, shown: Path) -> Iterator[Path]:
    draft = target.with_name(f".{target.name}.{_mark(os.getpid())}-{secrets.token_hex(4)}.part")
    _unfinished[draft] = made = _missing_above(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_up(target.parent)
        yield draft
        made.clear()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise OutputError(f"{shown} could not be written: {reason}; nothing was changed") from None
    finally:
        if draft in _unfinished:
            with undisturbed():
                _remove_draft(draft, _unfinished.pop(draft))


def _remove_draft(draft: Path, made: list[Path]) -> None:
    _remove(draft)
    for folder in made:
        try:
            folder.rmdir()
        except OSError:  # not made yet, or in use by now
            return


def _missing_above(target: Path) -> list[Path]:
    """The folders that have to be made for a file, the innermost first."""
    return [folder for folder in target.parents if not folder.exists()]


def _clear_up(folder: Path) -> None:
    """Remove what writers have left that were killed; nothing here may stop who writes now."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        draft = _DRAFT.fullmatch(name)
        if draft and _is_left(folder / name, draft["host"], int(draft["process"])):
            target = folder / draft["name"]
            try:
                if name.endswith(".old") and not os.path.lexists(target):
                    (folder / name).rename(target)
                else:
                    _remove(folder / name)
            except OSError:
                continue


def _is_left(draft: Path, host: str, process: int) -> bool:
    """Whether nobody is at it any more, as far as can be told from here."""
    if os.name == "posix" and host == _host():
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass  # it is somebody else's, and running
    try:
        return draft.stat().st_mtime < time() - LONG_AGO
    except OSError:
        return False


def _mark(process: int) -> str:
    return f"{_host()}-{process}"


def _host() -> str:
    """A name for this computer that gives nothing away."""
    return sha256(platform.node().encode()).hexdigest()[:8]


def _link(draft: Path, target: Path, shown: Path) -> None:
    """Give a draft the name of the target, which nobody else has taken."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise taken(shown) from None
    except OSError:  # a disk that knows no links: the name is taken first, and filled at once
        try:
            target.open("xb").close()
        except FileExistsError:
            raise taken(shown) from None
        draft.replace(target)


def _swap(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
        return
    if exchanged(draft, target):
        _remove(draft)
        return
    old = draft.with_suffix(".old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        path.unlink()


def _force_to_disk(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return  # only POSIX lets a folder be forced to the disk
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Files and folders that are written whole or not at all.

Everything goes into a hidden neighbour first and is forced to the disk; one rename then puts it in
place. Whatever happens before that leaves what was there as it was, and no trace of the attempt.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from prioritise.programme.faults import UsageError

_unfinished: list[Path] = []


class OutputError(UsageError):
    """Name another place, or make room: the output could not be written there."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` once it is complete.

    Raises
    ------
    OutputError
        The system refused to write; nothing has changed.
    """
    target = _target(path)
    if target.is_dir():
        raise OutputError(f"{path} is a folder; name a file to write to")
    with _draft(target, path) as draft:
        yield draft
        _force_to_disk(draft)
        with undisturbed():
            draft.replace(target)
            _unfinished.remove(draft)
        _force_to_disk(target.parent)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """The same where nothing may be replaced, whoever else puts something there meanwhile.

    Raises
    ------
    OutputError
        Something stands there already, or the system refused to write; nothing has changed.
    """
    target = _target(path)
    with _draft(target, path) as draft:
        yield draft
        _force_to_disk(draft)
        try:
            os.link(draft, target)
        except FileExistsError:
            raise OutputError(f"{path} is there already, and stays as it is") from None
        except OSError:  # a disk that knows no links
            with target.open("xb") as file:
                file.write(draft.read_bytes())
        _force_to_disk(target.parent)


@contextmanager
def whole_folder(path: Path, refuse: Callable[[Path], None]) -> Iterator[Path]:
    """A folder to fill, which takes the place of `path` once it is complete.

    Parameters
    ----------
    path : Path
        Where the folder is to be.
    refuse : callable
        Raises where what is there now must not be replaced; asked again just before it is.

    Raises
    ------
    OutputError
        The system refused to write; nothing has changed.
    """
    target = _target(path)
    refuse(path)
    if Path.cwd().is_relative_to(target):
        raise OutputError(f"{path} is the folder you are in; name a new one inside it")
    with _draft(target, path) as draft:
        draft.mkdir()
        yield draft
        for folder, _, names in os.walk(draft):
            for name in names:
                _force_to_disk(Path(folder, name))
            _force_to_disk(Path(folder))
        refuse(path)
        with undisturbed():
            _swap(draft, target)
            _unfinished.remove(draft)
        _force_to_disk(target.parent)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until a short step is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[tuple[int, FrameType | None]] = []

    def remember(number: int, frame: FrameType | None) -> None:
        came.append((number, frame))

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, remember) for number in numbers}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number, frame in came[:1]:
        obeyed = before[signal.Signals(number)]
        if callable(obeyed):
            obeyed(number, frame)


def files_below(path: Path) -> Iterator[str]:
    """Every file below a folder, and every link, by its path with forward slashes."""
    for folder, folders, names in os.walk(path):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*names, *links):
            yield Path(folder, name).relative_to(path).as_posix()


def remove_unfinished() -> None:
    """Remove whatever an interrupted attempt has left; for the moment before the process ends."""
    while _unfinished:
        _remove(_unfinished.pop())


@contextmanager
def _draft(target: Path, shown: Path) -> Iterator[Path]:
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    _unfinished.append(draft)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise OutputError(f"{shown} could not be written: {reason}; nothing was changed") from None
    finally:
        if draft in _unfinished:
            with undisturbed():
                _unfinished.remove(draft)
                _remove(draft)


def _target(path: Path) -> Path:
    """The place that is meant, links followed, so that a link is not replaced by what it names."""
    return Path(os.path.realpath(path))


def _swap(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
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

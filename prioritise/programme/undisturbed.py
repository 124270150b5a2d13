"""What a process that is asked to stop still sees to: short steps end, and scratch folders go."""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from types import FrameType

_ELSEWHERE: list[threading.Event] = []
"""Steps under way in other threads, which a signal does not reach; set once they are done."""
_SCRATCH: list[Path] = []
"""Folders in which others keep what they need while they work."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until a short step is done."""
    if threading.current_thread() is not threading.main_thread():
        with _told_elsewhere():
            yield
        return
    came: list[tuple[int, FrameType | None]] = []

    def remember(number: int, frame: FrameType | None) -> None:
        came.append((number, frame))

    numbers = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP"):
        numbers.append(signal.SIGHUP)
    before = {
        number: signal.signal(number, remember)
        for number in numbers
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number, frame in came[:1]:
        obeyed = before[signal.Signals(number)]
        if callable(obeyed):
            obeyed(number, frame)


def wait_for_others(seconds: float) -> None:
    """Give the short steps of other threads time to end."""
    until = monotonic() + seconds
    for done in list(_ELSEWHERE):
        done.wait(max(0.0, until - monotonic()))


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for whatever others write while they work; it goes with the process, too."""
    folder = Path(mkdtemp(prefix="prioritise-"))
    _SCRATCH.append(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _SCRATCH.remove(folder)


def remove_scratch() -> None:
    """Remove these folders; for the moment before the process ends."""
    for folder in list(_SCRATCH):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _told_elsewhere() -> Iterator[None]:
    done = threading.Event()
    _ELSEWHERE.append(done)
    try:
        yield
    finally:
        done.set()
        _ELSEWHERE.remove(done)

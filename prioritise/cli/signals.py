"""Stop means stop: Ctrl-C and other signals that ask for an end are obeyed at once.

The process ends in the handler itself. An exception could be swallowed on its way, by a library
that catches everything while it is imported, or wait for a solver to look up.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import suppress
from types import FrameType

INTERRUPTED = 130
"""Exit code after Ctrl-C."""
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that ask for an end, by name: not every system has each."""
PATIENCE = 1.0
"""Seconds that short steps of other threads, which would be left half done, are given."""


def stop_when_asked() -> None:
    """Stop on Ctrl-C, a request to terminate, or a closed terminal; what is ignored stays so."""
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave nothing half written, say so, and end.

    What waits to be printed is not: whoever reads it may have stopped reading.
    """
    for name in NAMES:
        if hasattr(signal, name):  # a second Ctrl-C finds this under way
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _end_workers()
    steps = sys.modules.get("prioritise.programme.undisturbed")
    if steps and hasattr(steps, "remove_scratch"):  # else nothing can have been begun
        steps.wait_for_others(PATIENCE)
        steps.remove_scratch()
    whole = sys.modules.get("prioritise.render.atomic_write")
    if whole and hasattr(whole, "remove_unfinished"):
        whole.remove_unfinished()
    if _takes_words():
        with suppress(OSError):
            os.write(2, b"\nstopped\n")  # print could be called in the middle of a print
    _end_workers()  # another thread may have started one meanwhile
    os._exit(INTERRUPTED)


def _end_workers() -> None:
    """End those who work for this process: one just starting would be slow to miss it."""
    processes = sys.modules.get("multiprocessing.process")
    if processes and hasattr(processes, "active_children"):
        for worker in processes.active_children():
            worker.kill()


def _takes_words() -> bool:
    """Whether somebody reads stderr, or has room for a line of it."""
    if os.name != "posix":
        return True
    try:
        return bool(select.select([], [2], [], 0)[1])
    except (OSError, ValueError):
        return False

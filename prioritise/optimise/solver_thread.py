"""A solve under way: Python stays in charge while HiGHS works, and none is left behind at the end.

HiGHS works in a thread, so that progress can be shown and Ctrl-C is obeyed. A thread that comes
back from native code into a Python that has ended would abort the process, whatever the exit code
should have been: so at the end every solve is told to stop, all that is said to be `in_solver` is
waited for, and nothing else begins.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING

from prioritise.programme.faults import Interrupted

if TYPE_CHECKING:
    import highspy

STOP_SECONDS = 1.5
"""How long a solve that was told to stop is waited for."""
LAST_SECONDS = 20.0
"""How long solves that nobody waits for are given to stop at the end of the process."""
GLANCE_SECONDS = 0.05
"""How often Python looks up while HiGHS works."""

_ENDING = Event()
_UNDER_WAY: list[Thread] = []
_CHANGED = Condition()
_within = 0
"""How many threads make a solver, hand it a model, or read what it found."""


class Enough(Exception):
    """Raised by who watches: the best answer so far will do."""


@contextmanager
def in_solver() -> Iterator[None]:
    """Let the end of the process wait for what is done with a solver meanwhile.

    Raises
    ------
    Interrupted
        The process is ending.
    """
    global _within
    with _CHANGED:
        if _ENDING.is_set():
            raise Interrupted("the process is ending")
        _within += 1
    try:
        yield
    finally:
        with _CHANGED:
            _within -= 1
            _CHANGED.notify_all()


def run(
    highs: highspy.Highs,
    look: Callable[[highspy.HighsCallbackEvent], None],
    glance: Callable[[], None],
) -> None:
    """Let HiGHS work until it is done, or told to stop.

    Parameters
    ----------
    look : callable
        Told what HiGHS knows, in its own thread.
    glance : callable
        Called from time to time in the thread of the caller; may raise `Enough`.

    Raises
    ------
    Interrupted
        The user pressed Ctrl-C, or the process is ending.
    MemoryError
        There is too little for the solver, or for its thread.
    """
    stopping, failures = Event(), list[MemoryError]()

    def call_back(event: highspy.HighsCallbackEvent) -> None:
        if stopping.is_set() or _ENDING.is_set():
            event.interrupt()
        else:
            look(event)

    def stop(event: highspy.HighsCallbackEvent) -> None:
        if stopping.is_set() or _ENDING.is_set():
            event.interrupt()

    highs.cbMipInterrupt += call_back
    highs.cbSimplexInterrupt += stop

    def work() -> None:
        try:
            highs.run()
        except MemoryError as failure:  # which would end a thread with words of Python alone
            failures.append(failure)

    worker = _begun(work)
    try:
        while worker.is_alive():
            worker.join(GLANCE_SECONDS)
            glance()
    except Enough:
        stopping.set()
        worker.join()
    except KeyboardInterrupt:
        stopping.set()
        worker.join(STOP_SECONDS)
        raise Interrupted("stopped before an answer was found; nothing was written") from None
    if _ENDING.is_set():
        raise Interrupted("the process is ending")
    if failures:
        raise failures[0]


def _begun(work: Callable[[], None]) -> Thread:
    with _CHANGED:
        if _ENDING.is_set():
            raise Interrupted("the process is ending")
        _UNDER_WAY[:] = [thread for thread in _UNDER_WAY if thread.is_alive()]
        worker = Thread(target=work, daemon=True)
        try:
            worker.start()
        except RuntimeError:
            raise MemoryError("no thread can be started") from None
        _UNDER_WAY.append(worker)
    return worker


@atexit.register
def _leave_none_behind() -> None:
    """Tell every solve to stop, and wait for it, and for whoever is about to read its answer."""
    with _CHANGED:
        _ENDING.set()
    for worker in _UNDER_WAY:
        worker.join(LAST_SECONDS)
    with _CHANGED:
        _CHANGED.wait_for(lambda: not _within, LAST_SECONDS)

"""A solve under way: Python stays in charge while HiGHS works, and none is left behind at the end.

HiGHS works in a thread, so that progress can be shown and Ctrl-C is obeyed. A thread that comes
back from it into a Python that has ended would abort the process, whatever the exit code should
have been: so at the end every solve is told to stop and waited for, and no other begins.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from threading import Event, Lock, Thread
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
_LOCK = Lock()


class Enough(Exception):
    """Raised by who watches: the best answer so far will do."""


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
    with _LOCK:
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
    """Tell every solve to stop, and wait for it."""
    with _LOCK:
        _ENDING.set()
    for worker in _UNDER_WAY:
        worker.join(LAST_SECONDS)

"""Stop means stop: Ctrl-C and other signals that ask for an end are obeyed within two seconds.

The signal becomes a KeyboardInterrupt, so that the work is tidied up. A library may swallow that,
or a solver not look up: so a timer ends the process in any case, once nothing is half written.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from prioritise.cli import leave

PATIENCE = 1.8
"""Seconds after which the process ends, come what may."""
AGAIN = 0.05
"""Seconds after which an interrupt is repeated that was raised where nothing could be raised."""

_asked = threading.Event()


def obey_signals() -> None:
    """Stop on Ctrl-C, a request to terminate, or a closed terminal; what is ignored stays so."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    sys.unraisablehook = _unraisable


def was_asked() -> bool:
    """Whether a signal has asked for an end."""
    return _asked.is_set()


def _stop(number: int, frame: FrameType | None) -> None:
    if not _asked.is_set():
        _asked.set()
        _later(PATIENCE, leave)
    raise KeyboardInterrupt


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    """Raise an interrupt once more that came while Python could raise nothing."""
    if found.exc_type is KeyboardInterrupt:
        _later(AGAIN, lambda: signal.raise_signal(signal.SIGINT))
    else:
        sys.__unraisablehook__(found)


def _later(seconds: float, what: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, what)
    timer.daemon = True
    timer.start()

"""The one place where a HiGHS solver is made, so that nothing it prints reaches standard output.

From 1.16 on, HiGHS prints who it is while the first solver of a process is made, before any option
can be set. Native code prints through file descriptor 1 and knows nothing of `sys.stdout`; so for
that moment the descriptor leads nowhere. It is a millisecond, once in a process: what another
thread would write to the descriptor within it is lost, and none of ours does.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy

STANDARD_OUTPUT = 1
"""File descriptor that native code prints to."""

_LOCK = Lock()
_greeted = False


def new_highs() -> highspy.Highs:
    """A solver that says nothing."""
    global _greeted
    import highspy

    with _LOCK:
        if not _greeted:
            with _nothing_printed():
                highspy.Highs()
            _greeted = True
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    return highs


@contextmanager
def _nothing_printed() -> Iterator[None]:
    """Let what native code prints go nowhere."""
    _flush_native()
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError as problem:
        if problem.errno != errno.EBADF:
            raise
        yield  # a process without a standard output has none to keep clean
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, STANDARD_OUTPUT)
        finally:
            os.close(nowhere)
        yield
        _flush_native()
    finally:
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(kept)


def _flush_native() -> None:
    """Have the C library write what it still holds, to where it was meant to go."""
    CDLL("ucrtbase" if sys.platform == "win32" else None).fflush(None)

"""Standard output and error that are closed, full or gone: no words about it, no wrong exit code.

What a process opens takes the first free number. Where standard output is closed, a file of
decisions would become it, and a solver's banner be printed into it: so its number is filled first.
"""

from __future__ import annotations

import io
import os
import sys

_INPUT, _OUTPUT, _ERROR = range(3)
_closed: set[int] = set()
"""Streams that were closed when the process began."""


class _Unheard(io.FileIO):
    """A file whose writing fails in silence: words that nobody reads are no failure."""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write what can be written, and call it all."""
        try:
            return super().write(data) or len(data)
        except OSError:
            return len(data)


def open_streams() -> None:
    """Open closed streams to nothing, and let nothing fail for words on standard error."""
    for number in (_INPUT, _OUTPUT, _ERROR):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the first free number is this one
            _closed.add(number)
    if sys.stdin is None:
        sys.stdin = os.fdopen(_INPUT, encoding="utf-8", closefd=False)
    if sys.stdout is None:
        sys.stdout = sys.__stdout__ = os.fdopen(  # type: ignore[misc]
            _OUTPUT, "w", encoding="utf-8", closefd=False
        )
    if sys.stderr is None or not sys.stderr.isatty():
        encoding = sys.stderr.encoding if sys.stderr else "utf-8"
        heard = io.BufferedWriter(_Unheard(_ERROR, "w", closefd=False))  # type: ignore[type-var, unused-ignore]
        sys.stderr = io.TextIOWrapper(heard, encoding, "backslashreplace", line_buffering=True)


def output_is_closed() -> bool:
    """Whether what is printed goes nowhere, and was meant to."""
    return _OUTPUT in _closed


def leave_output() -> None:
    """Point stdout to nothing, so that Python does not try to write the rest when it ends."""
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())
        os.close(nowhere)  # what is said next may need the last one that is left

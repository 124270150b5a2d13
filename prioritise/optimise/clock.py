"""One clock for a whole command: however many solves it takes, together they end in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

_end: ContextVar[float] = ContextVar("end", default=inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all that is solved meanwhile end within so many seconds; an earlier end stands."""
    token = _end.set(min(_end.get(), monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def left(seconds: float = inf) -> float:
    """So many seconds, or those that are left where these are fewer; below 0 once time is up."""
    return min(seconds, _end.get() - monotonic())


def is_up() -> bool:
    """Whether no time is left, so that nothing further need be asked."""
    return left() <= 0


UP = "the time allowed was up"
"""Why there is no answer to what was not asked any more."""

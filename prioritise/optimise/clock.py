"""One clock for a whole command: however many solves it takes, together they end in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prioritise.programme.records import SolverSettings

_end: ContextVar[float] = ContextVar("end", default=inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all that is solved meanwhile end within so many seconds; an earlier end stands."""
    token = _end.set(min(_end.get(), monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


@contextmanager
def allowed(settings: SolverSettings) -> Iterator[None]:
    """Let all that is solved meanwhile end within the seconds that are said, where they are.

    Where nothing is said the usual seconds bound each solve by itself: many take the time that they
    take.
    """
    with within(float(settings.seconds) if "seconds" in settings.model_fields_set else inf):
        yield


def left(seconds: float = inf) -> float:
    """So many seconds, or those that are left where these are fewer; below 0 once time is up."""
    return min(seconds, _end.get() - monotonic())


def is_up() -> bool:
    """Whether no time is left, so that nothing further need be asked."""
    return left() <= 0


UP = "the time allowed was up"
"""Why there is no answer to what was not asked any more."""

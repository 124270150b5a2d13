"""One line on stderr while a long solve runs: how long, how good, how far from proven."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from prioritise.appraisal.value import value_table
from prioritise.optimise.solver import Progress, Watch
from prioritise.programme.programme import Programme

SILENT_SECONDS = 1.0
"""A shorter solve shows nothing."""
BETWEEN_SECONDS = 0.2
"""How often the line changes at most."""
_ERASE = "\r\x1b[K"
_SETTLED = {
    "public money": "value is settled; seeking the least public money for it",
    "changes from the baseline": "seeking the fewest changes from the baseline",
    "order of ids": "putting equally good shortlists in order",
    "whether another is as good": "value is settled; looking for another shortlist as good",
}


@contextmanager
def progress_line(programme: Programme, stream: TextIO | None = None) -> Iterator[Watch | None]:
    """Watch a solve on a terminal; gives nothing to watch with where stderr is none."""
    screen = sys.stderr if stream is None else stream
    if not screen.isatty():
        yield None
        return
    line = _ProgressLine(programme, screen)
    try:
        yield line.show
    finally:
        line.erase()


def progress_in_words(progress: Progress, figures_in_a_point: int) -> str:
    """How good, and how far from proven; or what is settled, and what is sought now."""
    if progress.objective != "value":
        return _SETTLED.get(progress.objective, progress.objective)
    if progress.best is None:
        return "seeking a first shortlist"
    best = progress.best / figures_in_a_point
    if progress.bound is None:
        return f"best so far {best:,.2f} points"
    gap = max(progress.bound / figures_in_a_point - best, 0.0)
    percent = f" ({100 * gap / abs(best):.2f}%)" if best else ""
    return f"best so far {best:,.2f} points, at most {gap:,.2f} more{percent}"


@contextmanager
def counting_line(what: str, stream: TextIO | None = None) -> Iterator[Callable[[int, int], None]]:
    """Show how many of how many are done, and about how long the rest takes.

    Gives what is to be told; where stderr is no terminal, nothing is shown.
    """
    screen = sys.stderr if stream is None else stream
    count = _Count(what, screen)
    try:
        yield count.show if screen.isatty() else lambda done, of: None
    finally:
        count.erase()


class _Count:
    """The line, and when counting began."""

    def __init__(self, what: str, screen: TextIO) -> None:
        self._what, self._screen = what, screen
        self._began = self._shown = monotonic()
        self._known_before: int | None = None
        self._visible = False

    def show(self, done: int, of: int) -> None:
        now = monotonic()
        if self._known_before is None:  # what was there already says nothing about the pace
            self._known_before, self._began = done, now
        elif done < of and now - self._shown >= BETWEEN_SECONDS:
            self._shown, self._visible = now, True
            text = f"{done:,} of {of:,} {self._what}{self._left(done, of, now)}"
            self._screen.write(_ERASE + text[:79])
            self._screen.flush()

    def erase(self) -> None:
        if self._visible:
            self._screen.write(_ERASE)
            self._screen.flush()

    def _left(self, done: int, of: int, now: float) -> str:
        new = done - (self._known_before or 0)
        if not new or now - self._began < SILENT_SECONDS:
            return ""
        seconds = (now - self._began) * (of - done) / new
        return f", about {in_time(seconds)} left"


def in_time(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h"


class _ProgressLine:
    """The line, and what it needs to turn figures into points."""

    def __init__(self, programme: Programme, screen: TextIO) -> None:
        self._programme = programme
        self._screen = screen
        self._began = self._shown = monotonic()
        self._denominator = 0
        self._visible = False

    def show(self, progress: Progress) -> None:
        now = monotonic()
        if now - self._began < SILENT_SECONDS or now - self._shown < BETWEEN_SECONDS:
            return
        self._shown, self._visible = now, True
        text = f"{now - self._began:4.0f} s  {self._words(progress)}"
        self._screen.write(_ERASE + text[:79])
        self._screen.flush()

    def erase(self) -> None:
        if self._visible:
            self._screen.write(_ERASE)
            self._screen.flush()

    def _words(self, progress: Progress) -> str:
        if not self._denominator:
            self._denominator = value_table(self._programme).denominator
        return progress_in_words(progress, self._denominator)

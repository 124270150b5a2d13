"""One line on stderr while a long solve runs: how long, how good, how far from proven."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from prioritise.appraisal.value import value_table
from prioritise.optimise.highs import Progress, Watch
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
    line = _Line(programme, screen)
    try:
        yield line.show
    finally:
        line.erase()


class _Line:
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
        if progress.objective != "value":
            return _SETTLED.get(progress.objective, progress.objective)
        best, bound = self._points(progress.best), self._points(progress.bound)
        if best is None:
            return "seeking a first shortlist"
        if bound is None:
            return f"best so far {best:,.2f} points"
        gap = max(bound - best, 0.0)
        percent = f" ({100 * gap / abs(best):.2f}%)" if best else ""
        return f"best so far {best:,.2f} points, at most {gap:,.2f} more{percent}"

    def _points(self, figure: float | None) -> float | None:
        if figure is None:
            return None
        if not self._denominator:
            self._denominator = value_table(self._programme).denominator
        return figure / self._denominator

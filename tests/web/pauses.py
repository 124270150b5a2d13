"""Something else that happens at one step of the page's work, while the page waits at that step."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from prioritise.web import cache, edition, job, session

STEPS = {str(Path(module.__file__)) for module in (cache, edition, job, session)}
"""Files whose every line is a step."""
PATIENCE = 0.5
"""Seconds that the page waits at most: what happens may need what the page holds at that step."""


class Steps:
    """The lines that all threads begun meanwhile come to, counted.

    Parameters
    ----------
    at
        Number of the step at which something happens; 0 for none.
    happen : callable
        What happens there, in a thread of its own.
    """

    def __init__(self, at: int, happen: Callable[[], None]) -> None:
        self.taken = 0
        """Steps so far."""
        self.place = ""
        """File and line at which it happened; empty as long as it has not."""
        self._at, self._happen = at, happen
        self._counting = threading.Lock()
        self._thread: threading.Thread | None = None

    def call(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Follow calls of functions that have steps."""
        return self._line if frame.f_code.co_filename in STEPS else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            with self._counting:
                self.taken += 1
                is_here = self.taken == self._at
            if is_here:
                self.place = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
                threading.settrace(None)  # type: ignore[arg-type]
                self._thread = threading.Thread(target=self._happen)
                self._thread.start()
                self._thread.join(PATIENCE)
        return self._line

    def end(self) -> None:
        """Wait until what happened has ended."""
        if self._thread:
            self._thread.join()


@contextmanager
def happening(at: int, happen: Callable[[], None]) -> Iterator[Steps]:
    """Let something happen at one step of this thread, or of those begun meanwhile."""
    steps = Steps(at, happen)
    before = sys.gettrace()
    threading.settrace(steps.call)
    sys.settrace(steps.call)
    try:
        yield steps
    finally:
        threading.settrace(before)  # type: ignore[arg-type]
        sys.settrace(before)
        steps.end()

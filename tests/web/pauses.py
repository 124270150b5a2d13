"""Pauses at every step of the page, so that what could happen in between does happen."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import sleep
from types import FrameType
from typing import Any

import prioritise.web

ROOM = str(Path(prioritise.web.__file__).parent)
STEPS = tuple(f"{ROOM}/{name}.py" for name in ("bench", "desk", "edition", "reuse"))


@contextmanager
def pauses(rng: Random, seconds: float, share: float = 0.05) -> Iterator[None]:
    """A pause whenever any thread that is begun meanwhile comes to one of a share of the lines."""
    chosen: dict[tuple[str, int], bool] = {}

    def at_line(frame: FrameType, event: str, argument: Any) -> Any:
        place = frame.f_code.co_filename, frame.f_lineno
        if event == "line" and chosen.setdefault(place, rng.random() < share):
            sleep(seconds)
        return at_line

    def at_call(frame: FrameType, event: str, argument: Any) -> Any:
        return at_line if frame.f_code.co_filename in STEPS else None

    before = sys.gettrace()
    threading.settrace(at_call)
    sys.settrace(at_call)
    try:
        yield
    finally:
        threading.settrace(before)  # type: ignore[arg-type]
        sys.settrace(before)

"""How every solver of the suite tells what it knows: a line of JSON whenever that changes.

`{"seconds": …, "best": …, "bound": …}` in figures of value, and at the end one line that has a
`status` too. Time is counted from the moment the question was read.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

HUGE = 1e19
"""What solvers say where they know nothing yet."""
SELDOM = 0.01
"""Seconds between lines that differ in the bound alone."""


class Teller:
    """Tells progress from now on."""

    def __init__(self) -> None:
        self._began, self._processor = perf_counter(), processor()
        self._told: tuple[float | None, float | None] = (None, None)
        self._when = 0.0
        self._is_over = False

    @property
    def seconds(self) -> float:
        """Seconds since the question was read."""
        return perf_counter() - self._began

    def tell(self, best: float | None, bound: float | None) -> None:
        """Print a line where there is news; what is not known any better is told again."""
        best, bound = _known(best, self._told[0]), _known(bound, self._told[1])
        if self._is_over:
            return
        seldom = best == self._told[0] and self.seconds - self._when < SELDOM
        if (best, bound) == self._told or seldom:
            return
        self._told, self._when = (best, bound), self.seconds
        _print({"seconds": self._when, "best": best, "bound": bound})

    def end(
        self,
        status: str,
        best: float | None,
        bound: float | None,
        *,
        version: str,
        peak_mib: float | None = None,
        answer: Sequence[tuple[int, int]] = (),
        **more: Any,
    ) -> None:
        """Print the last line.

        Parameters
        ----------
        status : str
            `optimal` where the solver takes its answer to be proven; else its own word.
        answer : sequence of int and int
            Columns that are not 0, and what they are, to be checked by who asked.
        """
        self._is_over = True
        last = {
            "status": status,
            "seconds": self.seconds,
            "processor": processor() - self._processor,
            "best": _known(best, None),
            "bound": _known(bound, None),
            "peak_mib": peak() if peak_mib is None else peak_mib,
            "version": version,
            "answer": answer,
        }
        _print({**last, **more})


def asked() -> argparse.Namespace:
    """What a runner is asked on its command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def turned(value: float | None) -> float | None:
    """A figure of the file's minimisation as value, and the other way round."""
    return None if value is None else -value


def processor() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak(process: int | None = None) -> float:
    """Most memory that this process, or another that runs, ever held, in MiB."""
    try:
        told = Path(f"/proc/{process or 'self'}/status").read_text("utf-8")
        found = re.search(r"VmHWM:\s+(\d+) kB", told)
    except OSError:
        found = None
    if found:
        return int(found[1]) / 1024
    import resource  # not everywhere at hand, and only asked for where there is no /proc

    who = resource.RUSAGE_SELF if process is None else resource.RUSAGE_CHILDREN
    return resource.getrusage(who).ru_maxrss / 1024


def _known(value: float | None, before: float | None) -> float | None:
    known = value is not None and isfinite(value) and abs(value) < HUGE
    return value if known else before


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)

"""Writers that can be killed at any moment: children of a process that has everything imported.

The nursery reads one request a line and answers with the number of the child. A child adds entries
one after the other, and writes down each one that was acknowledged before it begins the next; what
it has written down survives it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]


class Nursery:
    """The tests' side of it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.decisions.nursery"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, place: str, name: str, acknowledged: Path, **limits: Any) -> int:
        """Number of a new child that adds to a store until it is killed, or has done enough."""
        request = {"place": place, "name": name, "acknowledged": str(acknowledged), **limits}
        return int(self._asked(json.dumps(request)))

    def gone(self, child: int) -> None:
        """Wait until a child is no more."""
        self._asked(json.dumps(child))

    def close(self) -> None:
        self._process.communicate("", timeout=10)

    def _asked(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


def nurse() -> None:
    """The nursery itself."""
    for line in sys.stdin:
        request = json.loads(line)
        if isinstance(request, int):
            os.waitpid(request, 0)
            answer = request
        else:
            answer = os.fork()
            if not answer:
                code = 1
                try:
                    code = write(**request)
                finally:
                    os._exit(code)
        print(answer, flush=True)


def write(
    place: str, name: str, acknowledged: str, entries: int = 10**9, largest_file: int | None = None
) -> int:
    """Add entries; the words of a failure are written down too, and end it."""
    from prioritise.programme.faults import PrioritiseError
    from tests.decisions.records import TITLE, proposing, store_at

    notes = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in range(entries):
        try:
            with limited(largest_file):
                log = store_at(place).append(TITLE, proposing(f"{name}{number}"))
        except PrioritiseError as problem:
            os.write(notes, f"failed: {problem}\n".encode())
            return 0
        os.write(notes, f"{log.head}\n".encode())
    return 0


@contextmanager
def limited(largest_file: int | None) -> Iterator[None]:
    """Let no file grow past a size, as if the disk were full."""
    if largest_file is None:
        yield
        return
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


if __name__ == "__main__":
    # Imported before any child is made, so that a child starts at once.
    import psycopg  # noqa: F401
    from alembic import command  # noqa: F401

    import prioritise.decisions.store  # noqa: F401
    import tests.decisions.records  # noqa: F401

    nurse()

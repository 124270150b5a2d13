"""The command line: parse, call, print. One file a command; errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> None:
    """Run the command that the process was started with, and end the process with its exit code."""
    from prioritise.cli.signals import stop_when_asked
    from prioritise.cli.streams import open_streams

    # Nothing here multiplies matrices, and OpenBLAS interrupts us where its threads cannot start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_streams()
    stop_when_asked()
    collect_rarely()
    from prioritise.cli.app import app

    try:
        app.main()
    except SystemExit as end:
        end_process(end.code if isinstance(end.code, int) else 1)


def collect_rarely() -> None:
    """Look for garbage rarely: frozen records form no cycles, and looking took a fifth of all."""
    gc.set_threshold(200_000, 50, 100)


def end_process(code: int) -> NoReturn:
    """End at once: nothing is waited for, neither a solver in its thread nor idle libraries."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)

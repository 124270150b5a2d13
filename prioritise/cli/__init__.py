"""The command line: parse, call, print. One file a command; errors become exit codes."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def main() -> None:
    """Run the command that the process was started with, and end the process with its exit code."""
    try:
        from prioritise.cli.signals import obey_signals

        obey_signals()
        from prioritise.cli.app import app

        app.main()
    except KeyboardInterrupt:
        leave()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            leave()
        raise


def leave() -> NoReturn:
    """End at once: a solver that still runs in its thread is not waited for."""
    whole = sys.modules.get("prioritise.present.whole")
    if whole is not None and hasattr(whole, "remove_unfinished"):  # else it is being imported
        whole.remove_unfinished()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(INTERRUPTED)

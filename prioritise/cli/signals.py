"""Stop means stop: Ctrl-C and other signals that ask for an end are obeyed at once.

The process ends in the handler itself. An exception could be swallowed on its way, by a library
that catches everything while it is imported, or wait for a solver to look up.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from prioritise.cli import end_process

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def stop_when_asked() -> None:
    """Stop on Ctrl-C, a request to terminate, or a closed terminal; what is ignored stays so."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave nothing half written, say so, and end."""
    whole = sys.modules.get("prioritise.present.forms.whole")
    if whole and hasattr(whole, "remove_unfinished"):  # else nothing can have been begun
        whole.remove_unfinished()
    os.write(2, b"\nstopped\n")  # print could be called in the middle of a print
    end_process(INTERRUPTED)

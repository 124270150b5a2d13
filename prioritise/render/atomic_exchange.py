"""Two paths that change places in one step, so that at no moment one of them is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_HERE = -100
"""What Linux calls the folder that a relative path starts from."""
_EXCHANGE = 2
"""The flag of both systems."""


def exchanged(one: Path, other: Path) -> bool:
    """Let two paths change places; false where the system or the disk cannot, and all stays."""
    import ctypes

    places = os.fsencode(one), os.fsencode(other)
    calls: dict[str, Callable[[Any], int]] = {
        "linux": lambda system: system.renameat2(_HERE, places[0], _HERE, places[1], _EXCHANGE),
        "darwin": lambda system: system.renamex_np(places[0], places[1], _EXCHANGE),
    }
    call = calls.get(sys.platform)
    if call is None:
        return False
    try:
        return call(ctypes.CDLL(None)) == 0
    except (AttributeError, OSError):  # a system from before there was such a call
        return False

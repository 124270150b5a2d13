"""Which files were read, and where decisions are kept: no output may ever take their place."""

from __future__ import annotations

import os
from pathlib import Path

_consulted: dict[Path, None] = {}


def consult(*paths: Path) -> None:
    """Remember files that are read or kept from now on, whether they are there yet or not."""
    _consulted.update((Path(os.path.realpath(path)), None) for path in paths)


def consulted() -> tuple[Path, ...]:
    """Everything that was read or is kept, absolute, links followed."""
    return tuple(_consulted)


def forget_consulted() -> None:
    """Begin anew; for the start of a command."""
    _consulted.clear()

"""With which versions of Python and of each dependency the tests have passed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Tested:
    """What is allowed and what was tested of a package."""

    oldest: str
    """The oldest version that is allowed."""
    below: str
    """The first version that is refused; empty where none is."""
    versions: tuple[str, ...]
    """Those with which the tests pass, the locked one last."""

    def __str__(self) -> str:
        return f"tested with {' and '.join(self.versions)}"


def pythons_tested() -> list[tuple[int, ...]]:
    """The versions of Python, oldest first."""
    return sorted({tuple(map(int, row["python"].split("."))) for row in _rows()})


def versions_tested(python: tuple[int, ...]) -> dict[str, Tested]:
    """What was tested, by package, on a Python or else on the one most like it."""
    pythons = pythons_tested()
    nearest = max((each for each in pythons if each <= python), default=pythons[0])
    return {
        row["package"]: Tested(row["oldest"], row["below"], tuple(row["tested"].split()))
        for row in _rows()
        if row["python"] == ".".join(map(str, nearest))
    }


@cache
def _rows() -> list[dict[str, str]]:
    text = (files("prioritise") / "cli" / "tested_versions.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))

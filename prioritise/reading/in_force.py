"""A list in force: read from a run folder or a CSV file, or a scenario that has to be solved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.programme.staying import AGREED, Stay
from prioritise.reading.cells import key_text
from prioritise.reading.files import SETTINGS_FILE
from prioritise.reading.shortlist import read_shortlist
from prioritise.reading.text_file import names_in

SHORTLIST = "shortlist.csv"
"""The table of a run folder that says what was chosen."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A list, as far as reading can tell it."""

    named: str
    """What people call it: `agreed`, or a path as they wrote it."""
    shortlist: tuple[str, ...] = ()
    """Ids of its proposals, where a file says them."""
    gone: tuple[str, ...] = ()
    """Ids that an earlier run chose and that the programme no longer has."""
    file: Path | None = None
    """The file that was read."""
    scenario: Path | None = None
    """The scenario whose shortlist it is, to be solved first."""

    @property
    def is_agreed(self) -> bool:
        """Whether it is what people have decided and recorded."""
        return self.file is None and self.scenario is None


@dataclass(frozen=True, slots=True)
class Staying:
    """How close a scenario stays to a list in force."""

    stay: Stay
    in_force: InForce


def in_force(path: Path, named: str, known: Collection[str]) -> InForce:
    """The list in force that a path means.

    Parameters
    ----------
    path : Path
        A run folder, a CSV file with a column `proposal`, a scenario or a programme.
    named : str
        The path as people wrote it; `agreed` means no path.
    known : collection of str
        Ids of the programme's proposals.

    Raises
    ------
    InputError
        There is no such file, or a list names what is no proposal.
    """
    if named == AGREED:
        return InForce(named)
    if not path.exists():
        expected = "`agreed`, a run folder, a list (.csv) or a scenario"
        hint = nearest(path.name, names_in(path.parent))
        raise InputError([Fault(key_text(named), None, "", "no such file", expected, hint)])
    table = path / SHORTLIST
    if table.is_file() and not (path / SETTINGS_FILE).exists():
        gone: list[str] = []
        shortlist = read_shortlist(table, known, gone)
        return InForce(named, shortlist, tuple(gone), table)
    if path.suffix.lower() == ".csv":
        return InForce(named, read_shortlist(path, known), file=path)
    return InForce(named, scenario=path)

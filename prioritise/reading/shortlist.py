"""A shortlist that people bring: a CSV file with a column of proposals."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.programme.validity_names import Names
from prioritise.reading.cells import key_text, shown
from prioritise.reading.tables import InputTable, read_csv

PROPOSAL, DECISION = "proposal", "decision"
NOT_SELECTED = "not selected"
"""Decision of a row that a shortlist written by this package does not mean as chosen."""


def read_shortlist(
    path: Path, known: Collection[str], gone: list[str] | None = None
) -> tuple[str, ...]:
    """Ids of the proposals in a list, each once, in the order of the file.

    Other columns are passed over, but for `decision`: rows that say `not selected` are not in the
    list, so that a shortlist written by `run` is read as it is meant.

    Parameters
    ----------
    path : Path
        CSV file with a column `proposal`.
    known : collection of str
        Ids that a list may hold.
    gone : list of str
        Where it is given, other ids are put there, and are no fault.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults: list[Fault] = []
    table = read_csv(path, "list", key_text(path.name), faults)
    if PROPOSAL not in table.headings:
        hint = nearest(PROPOSAL, table.headings)
        faults.append(Fault(table.place, 1, PROPOSAL, "no such column", "a column of ids", hint))
        raise InputError(faults)
    ids = _ids(table, known, faults, gone)
    if faults:
        raise InputError(faults)
    return ids


def _ids(
    table: InputTable, known: Collection[str], faults: list[Fault], gone: list[str] | None
) -> tuple[str, ...]:
    at = table.headings.index(PROPOSAL)
    decided = table.headings.index(DECISION) if DECISION in table.headings else None
    names = Names("the id of a proposal", known)
    rows: dict[str, int] = {}
    for number, row in zip(table.numbers, table.rows, strict=True):
        if decided is not None and row[decided].strip() == NOT_SELECTED:
            continue
        name = row[at]
        if not name:
            faults.append(Fault(table.place, number, PROPOSAL, "nothing", "the id of a proposal"))
        elif name not in known and gone is not None:
            gone.append(name)
            continue
        elif name not in known:
            faults.append(names.fault(table.place, number, PROPOSAL, name))
        elif name in rows:
            found = f"{shown(name)} again (first in row {rows[name]})"
            faults.append(Fault(table.place, number, PROPOSAL, found, "each proposal once"))
        rows.setdefault(name, number)
    return tuple(rows)

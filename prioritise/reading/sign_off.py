"""A signed list read back: who decided what on which proposal, by the rows that are signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.validity_names import Names, folded
from prioritise.reading.cells import key_text, shown
from prioritise.reading.files import WORKBOOKS
from prioritise.reading.tables import InputTable, read_csv
from prioritise.reading.workbook import Workbook

SHEET = "sign_off"
"""Sheet of a workbook that is signed; a workbook with one sheet may call it as it likes."""
PROPOSAL, DECISION, SIGNED_BY, SIGNED_ON = "proposal", "decision", "signed_by", "signed_on"
VERDICTS: Mapping[str, str] = {
    "selected": "agreed",
    "reserve": "deferred",
    "agreed": "agreed",
    "declined": "declined",
    "deferred": "deferred",
}
"""What is recorded of a signed row, by what stands under `decision`."""


@dataclass(frozen=True, slots=True)
class SignedRow:
    """A row of the list that somebody has signed."""

    proposal: str
    """Id of the proposal."""
    decision: str
    """`agreed`, `declined` or `deferred`."""
    by: str
    """Who signed."""
    on: str
    """When, as it was written; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """What a signed list says."""

    rows: tuple[SignedRow, ...]
    """Signed rows, in the order of the file."""
    unsigned: int
    """Rows that nobody has signed: nothing is decided by them."""


def read_sign_off(path: Path, titles: Mapping[str, str]) -> SignedList:
    """The rows of a list for sign-off that have a name under `signed_by`.

    Parameters
    ----------
    path : Path
        CSV file or workbook, as `export` writes it; headings may be those for people.
    titles : mapping of str to str
        Title of each proposal, by id.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults: list[Fault] = []
    table = _table(path, faults)
    at = {folded(heading).replace(" ", "_"): place for place, heading in enumerate(table.headings)}
    for name in (PROPOSAL, DECISION, SIGNED_BY):
        if name not in at:
            faults.append(
                Fault(table.place, 1, name, "no such column", "a list as `export` writes it")
            )
    if faults:
        raise InputError(faults)
    names = Names("the id of a proposal", titles, (), titles)
    signed: list[SignedRow] = []
    for number, row in zip(table.numbers, table.rows, strict=True):
        by = row[at[SIGNED_BY]].strip()
        if not by:
            continue
        name = names.meant(row[at[PROPOSAL]])
        said = row[at[DECISION]].strip()
        if name not in names:
            faults.append(names.fault(table.place, number, PROPOSAL, name))
        elif any(name == each.proposal for each in signed):
            faults.append(Fault(table.place, number, PROPOSAL, f"{name!r} again", "each once"))
        if folded(said) not in VERDICTS:
            expected = "agreed, declined or deferred (or selected or reserve, as it was written)"
            faults.append(Fault(table.place, number, DECISION, shown(said), expected))
        on = row[at[SIGNED_ON]].strip() if SIGNED_ON in at else ""
        signed.append(SignedRow(name, VERDICTS.get(folded(said), ""), by, on))
    if faults:
        raise InputError(faults)
    return SignedList(tuple(signed), len(table.rows) - len(signed))


def _table(path: Path, faults: list[Fault]) -> InputTable:
    place = key_text(path.name)
    if path.suffix.lower() not in WORKBOOKS:
        return read_csv(path, SHEET, place, faults)
    book = Workbook(path, place)
    sheet = SHEET if SHEET in book.sheets or len(book.sheets) != 1 else book.sheets[0]
    if sheet not in book.sheets:
        raise InputError([Fault(place, None, "", "no such sheet", f"a sheet named {SHEET}")])
    return book.table(sheet, faults, PROPOSAL)

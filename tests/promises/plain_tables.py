"""What a table says, read by nothing but Python's csv module, and where a programme says otherwise.

Nothing here knows how the package reads: columns, kinds and defaults are written down anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from prioritise.programme.programme import Programme

Rows = Sequence[Sequence[str]]

COLUMNS = {
    "hubs": "hub name local_authority region =status #latitude #longitude",
    "streams": "stream name =kind ;regions ;hubs #intervention_rate £min_award £max_award "
    "#carry_forward #contingency #over_programme parent",
    "proposals": "proposal title ;hub lead theme =commitment =earliest =latest #likelihood =stage "
    "scrutiny #min_share #jobs",
    "costs": "proposal option #worth =kind stream ?secured £before £after",
    "alignment": "proposal stream #alignment",
    "links": "=kind proposal other #value",
    "benefits": "proposal kind =basis first last £amount #growth ?gross £reference =counts_as "
    "=rate falls_to measure #quantity =valued =confidence source",
    "jobs": "proposal =kind =sector #jobs #reference source",
    "additionality": "proposal =level #leakage #displacement #substitution #multiplier",
    "optimism": "proposal type #share #mitigated #months",
    "risk_costs": "proposal risk #likelihood £cost year owner response",
    "zones": "zone name #latitude #longitude #deprivation_tenth",
    "journeys": "zone hub #minutes #services_per_hour period #minutes_p10 #minutes_p90 proposal",
}
"""Columns: = a word, # a number, £ an amount, ; a list, ? yes or no; without a mark a text."""
FIELDS = {"hub": "hubs"}
RECORDS = {"alignment": "alignments"}
BLANK = {
    "carry_forward": 0, "contingency": 0, "over_programme": 0, "leakage": 0, "displacement": 0,
    "substitution": 0, "multiplier": 1, "share": 1, "mitigated": 0, "status": "agreed",
    "before": 0, "after": 0, "secured": False, "gross": False, "reference": 0,
}  # fmt: skip
"""What a blank cell means, where that is more than nothing."""
PENCE = {"£": 100, "£k": 100_000, "£m": 100_000_000}


def plain_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file, as a plain reader gives them."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [[cell.replace("\r\n", "\n") for cell in row] for row in rows]


def table_differences(programme: Programme, tables: Mapping[str, Rows]) -> Iterator[str]:
    """Where the records of a programme are not what the rows of its tables say."""
    for name in COLUMNS:
        if name in ("zones", "journeys"):
            continue
        records = getattr(programme, RECORDS.get(name, name))
        if name in tables:
            yield from differences(name, tables[name], records, programme)
        elif records:
            yield f"{name}: {len(records)} records from no table"


def differences(
    name: str, rows: Rows, records: Sequence[Any], programme: Programme
) -> Iterator[str]:
    """Where the records of one table are not what its rows say."""
    headings = [heading.strip() for heading in rows[0]]
    filled = [row for row in rows[1:] if any(row)]
    if len(filled) != len(records):
        yield f"{name}: {len(filled)} rows, {len(records)} records"
        return
    own = {column.lstrip("=#£;?"): column for column in COLUMNS[name].split()}
    if name == "proposals" and programme.appraisal and programme.appraisal.readiness.likelihood:
        # Where no likelihood is given, the stage may say one.
        own["likelihood"] += "*"
    for number, (row, record) in enumerate(zip(filled, records, strict=True), start=1):
        if any(row[len(headings) :]):
            yield f"{name} {number}: cells without a heading"
        for column, cell in zip(headings, row, strict=False):
            if not column:
                if cell:
                    yield f"{name} {number}: {cell!r} under no heading"
            elif not _same(name, column, own.get(column), cell, record, programme):
                yield f"{name} {number} {column}: {cell!r} was read otherwise, as {record!r}"
        for column, kind in own.items():
            if column not in headings and not _agree(kind, "", _value(record, column), "£", column):
                yield f"{name} {number} {column}: no such column, and yet {record!r}"


def _value(record: Any, column: str) -> Any:
    if column == "hub" and hasattr(record, "hubs") and hasattr(record, "title"):
        return record.hubs
    return getattr(record, column)


def _same(
    name: str, column: str, kind: str | None, cell: str, record: Any, programme: Programme
) -> bool:
    """Whether a record says what one of its cells says."""
    unit = programme.unit
    if kind is not None:
        return _agree(kind, cell, _value(record, column), unit, column)
    years, later = programme.years, programme.later_years
    if name == "streams":
        if column in later:
            return not cell.strip()
        return _agree("£", cell, record.budgets[years.index(column)] or None, unit, "")
    if name == "costs":
        amounts = dict(zip((*years, *later), (*record.amounts, *record.later), strict=True))
        return _agree("£", cell, amounts[column] or None, unit, "")
    if name == "proposals" and column in record.scores:
        return _agree("#", cell, record.scores[column], unit, "")
    if name in ("proposals", "zones"):
        if column in record.numbers:
            return _agree("#", cell, record.numbers[column], unit, "")
        return not cell.strip() or record.texts.get(column) == cell
    return False


def _agree(kind: str, cell: str, value: Any, unit: str, column: str) -> bool:
    """Whether a value is what a cell says."""
    mark, text = kind[0], cell.strip()
    if not text and kind.endswith("*"):
        return True
    if not text:
        return value in (None, "", (), BLANK.get(column)) or (mark == "£" and value == 0)
    if mark == "#":
        return value is not None and decimal(text) == value
    if mark == "£":
        pence = decimal(text.replace("£", "")) * PENCE[unit]
        return pence == (value or 0)
    if mark == ";":
        return tuple(cell.split(";")) == value
    if mark == "?":
        return text.casefold() == ("yes" if value else "no")
    if mark == "=":
        return text == (value or "")
    return cell == value


def decimal(text: str) -> Decimal:
    """A number, commas between thousands left out; none of this size where it is no number."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return Decimal("-987654321.123456789")

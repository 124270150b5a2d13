"""Rows of text → records, with every fault of every cell and a count of every row."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from prioritise.programme.faults import Fault, nearest
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.records import Record
from prioritise.programme.validity import Everything
from prioritise.reading.cells import BadCell, free_text, identifier, shown
from prioritise.reading.columns import GATHERED, ID_COLUMNS, TableColumn
from prioritise.reading.tables import InputTable
from prioritise.reading.words import choices_of, expected_by


@dataclass(frozen=True, slots=True)
class RowCount:
    """What became of the rows of a table that are not blank: read = used + refused."""

    table: str
    """Name of the table."""
    place: str
    """File or sheet."""
    read: int
    """Rows that are not blank, the headings aside."""
    used: int
    """Rows that became a record."""
    refused: int
    """Rows with a fault of their own."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The records of a table, and where each stands."""

    count: RowCount
    """What became of its rows."""
    records: tuple[Any, ...]
    """Records, in the order of the rows."""
    rows: tuple[int, ...]
    """Row of each record as a spreadsheet counts."""
    also_known: Container[str] = ()
    """Ids in rows that were refused; everything where even their ids cannot be read."""
    in_part: tuple[tuple[Any, int], ...] = ()
    """Records, and their rows, of what can be read of refused rows: what else is wrong there."""


def filled(
    table: InputTable,
    columns: Sequence[TableColumn],
    kind: type[Record],
    whole: bool,
    faults: list[Fault],
) -> Filled:
    """The records of a table.

    Parameters
    ----------
    table
        Rows of text.
    columns
        Columns that it may have.
    kind
        Record that a row becomes.
    whole
        Whether `columns` are all: where a year or a criterion could not be read, columns that are
        not known say nothing.
    faults
        Takes what is wrong.
    """
    meant = _heading_faults(table, columns, whole, faults)
    if any(column.needed and column.name not in table.headings for column in columns):
        return _nothing(table)
    cells = _Cells(table, columns)
    records: list[Any] = []
    rows: list[int] = []
    in_part: list[tuple[Any, int]] = []
    refused = dict(cells.refused)
    for place, given in enumerate(cells.given()):
        if len(refused) > MOST_REFUSED:
            unread = f"row {table.numbers[place]} and all below unread"
            expected = "the rows above mended"
            faults.append(Fault(table.place, None, "", unread, expected))
            refused |= {
                below: [] for below in range(place, len(table.rows)) if below not in refused
            }
            break
        record: Record | None
        try:
            record = kind(**given)
        except ValidationError as error:
            told = refused.setdefault(place, [])
            own = {fault.column for fault in told}
            found = _refusals(table, columns, place, error)
            told.extend(fault for fault in found if fault.column not in own)
            record = _without(kind, given, error)
        if place not in refused:
            records.append(record)
            rows.append(table.numbers[place])
        elif record is not None:
            in_part.append((record, table.numbers[place]))
    faults.extend(fault for place in sorted(refused) for fault in refused[place])
    if meant:
        return _nothing(table)
    number = len(refused) + table.refused
    count = RowCount(table.name, table.place, len(records) + number, len(records), number)
    also_known = _also_known(table, refused)
    return Filled(count, tuple(records), tuple(rows), also_known, tuple(in_part))


MOST_REFUSED = 10_000
"""Refused rows of a table after which the rest is not tried: further faults say nothing new."""


class _Cells:
    """The values of each field by row, and the faults of cells by row."""

    def __init__(self, table: InputTable, columns: Sequence[TableColumn]) -> None:
        self.refused: dict[int, list[Fault]] = {}
        self.fields: dict[str, list[Any]] = {}
        self._table = table
        parts: dict[str, list[tuple[TableColumn, list[Any]]]] = {}
        for column in columns:
            if column.name in table.headings and column.field:
                values = self._values(column)
                if column.part is None:
                    self.fields[column.field] = values
                else:
                    parts.setdefault(column.field, []).append((column, values))
        for name, gathered in parts.items():
            self.fields[name] = _gathered(gathered)
        for name, nothing in GATHERED.get(table.name, {}).items():
            self.fields.setdefault(name, [nothing] * len(table.rows))

    def given(self) -> Iterator[dict[str, Any]]:
        """The fields of each row that are filled."""
        full = {name: values for name, values in self.fields.items() if None not in values}
        sparse = [(name, values) for name, values in self.fields.items() if name not in full]
        names = tuple(full)
        for place, *row in zip(range(len(self._table.rows)), *full.values(), strict=True):
            fields = dict(zip(names, row, strict=True))
            for name, values in sparse:
                if values[place] is not None:
                    fields[name] = values[place]
            yield fields

    def _values(self, column: TableColumn) -> list[Any]:
        """Every value of a column; a text that is repeated is read once."""
        at = self._table.headings.index(column.name)
        texts = [row[at] for row in self._table.rows]
        known: dict[str, Any] = {}
        bad: dict[str, str] = {}
        for text in dict.fromkeys(texts):
            try:
                found = column.read(text)
            except BadCell as error:
                bad[text] = error.expected
                continue
            if found is None and column.filled:
                bad[text] = "a value"
            known[text] = column.blank if found is None else found
        odd = self._odd(at, column)
        if bad or odd:
            for place, text in enumerate(texts):
                if place in odd:
                    self._refuse(place, column, odd[place], _instead_of(odd[place]))
                elif text in bad:
                    self._refuse(place, column, shown(text), bad[text])
        return [known.get(text) for text in texts]

    def _odd(self, at: int, column: TableColumn) -> dict[int, str]:
        """What no text says, by row: in free text a date is as good as any other text."""
        table = self._table
        odd = table.lost if column.read is free_text else {**table.odd, **table.lost}
        if not odd:
            return {}
        found = ((place, odd.get((number, at))) for place, number in enumerate(table.numbers))
        return {place: what for place, what in found if what}

    def _refuse(self, place: int, column: TableColumn, found: str, expected: str) -> None:
        number = self._table.numbers[place]
        fault = Fault(self._table.place, number, column.name, found, expected)
        self.refused.setdefault(place, []).append(fault)


def _instead_of(odd: str) -> str:
    """What would be right where a spreadsheet holds neither a number nor a text."""
    turned = odd.startswith("the date")
    return "a number or a text" + ("; format the cell as text, and type it again" if turned else "")


def _gathered(parts: list[tuple[TableColumn, list[Any]]]) -> list[Any]:
    """One field from several columns: a tuple of all, or a dict of what is filled."""
    rows = zip(*(values for _, values in parts), strict=True)
    if parts[0][0].part is tuple:
        return list(rows)
    names = [column.name for column, _ in parts]
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in rows]


def _without(kind: type[Record], given: Mapping[str, Any], error: ValidationError) -> Record | None:
    """The record without the fields that it refuses; none where it cannot do without them."""
    bad = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
    try:
        return kind(**{name: value for name, value in given.items() if name not in bad})
    except ValidationError:
        return None


def _heading_faults(
    table: InputTable, columns: Sequence[TableColumn], whole: bool, faults: list[Fault]
) -> list[str]:
    """Add the faults of the headings; columns that seem to be there under a misspelt name."""
    valid = list(dict.fromkeys(column.name for column in columns))
    missing = [name for name in valid if name not in table.headings]
    meant: list[str] = []
    for heading in table.headings if whole else ():
        if heading in valid:
            continue
        hint = nearest(heading, missing)
        expected = "a column of this table, or one declared under extra_columns"
        if table.name != "proposals":
            expected = f"one of {', '.join(valid)}"
        unknown = "a column that is not known"
        faults.append(Fault(table.place, 1, heading, unknown, expected, hint))
        meant += [hint] if hint else []
    needed = dict.fromkeys(column.name for column in columns if column.needed)
    faults.extend(
        Fault(table.place, 1, name, "no such column", _way_out(table, name))
        for name in needed
        if name in missing and name not in meant
    )
    return meant


def _way_out(table: InputTable, name: str) -> str:
    """What to do about a column that is not there."""
    if table.name == "proposals" and name in APPRAISED_MEASURES:
        return "a column of this name, or the key appraisal in the settings, which works it out"
    return "a column of this name"


def _refusals(
    table: InputTable, columns: Sequence[TableColumn], place: int, error: ValidationError
) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        name = _column_of(columns, detail["loc"])
        text = table.rows[place][table.headings.index(name)] if name in table.headings else ""
        hint = nearest(text, choices_of(detail))
        number = table.numbers[place]
        expected = f"{expected_by(detail)}{_as_share(detail, text)}"
        yield Fault(table.place, number, name, shown(text), expected, hint)


FEWEST_HUNDREDTHS = Decimal("0.05")
"""Below this a number above 1 is rather a slip than a percentage."""


def _as_share(detail: ErrorDetails, text: str) -> str:
    """What a share is that was written in hundredths."""
    most = detail.get("ctx", {}).get("le")
    if detail["type"] != "less_than_equal" or Decimal(str(most)) != 1:
        return ""
    share = Decimal(text.strip().replace(",", "")) / 100
    likely = FEWEST_HUNDREDTHS <= share <= 1
    return f"; {text.strip()}% is {share.normalize():f}" if likely else ""


def _column_of(columns: Sequence[TableColumn], loc: tuple[int | str, ...]) -> str:
    """The column behind a field, or behind a part of a field that gathers several."""
    own = [column for column in columns if column.field == loc[0]]
    if len(loc) > 1 and isinstance(loc[1], int) and own[0].part is tuple:
        return own[loc[1]].name
    if len(loc) > 1 and own[0].part is dict:
        return str(loc[1])
    return own[0].name if own else str(loc[0])


def _also_known(table: InputTable, refused: Mapping[int, object]) -> Container[str]:
    column = ID_COLUMNS.get(table.name)
    if column is None:
        return ()
    at = table.headings.index(column)
    texts = {table.rows[place][at] for place in refused}
    try:
        readable = not table.refused and all(identifier(text) for text in texts)
    except BadCell:
        readable = False
    return texts if readable else Everything()


def _nothing(table: InputTable) -> Filled:
    read = len(table.rows) + table.refused
    return Filled(RowCount(table.name, table.place, read, 0, read), (), (), Everything())

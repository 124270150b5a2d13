"""A table of exact text cells, and the one place where a column says what it holds.

Every writer (CSV, JSON, screen, page, workbook) works from these values, so that no two of them can
disagree about a figure, a heading or a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from prioritise.programme.money import amount_text, decimal_text, half_even

PLACES = 6
"""Decimal places of a figure that has no exact decimal of that length."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column."""

    name: str
    """Name in files."""
    heading: str
    """Heading for people."""
    description: str
    """What it means, in a sentence."""
    type: Literal["string", "integer", "number", "boolean"] = "string"
    """Type, as Table Schema names it."""
    unit: str = ""
    """Unit of a number, or of a list of numbers: `£k`, `points`, …"""
    is_list: bool = False
    """Whether its cells hold several texts, parted by semicolons: in JSON, a list."""
    cell: Callable[[Any], str] | None = field(default=None, compare=False, repr=False)
    """What stands in it for a record; none where that is the text which the record has by its name.
    """

    def of(self, cell: Callable[[Any], str]) -> Column:
        """The same column, with what stands in it for a record."""
        return replace(self, cell=cell)

    def within(self, part: Callable[[Any], Any | None]) -> Column:
        """The same column for records of which a part, where there is one, is what it is of."""
        return replace(self, cell=shown(part, self.cell or shown(named(self.name), str)))

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.type in ("integer", "number")


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; an empty cell holds nothing."""

    name: str
    """Name in files, without an ending."""
    description: str
    """What one row is."""
    key: tuple[str, ...]
    """Columns that together name a row."""
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]

    @classmethod
    def of(
        cls,
        name: str,
        description: str,
        key: tuple[str, ...],
        columns: Sequence[Column],
        records: Iterable[Any],
    ) -> Table:
        """A table with a row a record: each column says what stands in it, none by its place."""
        makers = [column.cell or shown(named(column.name), str) for column in columns]
        rows = tuple(tuple(make(record) for make in makers) for record in records)
        return cls(name, description, key, tuple(columns), rows)

    def column(self, name: str) -> int:
        """Place of a column."""
        return [column.name for column in self.columns].index(name)

    def cells(self, name: str) -> Cells:
        """All cells of a column."""
        place = self.column(name)
        return tuple(row[place] for row in self.rows)


def named(name: str) -> Callable[[Any], Any]:
    """Finds what a record, or a mapping, has by a name."""

    def found(record: Any) -> Any:
        return record.get(name) if isinstance(record, Mapping) else getattr(record, name)

    return found


def shown(find: Callable[[Any], Any | None], write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Makes a cell of what is found in a record; an empty one where nothing is."""

    def cell(record: Any) -> str:
        found = find(record)
        return "" if found is None else write(found)

    return cell


def amount(pence: int, unit: str) -> str:
    """Pence as an exact amount in the programme's unit."""
    return amount_text(pence, unit)


def figure(number: Fraction | Decimal | int) -> str:
    """A number as a decimal: exact within six places, else rounded to six, halves to even."""
    top, bottom = number.as_integer_ratio()
    return decimal_text(half_even(top * 10**PLACES, bottom), PLACES)


def yes_no(holds: bool) -> str:
    """A truth as a cell."""
    return "yes" if holds else "no"

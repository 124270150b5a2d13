"""Values as JSON: UTF-8, numbers as numbers, lists as lists, nothing that a terminal would obey."""

from __future__ import annotations

import json
import re

from prioritise.views.table import Column, Table

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

# JSON itself escapes only the controls below a blank.
_UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def json_text(value: Json, *, sort: bool = True) -> str:
    """Any value as a JSON file."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=sort, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def table_json(table: Table) -> str:
    """A table as a list of objects, the columns in their order."""
    return json_text(rows_of(table), sort=False)


def rows_of(table: Table) -> Json:
    """The rows of a table, each as an object."""
    return [
        {c.name: value_of(c, cell) for c, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def value_of(column: Column, cell: str) -> Json:
    """A cell as JSON holds it: a list where it is one; null where it is empty and no text."""
    if column.is_list:
        return [number(part) if column.unit else part for part in cell.split(";") if part]
    if column.type == "string":
        return cell
    if cell == "":
        return None
    return cell == "yes" if column.type == "boolean" else number(cell)


def number(text: str) -> int | float:
    """A decimal as a JSON number: whole where it is whole."""
    return float(text) if "." in text else int(text)

"""Table Schema in small: whether the rows of a CSV file are what its fields say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

TYPES = ("string", "integer", "number", "boolean")
ANY: dict[str, Any] = {"type": "string"}
"""A column that no field speaks of, where the schema allows it."""


def problems(resource: dict[str, Any], text: str, every_field: bool = True) -> Iterator[str]:
    """What does not agree between a resource and the text of its file.

    Without `every_field`, fields may lack a column, as the columns of inputs may.
    """
    rows = list(csv.reader(io.StringIO(text, newline="")))
    headings, schema = rows[0], resource["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    if every_field and headings != list(fields):
        yield f"{resource['path']}: headings {headings}, fields {list(fields)}"
    for name in headings:
        if name not in fields and schema.get("fieldsMatch") != "partial":
            yield f"{resource['path']}: no field {name}"
            return
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(headings):
            yield f"{resource['path']}:{number}: {len(row)} cells"
        for name, cell in zip(headings, row, strict=False):
            for problem in _cell_problems(fields.get(name, ANY), cell):
                yield f"{resource['path']}:{number} [{name}]: {cell!r} {problem}"
    yield from _key_problems(resource, headings, rows[1:])


def _cell_problems(field: dict[str, Any], cell: str) -> Iterator[str]:
    limits = field.get("constraints", {})
    if cell == "":
        if limits.get("required"):
            yield "is empty"
        return
    if field["type"] not in TYPES:
        yield f"is of the unknown type {field['type']}"
    if field["type"] == "boolean" and cell not in field["trueValues"] + field["falseValues"]:
        yield "is no boolean"
    if field["type"] in ("integer", "number"):
        yield from _number_problems(field, cell, limits)
    if "enum" in limits and cell not in limits["enum"]:
        yield f"is none of {limits['enum']}"


def _number_problems(field: dict[str, Any], cell: str, limits: dict[str, Any]) -> Iterator[str]:
    if field.get("groupChar"):
        cell = cell.replace(field["groupChar"], "")
    if field.get("bareNumber", True) is False:
        cell = re.sub(r"^[^0-9.-]*", "", cell)
    try:
        number = Decimal(cell)
    except InvalidOperation:
        yield "is no number"
        return
    if field["type"] == "integer" and not re.fullmatch(r"-?[0-9]+", cell):
        yield "is not whole"
    if number < Decimal(str(limits.get("minimum", number))):
        yield "is too low"
    if number > Decimal(str(limits.get("maximum", number))):
        yield "is too high"


def _key_problems(
    resource: dict[str, Any], headings: list[str], rows: list[list[str]]
) -> Iterator[str]:
    key = resource["schema"].get("primaryKey")
    if key is None:
        return
    if not key:
        yield f"{resource['path']}: a primary key of no fields"
        return
    found = [tuple(row[headings.index(name)] for name in key) for row in rows]
    if len(set(found)) < len(found):
        yield f"{resource['path']}: the primary key {key} is not unique"

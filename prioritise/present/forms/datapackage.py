"""`datapackage.json`: what every column of every CSV file holds, as Table Schema says it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prioritise.present.forms.inert import inert
from prioritise.present.forms.json_text import Json, json_text
from prioritise.present.forms.table import Column, Table

NAME = "datapackage.json"
LARGEST = 10_000_000
"""Bytes of such a file that are read."""


def datapackage_text(title: str, tables: Sequence[Table]) -> str:
    """The whole file."""
    resources: list[Json] = [_resource(table) for table in tables]
    return json_text(
        {
            "profile": "tabular-data-package",
            "name": "prioritise-run",
            "title": title,
            "resources": resources,
        }
    )


def files_described(folder: Path) -> set[str]:
    """The files that the description in a folder names; none where it says nothing for certain."""
    try:
        return {str(resource["path"]) for resource in description_in(folder)["resources"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def description_in(folder: Path) -> Any:
    """The description in a folder, as it was written, whatever it holds.

    Raises
    ------
    OSError, ValueError, RecursionError
        There is none that can be read.
    """
    path = folder / NAME
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError(f"no {NAME} of at most {LARGEST} bytes")
    return json.loads(path.read_bytes())


def _resource(table: Table) -> Json:
    fields: list[Json] = [_field(column) for column in table.columns]
    key: list[Json] = [*table.key]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {"fields": fields, "primaryKey": key, "missingValues": [""]},
    }


def _field(column: Column) -> Json:
    field: dict[str, Json] = {
        "name": inert(column.name),
        "title": column.heading,
        "description": column.description,
        "type": column.type,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field

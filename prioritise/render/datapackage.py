"""`datapackage.json`: what every column of every CSV file holds, as Table Schema says it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from prioritise.render.json_text import Json, json_text
from prioritise.views.sanitise import sanitised
from prioritise.views.table import Column, Table


@dataclass(frozen=True, slots=True)
class Finished:
    """What some tables answer in full."""

    question: str
    """Hash of all that was asked."""
    hashes: Mapping[str, str]
    """SHA-256 of each table's file, by name."""


NAME = "datapackage.json"
LARGEST = 10_000_000
"""Bytes of such a file that are read."""


def datapackage_text(title: str, tables: Sequence[Table], finished: Finished | None = None) -> str:
    """The whole file; with what the tables answer in full, and their hashes, where that is said."""
    hashes = finished.hashes if finished else {}
    resources: list[Json] = [
        _resource(table) | ({"hash": f"sha256:{hashes[table.name]}"} if hashes else {})
        for table in tables
    ]
    return json_text(
        {
            "profile": "tabular-data-package",
            "name": "prioritise-run",
            "title": title,
            **({"answers": finished.question} if finished else {}),
            "resources": resources,
        }
    )


def is_finished(folder: Path) -> bool:
    """Whether a folder says that it answers some question in full."""
    try:
        return "answers" in description_in(folder)
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def answers_in_full(folder: Path, question: str) -> bool:
    """Whether a folder says that it answers a question, and its tables are as they were written."""
    try:
        said = description_in(folder)
        return bool(said["answers"] == question) and all(
            sha256((folder / table["path"]).read_bytes()).hexdigest()
            == table["hash"].removeprefix("sha256:")
            for table in said["resources"]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


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


def _resource(table: Table) -> dict[str, Json]:
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
        "name": sanitised(column.name),
        "title": column.heading,
        "description": column.description,
        "type": column.type,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field

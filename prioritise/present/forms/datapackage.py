"""`datapackage.json`: what every column of every CSV file holds, as Table Schema says it."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.present.forms.inert import inert
from prioritise.present.forms.json_text import Json, json_text
from prioritise.present.forms.table import Column, Table

NAME = "datapackage.json"


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

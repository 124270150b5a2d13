"""Table Schema of the input tables: a data package that describes the CSV files of a programme."""

from __future__ import annotations

from typing import Any

from prioritise.programme.programme import Programme
from prioritise.reading.columns import ID_COLUMNS, RECORDS, REQUIRED_TABLES, Layout
from prioritise.render.json_text import Json
from prioritise.views.inputs.input_columns import ROW, InputColumn, input_columns, layout_of
from prioritise.views.inputs.input_fields import THE_UNIT

_OWN_IDS = ("hubs", "streams", "proposals")
"""Tables in which every id stands once."""
_GENERAL = Layout((), "£", (), {})
"""Columns that every programme has."""


def tables_schema(programme: Programme | None = None) -> Json:
    """The columns of every table; with a programme also its years, criteria and further columns."""
    layout = layout_of(programme) if programme else _GENERAL
    title = programme.title if programme else "A programme of prioritise"
    names = [*RECORDS, *(name for name in ROW if name not in RECORDS)]
    description = "The input tables of a programme, as CSV files."
    if programme is None:
        description += (
            " `streams` and `costs` have a column for each year besides, and `proposals` one for"
            " each criterion and each further column, as programme.yaml names them."
        )
    return {
        "profile": "tabular-data-package",
        "name": "prioritise-programme",
        "title": title,
        "description": description,
        "resources": [_resource(name, layout, programme is not None) for name in names],
    }


def _resource(table: str, layout: Layout, known: bool) -> Json:
    columns = input_columns(table, layout, "" if known else THE_UNIT)
    schema: dict[str, Json] = {
        "fields": [_field(table, column) for column in columns],
        # Columns may stand in any order, and those that are not needed may be left out. Zones may
        # have further columns in every programme.
        "fieldsMatch": "superset" if known and table != "zones" else "partial",
        "missingValues": [""],
    }
    if table in _OWN_IDS:
        schema["primaryKey"] = [ID_COLUMNS[table]]
    keys: list[Json] = [_foreign_key(table, column) for column in columns if _is_key(column)]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "description": f"{ROW[table]}.",
        "required": table in REQUIRED_TABLES,
        "schema": schema,
    }


def _field(table: str, column: InputColumn) -> Json:
    field: dict[str, Any] = {"name": column.name, "description": column.meaning}
    constraints: dict[str, Any] = {}
    if column.filled:
        constraints["required"] = True
    if table in _OWN_IDS and column.name == ID_COLUMNS[table]:
        constraints["unique"] = True
    match column.holds:
        case "amount":
            field |= {"type": "number", "groupChar": ",", "bareNumber": False}
            field["unit"] = column.unit
        case "number":
            field |= {"type": "number", "groupChar": ","}
        case "yes or no":
            field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
        case _:
            field["type"] = "string"
            if column.words:
                constraints["enum"] = list(column.words)
    if column.least is not None:
        constraints["minimum"] = column.least
    if column.most is not None:
        constraints["maximum"] = column.most
    if column.needed and not column.filled:
        field["description"] += " The column has to be there."
    if column.several:
        field["description"] += " Several are separated by semicolons."
    if column.above is not None:
        field["description"] += f" More than {column.above:g}."
    if column.usual:
        field["description"] += f" Empty counts as {column.usual}."
    return field | ({"constraints": constraints} if constraints else {})


def _is_key(column: InputColumn) -> bool:
    return bool(column.refers in ROW and not column.several and not column.also)


def _foreign_key(table: str, column: InputColumn) -> Json:
    """A reference to another table's ids; to the table's own, an empty name stands for it."""
    ids = {"zones": "zone", **ID_COLUMNS}[column.refers]
    resource = "" if column.refers == table else column.refers
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [ids]}}

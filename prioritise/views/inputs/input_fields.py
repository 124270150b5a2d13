"""What a field of the inputs means and may hold, from its docstring and from its record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from prioritise.programme.meanings import meanings

THE_UNIT = "the programme's unit"
"""What amounts are in, where the programme is not known."""
_KEPT = ("type", "enum", "minimum", "maximum", "exclusiveMinimum")


def meaning(kind: type, field: str, unit: str = THE_UNIT) -> str:
    """The docstring of a field; records count in pence, people write the programme's unit."""
    text = meanings(kind)[field]
    text = re.sub(r"^Pence\b", f"Amount in {unit}", text)
    return re.sub(r"\bpence\b", unit, text)


def limits(kind: type, field: str) -> Mapping[str, Any]:
    """What one value of a field may be: `type`, `enum`, `minimum`, `maximum`.

    Where the field gathers several values, what each of them may be; nothing where the field does
    not say. An empty text, which stands for nothing, is not among the words of `enum`.
    """
    if not issubclass(kind, BaseModel):
        return {}
    schema = _schema(kind).get(field, {})
    for inside in ("items", "additionalProperties"):
        if isinstance(schema.get(inside), dict):
            schema = _first(schema[inside])
    found = {key: _plain(schema[key]) for key in _KEPT if key in schema}
    if "enum" in found:
        found["enum"] = [word for word in found["enum"] if word]
    return found


def several(kind: type, field: str) -> bool:
    """Whether a field is a list of names."""
    return issubclass(kind, BaseModel) and _schema(kind).get(field, {}).get("type") == "array"


def default(kind: type, field: str) -> Any:
    """What counts where nothing is said; none where that is nothing, too."""
    if not issubclass(kind, BaseModel):
        return None
    given = kind.model_fields[field].default
    if given is PydanticUndefined or given in ("", None, ()) or isinstance(given, BaseModel | bool):
        return None
    if isinstance(given, str):
        return given
    return _plain(float(given))


def _plain(limit: Any) -> Any:
    """A whole number as such."""
    return int(limit) if isinstance(limit, float) and limit.is_integer() else limit


@cache
def _schema(kind: type[BaseModel]) -> Mapping[str, dict[str, Any]]:
    properties = kind.model_json_schema(by_alias=False).get("properties", {})
    return {name: _first(schema) for name, schema in properties.items()}


def _first(schema: dict[str, Any]) -> dict[str, Any]:
    """The first of several ways, which is the number where a text of digits would do as well."""
    first: dict[str, Any] = schema["anyOf"][0] if "anyOf" in schema else schema
    return first

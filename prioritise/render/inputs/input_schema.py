"""JSON Schemas of the YAML files, made from the keys by which they are read.

A schema judges what stands in one place by itself. It refuses nothing that the readers accept (but
an empty text in quotes for a list or for keys). What several places together show, such as years in
a row or ids that exist, is for `check`; where the programme is given, its ids are the only words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from prioritise.programme.measures import ASKED_MEASURES, MEASURES
from prioritise.programme.money import Unit
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, Criterion
from prioritise.programme.scenario import EVERY, StreamChange
from prioritise.programme.validity_rules import numeric_columns
from prioritise.reading.cells import (
    AMOUNT,
    LONGEST_NAME,
    NUMBER,
    Reader,
    day,
    identifier,
    label,
    number,
    whole,
)
from prioritise.reading.columns import NUMBER as NUMBERS
from prioritise.reading.columns import TEXT
from prioritise.reading.keys import (
    CRITERION,
    PROGRAMME,
    RULE,
    SCENARIO,
    STREAM,
    WEIGHTING,
    Either,
    Form,
    Holds,
    Many,
    NamedKeys,
    SettingKey,
    unit,
)
from prioritise.reading.settings import (
    names_taken_from_columns,
    names_taken_from_criteria,
    names_taken_from_years,
)
from prioritise.render.json_text import Json
from prioritise.views.inputs.input_columns import GROUPS
from prioritise.views.inputs.input_fields import default, limits, meaning

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_SCALARS = ["string", "number", "boolean"]
_EXAMPLES: Mapping[str, list[str]] = {
    "measure": [*MEASURES, *ASKED_MEASURES, "jobs"],
    "for_each": [*GROUPS],
    "size": ["none", "public_cost", "jobs"],
}
"""Words that an editor offers where others do as well, by key."""
_TOGETHER = ("streams", "proposals")
"""Tables of which a scenario may change everything together."""


def programme_schema() -> Json:
    """The schema of `programme.yaml`."""
    return _document("A programme of prioritise", _Writer({}).form(PROGRAMME))


def scenario_schema(programme: Programme | None = None) -> Json:
    """The schema of scenario files, whatever they change, or for one programme."""
    return _document("A scenario of prioritise", _Writer(_ids(programme)).form(SCENARIO))


def _document(title: str, schema: Schema) -> Json:
    return {"$schema": DIALECT, "title": title, **schema}


def _ids(programme: Programme | None) -> Mapping[str, list[str]]:
    """The only words that will do, by what they name."""
    if programme is None:
        return {}
    groups = [group.group for group in programme.groups]
    return {
        **({"group": groups} if groups else {}),
        "hubs": list(programme.hub_of),
        "streams": list(programme.stream_of),
        "proposals": list(programme.proposal_of),
        "criteria": [criterion.name for criterion in programme.criteria],
        "years": list(programme.years),
        "earliest": list(programme.horizon),
        "latest": list(programme.horizon),
        "measure": [*MEASURES, *ASKED_MEASURES, *numeric_columns(programme)],
    }


class _Writer:
    """Turns keys into schemas."""

    def __init__(self, ids: Mapping[str, list[str]]) -> None:
        self._ids = ids

    def form(self, form: Form) -> Schema:
        """Keys that are known."""
        schema: Schema = {
            "type": "object",
            "properties": {name: self._key(name, key) for name, key in form.items()},
            "additionalProperties": False,
        }
        needed = [name for name, key in form.items() if key.needed]
        if needed:
            schema["required"] = needed
        if form is RULE:
            schema["anyOf"] = _one_said("at_least", "at_most", "one_of")
        elif form is PROGRAMME:
            schema |= _weighed_once()
        elif form is WEIGHTING:
            schema |= {"minProperties": 1, "maxProperties": 1}
        elif form is SCENARIO:
            schema["anyOf"] = _one_said("programme", "extends")
        elif form is STREAM:
            self._add_years(schema)
        return schema

    def _key(self, name: str, key: SettingKey) -> Schema:
        schema = self._holds(key.holds, key, may_be_empty=not (key.needed or key.filled))
        if callable(key.holds) and name in self._ids:
            schema = _words(self._ids[name])
        elif name in _EXAMPLES:
            schema["examples"] = _EXAMPLES[name]
        if name == "criteria" and key.kind is Programme:
            self._part_criteria(schema)
        elif name == "years":
            schema["items"] |= _other_than(names_taken_from_years())
        elif name == "extra_columns":
            taken = _other_than(names_taken_from_columns())
            schema["anyOf"][0]["items"] |= taken
            schema["anyOf"][1] |= {"propertyNames": taken}
            schema["anyOf"][1]["additionalProperties"] = {"enum": [NUMBERS, TEXT]}
        if not (key.needed or key.filled):
            _allow_nothing(schema)
        means = {"description": meaning(key.kind, key.field)}
        usual = None if isinstance(key.holds, Many) else default(key.kind, key.field)
        return means | schema | ({} if usual is None else {"default": usual})

    def _holds(self, holds: Holds, key: SettingKey, *, may_be_empty: bool = False) -> Schema:
        if isinstance(holds, Many):
            return self._many(holds, key)
        if isinstance(holds, NamedKeys):
            return self._named(holds, key)
        if isinstance(holds, Either):
            return {"anyOf": [self._holds(one, key) for one in (holds.one, holds.other)]}
        if isinstance(holds, Mapping):
            return self.form(holds)
        return _one(holds, limits(key.kind, key.field), may_be_empty)

    def _many(self, holds: Many, key: SettingKey) -> Schema:
        schema: Schema = {"type": "array"}
        if holds.ids in self._ids:
            schema["items"] = _words(self._ids[holds.ids])
        elif isinstance(holds.of, Mapping):
            schema["items"] = self.form(holds.of)
        elif isinstance(holds.of, Many):
            schema["items"] = self._many(holds.of, key)
        else:
            schema["items"] = _one(holds.of, {}, may_be_empty=False)
        if holds.distinct and not isinstance(holds.of, Mapping):
            schema["uniqueItems"] = True
        if holds.least:
            schema["minItems"] = holds.least
        if holds.most:
            schema["maxItems"] = holds.most
        return schema

    def _named(self, holds: NamedKeys, key: SettingKey) -> Schema:
        inside = self._holds(holds.of, key, may_be_empty=True)
        if "required" not in inside and "anyOf" not in inside:
            _allow_nothing(inside)
        schema: Schema = {"type": "object", "additionalProperties": inside}
        if holds.ids in self._ids:
            every = [EVERY] if holds.ids in _TOGETHER else []
            schema["properties"] = dict.fromkeys([*every, *self._ids[holds.ids]], inside)
            schema["additionalProperties"] = False
        if holds.least:
            schema["minProperties"] = holds.least
        return schema

    def _part_criteria(self, schema: Schema) -> None:
        """Alignment has nothing but a weight, and every other criterion has a scale."""
        weight = {"weight": CRITERION["weight"]}
        means = {"description": meaning(Criterion, "name")}
        schema["properties"] = {ALIGNMENT: means | self.form(weight)}
        schema["additionalProperties"] = means | schema["additionalProperties"]
        schema["additionalProperties"] |= {"type": "object", "required": ["scale"]}
        schema["propertyNames"] = _other_than(names_taken_from_criteria())

    def _add_years(self, schema: Schema) -> None:
        """Any further key is a year, unless the years are known; sums may be added by year, too."""
        amount: Schema = {
            "description": meaning(StreamChange, "cells"),
            "type": ["number", "string"],
            **limits_of_amount(),
            "pattern": _whole(AMOUNT.pattern, may_be_empty=True),
        }
        _allow_nothing(amount)
        signed: Schema = {
            "type": ["number", "string"],
            "pattern": _whole(f"-?(?:{AMOUNT.pattern})", may_be_empty=True),
        }
        _allow_nothing(signed)
        by_year: Schema = {"type": "object", "additionalProperties": signed}
        if "years" in self._ids:
            by_year["properties"] = dict.fromkeys(self._ids["years"], signed)
            by_year["additionalProperties"] = False
        means = {"description": meaning(StreamChange, "add")}
        schema["properties"]["add"] = means | {"anyOf": [signed, by_year]}
        if "years" in self._ids:
            schema["properties"] |= dict.fromkeys(self._ids["years"], amount)
        else:
            schema["additionalProperties"] = amount


def limits_of_amount() -> Schema:
    """Limits of a budget's amount."""
    return {k: v for k, v in limits(StreamChange, "cells").items() if k != "type"}


def _one(read: Reader, may_be: Mapping[str, Any], may_be_empty: bool) -> Schema:
    """One value as YAML gives it: a text that holds a number is as good as the number."""
    if read in (number, whole):
        kind = "integer" if read is whole else "number"
        bounds = {key: bound for key, bound in may_be.items() if key not in ("type", "enum")}
        signed = "minimum" not in bounds and "exclusiveMinimum" not in bounds
        pattern = NUMBER.pattern if signed else NUMBER.pattern.removeprefix("-?")
        return {"type": [kind, "string"], **bounds, "pattern": _whole(pattern, may_be_empty)}
    if read is day:
        return {"type": "string", "pattern": _whole(r"\d{4}-\d{2}-\d{2}", may_be_empty)}
    if read is unit:
        return {"enum": list(get_args(Unit))}
    if "enum" in may_be:
        return {"enum": [*may_be["enum"]]}
    schema: Schema = {"type": [*_SCALARS]}
    if read in (identifier, label):
        schema["maxLength"] = LONGEST_NAME
        inside = "[^;]" if read is identifier else "."
        edge = r"[^\s;]" if read is identifier else r"\S"
        pattern = rf"{edge}({inside}*{edge})?"
        schema["pattern"] = f"^({pattern})?$" if may_be_empty else f"^{pattern}$"
    elif not may_be_empty:
        schema["pattern"] = r"\S"
    return schema


def _weighed_once() -> Schema:
    """Every criterion has a weight, unless weights are found otherwise."""
    (said,) = _one_said("weight")
    weighed = {"additionalProperties": said}
    return {
        "if": {"not": {"required": ["weights"]}},
        "then": {"properties": {"criteria": weighed}},
    }


def _whole(pattern: str, may_be_empty: bool) -> str:
    return rf"^\s*(?:{pattern}){'?' if may_be_empty else ''}\s*$"


def _words(words: Iterable[str]) -> Schema:
    """Ids that exist; one that YAML takes for a number may stand without quotes."""
    listed = list(words)
    if all(one[:1].isalpha() and one.casefold() not in _YAML_WORDS for one in listed):
        return {"enum": listed}
    return {"anyOf": [{"enum": listed}, {"type": ["number", "boolean"]}]}


_YAML_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


def _other_than(words: Iterable[str]) -> Schema:
    return {"not": {"enum": list(words)}}


def _one_said(*names: str) -> list[Schema]:
    """At least one of these keys says something."""
    return [{"required": [name], "properties": {name: _other_than_nothing()}} for name in names]


def _other_than_nothing() -> Schema:
    return {"not": {"enum": [None, ""]}}


def _allow_nothing(schema: Schema) -> None:
    """Let a key stand without a value, which counts as left out."""
    if "anyOf" in schema and "type" not in schema:
        schema["anyOf"] = [*schema["anyOf"], {"type": "null"}]
    elif "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    elif isinstance(schema["type"], list):
        schema["type"] = [*schema["type"], "null"]
    else:
        schema["type"] = [schema["type"], "null"]

"""The sheets `programme`, `criteria` and `rules`, as the tree that a YAML file gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prioritise.programme.faults import Fault, nearest
from prioritise.programme.measures import REACH
from prioritise.reading.cells import key_text, shown
from prioritise.reading.tables import InputTable
from prioritise.reading.tree import Node

PROGRAMME, CRITERIA, RULES = "programme", "criteria", "rules"
"""Sheets that take the place of the settings file."""
SETTINGS_SHEETS: Mapping[str, tuple[str, ...]] = {
    PROGRAMME: ("key", "value"),
    CRITERIA: (
        *("criterion", "weight", "low", "high"),
        *("curve", "at_least", "at_most", "because"),
    ),
    RULES: (
        *("rule", "measure", "where", "for_each", "at_least", "at_most"),
        *("column", "one_of", "same", "in_at_least", "per", "of"),
    ),
}
"""Columns of each of them."""
LISTS = ("years", "closed", "extra_columns", "scoring.criteria")
"""Keys whose value is a list, separated by semicolons."""
_DEEP = "appraisal"
"""Key with keys below keys."""
_NAMED = (REACH, "areas", "panels", "outcomes")
"""Keys with names of the user's own below them."""
_CONDITIONS = ("where", "one_of")
"""Columns of rules that hold texts by column."""


_NESTED = {"weights": 1, "groups": 2}
"""Keys of keys of keys, and how many of them come before the name of a criterion."""
PAIRWISE = "pairwise"


def tree_of(place: str, tables: Mapping[str, InputTable], faults: list[Fault]) -> Node:
    """One tree from the sheets of the settings; `place` stands for the whole."""
    root: dict[str, Node] = {}
    for name, table in tables.items():
        faults.extend(_faults(table, SETTINGS_SHEETS[name]))
    if PROGRAMME in tables:
        place = tables[PROGRAMME].place
        for row, cells in _rows(tables[PROGRAMME]):
            _put(root, place, row, cells.get("key", ""), cells.get("value", ""), faults)
    if CRITERIA in tables:
        root["criteria"] = _criteria(tables[CRITERIA], faults)
    if RULES in tables:
        rules = tables[RULES]
        nodes = [_rule(rules.place, row, cells, faults) for row, cells in _rows(rules)]
        root["rules"] = Node(rules.place, 1, "", nodes)
    return Node(place, 1, "", root)


def _put(
    root: dict[str, Node], place: str, row: int, key: str, text: str, faults: list[Fault]
) -> None:
    """Put a value under its key; a dot leads to a key of a key."""
    if key in LISTS:
        value = Node(place, row, key, [Node(place, row, key, t) for t in text.split(";") if t])
    else:
        value = Node(place, row, key_text(key), text)
    *above, last = _path(key)
    inner = root
    for place_in_path, part in enumerate(above, start=1):
        known = inner.setdefault(part, Node(place, row, ".".join(above[:place_in_path]), {}))
        if not isinstance(known.value, dict):
            inner, last = root, key
            break
        inner = known.value
    if last in inner:
        faults.append(Fault(place, row, "key", f"{shown(key)} again", "every key once"))
    inner[last] = value


def _path(key: str) -> list[str]:
    """The keys that lead to a value; a column of `reach` and an area may have dots in its name."""
    first, dot, rest = key.partition(".")
    if first in _NESTED:
        ways = rest.split(".", _NESTED[first])
        return [first, *ways[:-1], *ways[-1].split(".", 1 if PAIRWISE in ways else 0)]
    if first == _DEEP:
        return key.split(".")
    if first in _NAMED and "." in rest:
        name, _, last = rest.rpartition(".")
        return [first, name, last]
    return [first, rest] if dot and rest else [key]


def _criteria(table: InputTable, faults: list[Fault]) -> Node:
    found: dict[str, Node] = {}
    for row, cells in _rows(table):
        name = cells.get("criterion", "")
        if name in found:
            faults.append(Fault(table.place, row, "criterion", shown(name), "every criterion once"))
        keys = {"weight": Node(table.place, row, "weight", cells.get("weight", ""))}
        ends = [Node(table.place, row, key, cells.get(key, "")) for key in ("low", "high")]
        if not all(end.is_empty for end in ends):
            keys["scale"] = Node(table.place, row, "low", ends)
        if cells.get("curve"):
            keys["curve"] = Node(
                table.place, row, "curve", _points(table.place, row, cells["curve"])
            )
        for key in ("at_least", "at_most", "because"):
            if cells.get(key):
                keys[key] = Node(table.place, row, key, cells[key])
        found[name] = Node(table.place, row, "", keys)
    return Node(table.place, 1, "", found)


def _points(place: str, row: int, text: str) -> list[Node]:
    """`0=0;4=20;10=100`: scores and their marks."""
    return [
        Node(place, row, "curve", [Node(place, row, "curve", end) for end in part.split("=")])
        for part in text.split(";")
    ]


def _rule(place: str, row: int, cells: Mapping[str, str], faults: list[Fault]) -> Node:
    keys = {
        "name" if key == "rule" else key: Node(place, row, key, text)
        for key, text in cells.items()
        if text and key not in _CONDITIONS
    }
    for key in _CONDITIONS:
        if cells.get(key):
            keys[key] = Node(place, row, key, _conditions(place, row, key, cells[key], faults))
    return Node(place, row, "", keys)


def _conditions(place: str, row: int, key: str, text: str, faults: list[Fault]) -> dict[str, Node]:
    """`hub=neath|ammanford;theme=retail`: texts by column."""
    found: dict[str, Node] = {}
    for part in text.split(";"):
        column, equals, wanted = part.partition("=")
        if not equals or column in found:
            expected = "column=text|text, several separated by ; and every column once"
            faults.append(Fault(place, row, key, shown(part), expected))
            continue
        texts = [Node(place, row, key, one) for one in wanted.split("|")]
        found[column] = Node(place, row, key, texts)
    return found


def _rows(table: InputTable) -> Iterator[tuple[int, dict[str, str]]]:
    for row, cells in zip(table.numbers, table.rows, strict=True):
        yield row, dict(zip(table.headings, cells, strict=True))


def _faults(table: InputTable, columns: tuple[str, ...]) -> Iterator[Fault]:
    for heading in table.headings:
        if heading not in columns:
            expected = f"one of {', '.join(columns)}"
            yield Fault(
                table.place,
                1,
                heading,
                "a column that is not known",
                expected,
                nearest(heading, columns),
            )
    for column in columns[:2]:
        if column not in table.headings:
            yield Fault(table.place, 1, column, "no such column", "this column")
    for (row, at), what in {**table.odd, **table.lost}.items():
        if row > 1 and at < len(table.headings):
            yield Fault(table.place, row, table.headings[at], what, "a number or a text")

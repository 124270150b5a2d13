"""Nested keys and values with the place of each in the file, and how to take them apart.

A YAML file and the sheets of a workbook that stand for one both become such a tree. Every
function that takes one apart adds what is wrong to `faults`, and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import ValidationError

from prioritise.programme.faults import Fault, nearest
from prioritise.programme.records import Record
from prioritise.programme.validity_names import HINTS
from prioritise.reading.cells import BadCell, shown
from prioritise.reading.words import choices_of, expected_by

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and where it stands."""

    place: str
    """File or sheet."""
    row: int | None
    """Line of the file, or row of the sheet; none where it was not read from one."""
    key: str
    """Keys that lead to it, joined by dots."""
    value: str | list[Node] | dict[str, Node]
    """Text as typed, list, or mapping."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.value == ""

    def fault(self, expected: str, nearest: str = "", found: str = "") -> Fault:
        """A fault of this value."""
        if not found:
            found = shown(self.value) if isinstance(self.value, str) else self._kind
        return Fault(self.place, self.row, self.key, found, expected, nearest)

    def child_key(self, key: str) -> str:
        """Keys that lead to a value below this one."""
        return f"{self.key}.{key}" if self.key else key

    def placed(self, fault: Fault, path: str) -> Fault:
        """A fault of what stands under a path of keys below this one, as near as can be."""
        node = self
        parts = path.split(".") if path else []
        while parts and isinstance(node.value, dict) and parts[0] in node.value:
            node = node.value[parts.pop(0)]
        column = ".".join(part for part in (node.key, *parts) if part)
        return replace(fault, place=node.place, row=node.row, column=column)

    @property
    def _kind(self) -> str:
        return "a list" if isinstance(self.value, list) else "keys with values"


def mapping(
    node: Node | None, faults: list[Fault], known: Iterable[str] | None = None
) -> dict[str, Node]:
    """The values of a mapping by key; a key that is not among the known ones is a fault."""
    if node is None or node.is_empty:
        return {}
    if not isinstance(node.value, dict):
        faults.append(node.fault("keys with values"))
        return {}
    if known is None:
        return node.value
    valid = list(known)
    unknown = [(key, child) for key, child in node.value.items() if key not in valid]
    for number, (key, child) in enumerate(unknown):
        hint = nearest(key, valid) if number < HINTS else ""
        expected = f"one of {', '.join(valid)}"
        faults.append(Fault(child.place, child.row, child.key, shown(key), expected, hint))
    return {key: child for key, child in node.value.items() if key in valid}


def sequence(node: Node | None, faults: list[Fault]) -> list[Node]:
    """The values of a list."""
    if node is None or node.is_empty:
        return []
    if not isinstance(node.value, list):
        faults.append(node.fault("a list, such as [a, b]"))
        return []
    return node.value


def value(node: Node | None, read: Callable[[str], T | None], faults: list[Fault]) -> T | None:
    """One value, read; None where there is none or where it cannot be read."""
    if node is None:
        return None
    if not isinstance(node.value, str):
        faults.append(node.fault("one value"))
        return None
    try:
        return read(node.value)
    except BadCell as bad:
        faults.append(node.fault(bad.expected))
        return None


def required(
    parent: Node, key: str, read: Callable[[str], T | None], faults: list[Fault]
) -> T | None:
    """One value that has to be there."""
    node = parent.value.get(key) if isinstance(parent.value, dict) else None
    before = len(faults)
    found = value(node, read, faults)
    if found is None and len(faults) == before:
        lacking(parent, key, "a value", faults)
    return found


def lacking(parent: Node, key: str, expected: str, faults: list[Fault]) -> None:
    """Add the fault of a key without a value; a key that is nearly it is a fault already."""
    keys = parent.value if isinstance(parent.value, dict) else {}
    if key in keys or not nearest(key, list(keys)[:HINTS]):
        where = keys.get(key, parent)
        path = parent.child_key(key)
        faults.append(Fault(where.place, where.row, path, "nothing", expected))


def texts(
    node: Node | None, read: Callable[[str], str | None], faults: list[Fault]
) -> list[tuple[str, Node]]:
    """The texts of a list, each with its node; every one has to say something, and once."""
    found: dict[str, Node] = {}
    for child in sequence(node, faults):
        before = len(faults)
        text = value(child, read, faults)
        if text is None and len(faults) == before:
            faults.append(child.fault("a name"))
        elif text is not None and text in found:
            faults.append(child.fault("every name once"))
        elif text is not None:
            found[text] = child
    return list(found.items())


def record(kind: type[R], node: Node, faults: list[Fault], **fields: Any) -> R | None:
    """A record from the fields that were read; None, and a fault, where it does not accept them."""
    given = {name: field for name, field in fields.items() if field is not None}
    try:
        return kind(**given)
    except ValidationError as refused:
        faults.extend(_refusals(refused, node))
        return None


def _refusals(refused: ValidationError, node: Node) -> Iterator[Fault]:
    for error in refused.errors(include_url=False):
        where = node
        for part in error["loc"]:
            where = _child(where, part)
        hint = nearest(where.value, choices_of(error)) if isinstance(where.value, str) else ""
        yield where.fault(expected_by(error), hint)


def _child(node: Node, part: int | str) -> Node:
    if isinstance(node.value, dict) and isinstance(part, str):
        return node.value.get(part, Node(node.place, node.row, node.child_key(part), ""))
    if isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return node

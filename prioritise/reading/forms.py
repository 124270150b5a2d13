"""Records read by their forms: what the keys declare is read as they say, with no further code."""

from __future__ import annotations

from typing import Any

from prioritise.programme.faults import Fault
from prioritise.programme.records import Record
from prioritise.reading.keys import Form, Holds, Many, NamedKeys, values_of
from prioritise.reading.tree import Node, mapping, record, sequence, texts, value


def record_of(form: Form, node: Node | None, faults: list[Fault], **further: Any) -> Any:
    """The record that a form fills.

    Parameters
    ----------
    form : Form
        Its keys: all of them fill fields of one record.
    node : Node
        What stands in the file; without it there is no record.
    faults : list of Fault
        Gets what is wrong.
    further
        Fields that come from elsewhere, such as a name.

    Returns
    -------
    Record
        None where nothing is said, where something needed is missing, or where it is refused.
    """
    if node is None:
        return None
    keys = mapping(node, faults, form)
    said = values_of(node, form, faults)
    if any(key.needed and said.get(key.field) is None for key in form.values()):
        return None
    for name, key in form.items():
        if not callable(key.holds):
            said[key.field] = _held(key.holds, keys.get(name), faults)
    kind = next(iter(form.values())).kind
    assert issubclass(kind, Record)
    aliases = {field: told.alias or field for field, told in kind.model_fields.items()}
    fields = {aliases[field]: found for field, found in said.items()}
    return record(kind, node, faults, **fields, **further)


def unless_empty(node: Node | None) -> Node | None:
    """What stands under a key, where a key by itself asks for nothing."""
    return node if node is not None and node.value else None


def _held(holds: Holds, node: Node | None, faults: list[Fault]) -> Any:
    """What stands in one place; None where nothing does, or where it cannot be read."""
    if node is None:
        return None
    if callable(holds):
        return value(node, holds, faults)
    if isinstance(holds, NamedKeys):
        found = {
            name: _held(holds.of, child, faults) for name, child in mapping(node, faults).items()
        }
        return {name: one for name, one in found.items() if one is not None}
    if isinstance(holds, Many):
        if holds.expected:
            return _all_of_them(holds, node, faults)
        assert callable(holds.of)
        return tuple(text for text, _ in texts(node, holds.of, faults))
    assert not hasattr(holds, "one"), "two ways of saying the same are read where they stand"
    return record_of(holds, node, faults)


def _all_of_them(many: Many, node: Node, faults: list[Fault]) -> tuple[Any, ...] | None:
    """Values of which each has to be there, and as many as are expected."""
    if node.is_empty:
        return None
    assert callable(many.of)
    before = len(faults)
    found = [value(child, many.of, faults) for child in sequence(node, faults)]
    if len(faults) > before:
        return None
    if None in found or not many.least <= len(found) <= (many.most or len(found)):
        faults.append(node.fault(many.expected))
        return None
    return tuple(found)

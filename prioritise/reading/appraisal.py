"""What `appraisal` in `programme.yaml` says; years and types are checked with the rest of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prioritise.programme.appraised import Appraisal, Factors, FactorsByLevel, Readiness
from prioritise.programme.faults import Fault
from prioritise.reading.cells import identifier, number
from prioritise.reading.keys import ADDITIONALITY, APPRAISAL, FACTORS, READINESS, values_of
from prioritise.reading.tree import Node, mapping, record, value
from prioritise.reading.uncertainty import ranges


def appraisal_of(node: Node | None, faults: list[Fault]) -> Appraisal | None:
    """How costs and benefits over time are appraised; none where nothing asks for it.

    The key by itself asks for it, with the published rates.
    """
    if node is None:
        return None
    keys = mapping(node, faults, APPRAISAL)
    said = values_of(node, APPRAISAL, faults)
    for name in ("deflators", "discount", "optimism_bias", "incomes"):
        said[name] = _by_name(keys.get(name), number, faults)
    if "confidence" in keys:
        said["confidence"] = dict(ranges(keys["confidence"], faults))
    said["additionality"] = _additionality(keys.get("additionality"), faults)
    said["readiness"] = _readiness(keys.get("readiness"), faults)
    return record(Appraisal, node, faults, **said)


def _additionality(node: Node | None, faults: list[Fault]) -> FactorsByLevel | None:
    if node is None:
        return None
    keys = mapping(node, faults, ADDITIONALITY)
    levels: dict[str, Any] = {}
    for level, child in keys.items():
        mapping(child, faults, FACTORS)
        levels[level] = record(Factors, child, faults, **values_of(child, FACTORS, faults))
    return record(FactorsByLevel, node, faults, **levels)


def _readiness(node: Node | None, faults: list[Fault]) -> Readiness | None:
    if node is None:
        return None
    keys = mapping(node, faults, READINESS)
    return record(
        Readiness,
        node,
        faults,
        earliest=_by_name(keys.get("earliest"), identifier, faults),
        likelihood=_by_name(keys.get("likelihood"), number, faults),
    )


def _by_name(
    node: Node | None, read: Callable[[str], Any], faults: list[Fault]
) -> dict[str, Any] | None:
    """What stands under names of the user's own; none where nothing does."""
    if node is None:
        return None
    found = {name: value(child, read, faults) for name, child in mapping(node, faults).items()}
    return {name: one for name, one in found.items() if one is not None}

"""The criteria of a programme: scales, curves and thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from prioritise.programme.faults import Fault
from prioritise.programme.measures import RULE_WORDS
from prioritise.programme.records import Criterion
from prioritise.programme.weighting import Weighting
from prioritise.reading.cells import BadCell, label, number, shown
from prioritise.reading.columns import own_columns
from prioritise.reading.keys import CRITERION, values_of
from prioritise.reading.tree import Node, lacking, mapping, record, sequence, value

SCORED = ("jobs", "likelihood", "min_share")
"""Columns of numbers that every programme has; a criterion may use one of them."""
_POINT = "a score and its marks, such as [4, 20]"


def criteria_of(
    node: Node,
    keys: Mapping[str, Node],
    weighting: Weighting | None,
    faults: list[Fault],
) -> tuple[Criterion, ...]:
    """Every criterion that could be read.

    Parameters
    ----------
    node, keys
        The programme's settings.
    weighting
        What stands under `weights`, as far as it could be read.
    """
    before = len(faults)
    listed = mapping(keys.get("criteria"), faults)
    if not listed and len(faults) == before:
        lacking(node, "criteria", "at least one criterion with its weight", faults)
    given = weighting.weights if weighting else dict.fromkeys(listed, Decimal(1))
    weights = given if "weights" in keys else None
    found = (_criterion(name, child, weights, faults) for name, child in listed.items())
    return tuple(criterion for criterion in found if criterion is not None)


def _criterion(
    name: str, node: Node, weights: Mapping[str, Decimal] | None, faults: list[Fault]
) -> Criterion | None:
    before = len(faults)
    try:
        label(name)
    except BadCell as bad:
        faults.append(node.fault(f"a name with {bad.expected}", found=shown(name)))
    if name in own_columns("proposals") and name not in SCORED:
        faults.append(node.fault("a column of scores", found=shown(name)))
    if name in RULE_WORDS:
        faults.append(node.fault("another name; rules use this word otherwise", found=shown(name)))
    keys = mapping(node, faults, CRITERION)
    said = values_of(node, CRITERION, faults)
    if weights is not None:
        if said["weight"] is not None:
            faults.append(keys["weight"].fault("nothing, since the weights stand under weights"))
        said["weight"] = weights.get(name, Decimal(1))
    elif said["weight"] is None and len(faults) == before:
        lacking(node, "weight", "a value", faults)
    scale = _scale(keys["scale"], faults) if "scale" in keys else None
    curve = _curve(keys["curve"], faults) if "curve" in keys else ()
    if len(faults) > before:
        return None
    return record(Criterion, node, faults, name=name, scale=scale, curve=curve, **said)


def _scale(node: Node, faults: list[Fault]) -> tuple[Decimal, Decimal] | None:
    ends = [value(child, number, faults) for child in sequence(node, faults)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        faults.append(node.fault("the lowest and the highest score, such as [0, 10]"))
        return None
    return ends[0], ends[1]


def _curve(node: Node, faults: list[Fault]) -> tuple[tuple[Decimal, Decimal], ...]:
    points = []
    for child in sequence(node, faults):
        before = len(faults)
        ends = [value(part, number, faults) for part in sequence(child, faults)]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            points.append((ends[0], ends[1]))
        elif len(faults) == before:
            faults.append(child.fault(_POINT))
    if node.is_empty:
        faults.append(node.fault("scores and their marks, such as [[0, 0], [4, 20], [10, 100]]"))
    return tuple(points)

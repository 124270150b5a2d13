"""Weights: as given, by swings, or by pairs; those of the programme, and those of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from prioritise.appraisal.pairwise import MOST_CRITERIA, judged
from prioritise.programme.faults import Fault, nearest
from prioritise.programme.weighting import MOST_TIMES, Pair, WeightGroup, Weighting
from prioritise.reading.cells import BadCell, label, number, shown
from prioritise.reading.tree import Node, mapping, value

WAYS = ("given", "swing", "pairwise")
"""The ways in which weights are found, as keys."""
_INVERSE = re.compile(r"1\s*/\s*([0-9.]+)")


def times(text: str) -> tuple[Decimal, bool] | None:
    """How many times as important: from 1 to 9, and whether turned round, as in 1/3."""
    inverse = _INVERSE.fullmatch(text.strip())
    expected = f"how many times as important: 1 to {MOST_TIMES}, or 1/2 to 1/{MOST_TIMES}"
    try:
        found = number(inverse[1] if inverse else text)
    except BadCell:
        raise BadCell(expected) from None
    if found is not None and not 1 <= found <= MOST_TIMES:
        raise BadCell(expected)
    return None if found is None else (found, bool(inverse))


def weighting_of(
    node: Node | None, criteria: Sequence[str], faults: list[Fault]
) -> Weighting | None:
    """Weights found in one of the ways; none where nothing is said, or where there are faults.

    Parameters
    ----------
    criteria
        Names of all criteria: each has to have a weight.
    """
    if node is None:
        return None
    before = len(faults)
    keys = {key: child for key, child in mapping(node, faults, WAYS).items() if not child.is_empty}
    if len(keys) != 1 and len(faults) == before:
        faults.append(node.fault(f"one of {', '.join(WAYS)}"))
    if len(faults) > before:
        return None
    ((way, child),) = keys.items()
    if way == "pairwise":
        pairs = _pairs(child, criteria, faults)
        if len(faults) > before:
            return None
        return Weighting(way="pairwise", weights=judged(criteria, pairs).weights, pairs=pairs)
    weights = _figures(child, criteria, faults)
    made: Any = {"way": way, "weights": weights}
    return Weighting(**made) if len(faults) == before else None


def groups_of(
    node: Node | None, criteria: Sequence[str], faults: list[Fault]
) -> tuple[WeightGroup, ...]:
    """Groups with weights of their own, in the order in which they stand."""
    found: list[WeightGroup] = []
    for name, child in mapping(node, faults).items():
        try:
            label(name)
        except BadCell as bad:
            faults.append(child.fault(f"a name with {bad.expected}", found=shown(name)))
            continue
        before = len(faults)
        weighting = weighting_of(child, criteria, faults)
        if weighting is not None:
            found.append(WeightGroup(group=name, weighting=weighting))
        elif child.is_empty and len(faults) == before:
            faults.append(child.fault(f"one of {', '.join(WAYS)}"))
    return tuple(found)


def _figures(node: Node, criteria: Sequence[str], faults: list[Fault]) -> dict[str, Decimal]:
    """A figure for every criterion."""
    before = len(faults)
    keys = mapping(node, faults, criteria)
    found: dict[str, Decimal] = {}
    for name in criteria:
        child = keys.get(name)
        earlier = len(faults)
        figure = value(child, number, faults)
        if figure is None and len(faults) == earlier:
            faults.append(_lacking(node, name, "a figure for every criterion"))
        elif figure is not None and figure < 0:
            assert child is not None
            faults.append(child.fault("0 or more"))
        elif figure is not None:
            found[name] = figure
    if len(faults) == before and not any(found.values()):
        faults.append(node.fault("a figure above 0 for at least one criterion"))
    return found


def _pairs(node: Node, criteria: Sequence[str], faults: list[Fault]) -> tuple[Pair, ...]:
    """Every pair of criteria once, the more important of the two first."""
    before = len(faults)
    if not 2 <= len(criteria) <= MOST_CRITERIA:
        expected = f"from 2 to {MOST_CRITERIA} criteria, to be compared by pairs"
        faults.append(node.fault(expected, found=f"{len(criteria)} criteria"))
        return ()
    found: dict[frozenset[str], Pair] = {}
    for one, others in mapping(node, faults, criteria).items():
        for other, child in mapping(others, faults).items():
            if other not in criteria or other == one:
                expected = f"another criterion than {one}: one of {', '.join(criteria)}"
                hint = "" if other == one else nearest(other, criteria)
                found_here = (child.place, child.row, child.key, shown(other))
                faults.append(Fault(*found_here, expected, hint))
                continue
            earlier = len(faults)
            said = value(child, times, faults)
            if frozenset((one, other)) in found:
                faults.append(child.fault("every pair once", found=f"{one} and {other} again"))
            elif said is not None:
                more, less = (other, one) if said[1] else (one, other)
                found[frozenset((one, other))] = Pair(one=more, other=less, times=said[0])
            elif len(faults) == earlier:
                faults.append(child.fault("how many times as important"))
    if len(faults) == before:
        for one, other in combinations(criteria, 2):
            if frozenset((one, other)) not in found:
                expected = f"{one} against {other}, since every pair is compared"
                faults.append(_lacking(node, f"{one}.{other}", expected))
    return tuple(found.values())


def _lacking(node: Node, key: str, expected: str) -> Fault:
    return Fault(node.place, node.row, node.child_key(key), "nothing", expected)

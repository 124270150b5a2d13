"""What a programme or a scenario declares uncertain; ids are checked with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from prioritise.programme.confidence import Confidence
from prioritise.programme.faults import Fault
from prioritise.programme.uncertainty import (
    LONGEST,
    SHORTEST,
    CostUncertainty,
    ScoreUncertainty,
    StreamUncertainty,
    Uncertainty,
    WeightUncertainty,
)
from prioritise.reading.cells import label, number
from prioritise.reading.keys import (
    CONFIDENCE,
    UNCERTAIN_COSTS,
    UNCERTAIN_SCORES,
    UNCERTAIN_STREAM,
    UNCERTAIN_WEIGHTS,
    UNCERTAINTY,
    values_of,
)
from prioritise.reading.tree import Node, mapping, record, sequence, texts, value

Numbers = tuple[Decimal, ...]


def uncertainty_of(node: Node | None, faults: list[Fault]) -> Uncertainty | None:
    """What is uncertain; none where nothing is said."""
    keys = mapping(node, faults, UNCERTAINTY)
    if node is None or not keys:
        return None
    return record(
        Uncertainty,
        node,
        faults,
        weights=_weights(keys.get("weights"), faults),
        scores=_scores(keys.get("scores"), faults),
        costs=_costs(keys.get("costs"), faults),
        streams=_streams(keys.get("streams"), faults),
    )


def confidence_of(node: Node | None, faults: list[Fault]) -> Confidence | None:
    """How sure a list has to be; none where nothing is said."""
    if node is None:
        return None
    mapping(node, faults, CONFIDENCE)
    said = values_of(node, CONFIDENCE, faults)
    given = {key: told for key, told in said.items() if told is not None}
    return record(Confidence, node, faults, **given) if "level" in given else None


def _weights(node: Node | None, faults: list[Fault]) -> WeightUncertainty | None:
    if node is None:
        return None
    keys = mapping(node, faults, UNCERTAIN_WEIGHTS)
    return record(
        WeightUncertainty,
        node,
        faults,
        order=tuple(name for name, _ in texts(keys.get("order"), label, faults)),
        within=dict(ranges(keys.get("within"), faults)),
        **values_of(node, UNCERTAIN_WEIGHTS, faults),
    )


def _scores(node: Node | None, faults: list[Fault]) -> ScoreUncertainty | None:
    if node is None:
        return None
    keys = mapping(node, faults, UNCERTAIN_SCORES)
    said: dict[str, Any] = {
        "all": _range(keys.get("all"), faults),
        "criterion": dict(ranges(keys.get("criterion"), faults)),
        "proposal": {
            name: dict(ranges(child, faults))
            for name, child in mapping(keys.get("proposal"), faults).items()
        },
    }
    return record(ScoreUncertainty, node, faults, **said)


def _costs(node: Node | None, faults: list[Fault]) -> CostUncertainty | None:
    if node is None:
        return None
    keys = mapping(node, faults, UNCERTAIN_COSTS)
    said: dict[str, Any] = {
        "all": _range(keys.get("all"), faults),
        **{name: dict(ranges(keys.get(name), faults)) for name in ("money", "theme", "proposal")},
    }
    return record(CostUncertainty, node, faults, **said)


def _streams(node: Node | None, faults: list[Fault]) -> dict[str, StreamUncertainty]:
    found = {}
    for name, child in mapping(node, faults).items():
        mapping(child, faults, UNCERTAIN_STREAM)
        said = values_of(child, UNCERTAIN_STREAM, faults)
        stream = record(StreamUncertainty, child, faults, **said)
        if stream is not None:
            found[name] = stream
    return found


def ranges(node: Node | None, faults: list[Fault]) -> Iterator[tuple[str, Numbers]]:
    """Ranges under names of the user's own."""
    for name, child in mapping(node, faults).items():
        ends = _range(child, faults)
        if ends:
            yield name, ends


def _range(node: Node | None, faults: list[Fault]) -> Numbers:
    """The numbers of a range; nothing where nothing is said."""
    if node is None or node.is_empty:
        return ()
    before = len(faults)
    ends = [value(child, number, faults) for child in sequence(node, faults)]
    if len(faults) > before:
        return ()
    if None in ends or not SHORTEST <= len(ends) <= LONGEST:
        faults.append(node.fault("low and high, or low, likely and high, such as [0.9, 1, 1.3]"))
        return ()
    return tuple(end for end in ends if end is not None)

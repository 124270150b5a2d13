"""What `reach` in `programme.yaml` says: columns that count people within reach."""

from __future__ import annotations

from collections.abc import Mapping

from prioritise.programme.faults import Fault
from prioritise.programme.reach import Reach
from prioritise.reading.cells import BadCell, label, shown
from prioritise.reading.keys import REACH_COLUMN, values_of
from prioritise.reading.tree import Node, mapping, record


def reach_of(node: Node | None, taken: Mapping[str, str], faults: list[Fault]) -> tuple[Reach, ...]:
    """The columns that count people within reach.

    Parameters
    ----------
    taken
        Names that such a column may not have, and what they are.
    """
    found = (_column(name, child, taken, faults) for name, child in mapping(node, faults).items())
    return tuple(reach for reach in found if reach is not None)


def _column(name: str, node: Node, taken: Mapping[str, str], faults: list[Fault]) -> Reach | None:
    before = len(faults)
    try:
        label(name)
    except BadCell as bad:
        faults.append(node.fault(f"a name with {bad.expected}", found=shown(name)))
    if name in taken:
        faults.append(node.fault(f"another name; {taken[name]}", found=shown(name)))
    mapping(node, faults, REACH_COLUMN)
    said = values_of(node, REACH_COLUMN, faults)
    return record(Reach, node, faults, name=name, **said) if len(faults) == before else None

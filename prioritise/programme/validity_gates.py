"""Faults of gates: names that are not there, a gate twice, days that run backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prioritise.programme.faults import Fault
from prioritise.programme.gates import STAGES, Gate
from prioritise.programme.validity_names import Lookup, Names

GATES = "gates"


def gate_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of the table, row by row; where the settings name no panels, any name is one."""
    programme = look.programme
    panels = Names("a panel of programme.yaml", [panel.panel for panel in programme.panels])
    seen: set[tuple[str, str]] = set()
    passed: dict[str, list[tuple[int, date]]] = {}
    for gate in programme.gates:
        if gate.done is not None:
            passed.setdefault(gate.proposal, []).append((STAGES.index(gate.stage), gate.done))
    for row, gate in enumerate(programme.gates):
        if not look.proposals.accepts(gate.proposal):
            yield look.proposals.fault(GATES, row, "proposal", gate.proposal)
        if (gate.proposal, gate.stage) in seen:
            found = f"{gate.stage} of {gate.proposal} again"
            yield Fault(GATES, row, "stage", found, "every stage of a proposal once")
        seen.add((gate.proposal, gate.stage))
        if gate.panel and programme.panels and not panels.accepts(gate.panel):
            yield panels.fault(GATES, row, "panel", gate.panel)
        yield from _outcome_faults(row, gate)
        yield from _order_faults(row, gate, passed.get(gate.proposal, []))


def _outcome_faults(row: int, gate: Gate) -> Iterator[Fault]:
    if gate.outcome and gate.done is None:
        expected = f"the day on which it was {gate.outcome}"
        yield Fault(GATES, row, "done", "nothing", expected)
    if gate.done is not None and not gate.outcome:
        expected = "approved, held or refused, since it is done"
        yield Fault(GATES, row, "outcome", "nothing", expected)


def _order_faults(row: int, gate: Gate, passed: list[tuple[int, date]]) -> Iterator[Fault]:
    """A later stage is decided no earlier than one before it."""
    if gate.done is None:
        return
    before = [(day, stage) for stage, day in passed if stage < STAGES.index(gate.stage)]
    if before and max(before)[0] > gate.done:
        day, stage = max(before)
        expected = f"no day before {day}, when {STAGES[stage]} was decided"
        yield Fault(GATES, row, "done", str(gate.done), expected)

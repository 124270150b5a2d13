"""A chain of scenarios → the programme under them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from prioritise.programme.faults import Fault
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule
from prioritise.programme.scenario import (
    EVERY,
    CostChange,
    DecisionChange,
    HubChange,
    ProposalChange,
    RuleChange,
    Scenario,
    StreamChange,
    TermsChange,
)
from prioritise.programme.staying import Stay, amount_of_change_expected
from prioritise.programme.validity import faults_of
from prioritise.programme.validity_names import Names
from prioritise.reading.cells import (
    amount,
    free_text,
    label,
    number,
    signed_amount,
)
from prioritise.reading.chain import ScenarioInChain
from prioritise.reading.forms import record_of, unless_empty
from prioritise.reading.keys import (
    APPRAISAL,
    CONFIDENCE,
    COSTS,
    DECISIONS,
    HUBS,
    PROPOSALS,
    RULES,
    SCENARIO,
    SOLVER,
    STAY,
    STREAM,
    TERMS,
    UNCERTAINTY,
    values_of,
)
from prioritise.reading.programme import Draft
from prioritise.reading.settings import rules_of
from prioritise.reading.tree import Node, mapping, record, required, texts, value


def apply(chain: Sequence[ScenarioInChain], draft: Draft) -> Stay | None:
    """Apply each scenario of a chain in turn to the draft's programme.

    After a fault nothing more is applied: what comes later is read for its own sake only. What the
    last of them says of a list in force is given back.
    """
    stay: Stay | None = None
    sound = not draft.faults
    programme = draft.programme
    for link in chain:
        scenario, added = _ScenarioReading(programme, draft).scenario(link.node)
        stay = scenario.stay if scenario and scenario.stay else stay
        sound = sound and not draft.faults
        if not sound or scenario is None or programme is None:
            programme = None
            continue
        rules = zip(programme.rules, draft.rule_nodes, strict=True)
        kept = tuple(node for rule, node in rules if rule.name not in scenario.rules.drop)
        draft.rule_nodes = kept + added
        draft.programme = programme = scenario.applied_to(programme)
        found = faults_of(programme)
        draft.faults.extend(
            _placed(fault, link.node, draft.rule_nodes, programme) for fault in found
        )
    return stay


def _placed(fault: Fault, node: Node, rule_nodes: Sequence[Node], programme: Programme) -> Fault:
    if fault.place == "proposals" and fault.row is not None:
        changed = mapping(mapping(mapping(node, [])["proposals"], [])["change"], [])
        name = programme.proposals[fault.row].proposal
        if name in changed or EVERY not in changed:
            return changed.get(name, node).placed(fault, fault.column)
        named = replace(fault, found=f"{fault.found} for {name}")
        return changed[EVERY].placed(named, fault.column)
    if fault.place == "rules" and fault.row is not None:
        return rule_nodes[fault.row].placed(fault, fault.column)
    keys = {"scenario": "", "criteria": "weights"}
    place = keys.get(fault.place, fault.place)
    return node.placed(fault, f"{place}.{fault.column}".strip("."))


class _ScenarioReading:
    """Takes one scenario apart, against the programme that it changes."""

    def __init__(self, programme: Programme | None, draft: Draft) -> None:
        self._programme = programme
        self._faults = draft.faults
        also = draft.also_known.get
        hubs = {hub.hub: hub.name for hub in programme.hubs} if programme else {}
        streams = {one.stream: one.name for one in programme.streams} if programme else {}
        titles = {one.proposal: one.title for one in programme.proposals} if programme else {}
        every = [EVERY, *streams]
        self._hubs = Names("the id of a hub", hubs, also("hubs", ()), hubs)
        self._streams = Names("the id of a stream", every, also("streams", ()), streams)
        self._proposals = Names("the id of a proposal", titles, also("proposals", ()), titles)

    def scenario(self, node: Node) -> tuple[Scenario | None, tuple[Node, ...]]:
        """The scenario, and where each rule stands that it adds."""
        faults = self._faults
        keys = mapping(node, faults, SCENARIO)
        added = rules_of(mapping(keys.get("rules"), faults, RULES).get("add"), faults)
        scenario = record(
            Scenario,
            node,
            faults,
            title=required(node, "title", free_text, faults) or "?",
            streams=self._stream_changes(keys.get("streams")),
            group=self._group(keys.get("group")),
            weights=self._weights(keys.get("weights")),
            hubs=self._hub_change(keys.get("hubs")),
            proposals=self._proposal_change(keys.get("proposals")),
            rules=self._rule_change(keys.get("rules"), tuple(rule for rule, _ in added)),
            decisions=self._decisions(keys.get("decisions")),
            stay=self._stay(keys.get("stay")),
            solver=record_of(SOLVER, keys.get("solver"), faults),
            uncertainty=record_of(UNCERTAINTY, unless_empty(keys.get("uncertainty")), faults),
            confidence=record_of(CONFIDENCE, keys.get("confidence"), faults),
            appraisal=record_of(APPRAISAL, keys.get("appraisal"), faults),
        )
        return scenario, tuple(where for _, where in added)

    def _stream_changes(self, node: Node | None) -> dict[str, StreamChange]:
        changes: dict[str, StreamChange] = {}
        for written, child in mapping(node, self._faults).items():
            name = self._once(written, child, self._streams, changes)
            change = self._stream_change(child)
            if change is not None:
                changes[name] = change
        return changes

    def _stream_change(self, node: Node) -> StreamChange | None:
        faults = self._faults
        years = self._programme.years if self._programme else ()
        known = (*STREAM, *years) if self._programme else None
        keys = mapping(node, faults, known)
        money = amount(self._programme.unit if self._programme else "£m")
        cells = {year: value(keys[year], money, faults) for year in years if year in keys}
        said = values_of(node, STREAM, faults)
        said["cells"] = {year: pence for year, pence in cells.items() if pence is not None}
        said["add"] = self._added(keys.get("add"))
        return record(StreamChange, node, faults, **said)

    def _added(self, node: Node | None) -> int | dict[str, int] | None:
        """What is added to the budgets of a stream: one sum to each year's, or one by year."""
        programme = self._programme
        money = signed_amount(programme.unit if programme else "£m")
        if node is None or not isinstance(node.value, dict):
            return value(node, money, self._faults)
        years = mapping(node, self._faults, programme.years if programme else None)
        read = {year: value(child, money, self._faults) for year, child in years.items()}
        return {year: pence for year, pence in read.items() if pence is not None}

    def _weights(self, node: Node | None) -> dict[str, Any]:
        faults = self._faults
        known = [c.name for c in self._programme.criteria] if self._programme else None
        read = {
            name: value(child, number, faults)
            for name, child in mapping(node, faults, known).items()
        }
        return {name: weight for name, weight in read.items() if weight is not None}

    def _group(self, node: Node | None) -> str | None:
        name = value(node, label, self._faults)
        if name is not None and node is not None and self._programme is not None:
            groups = [group.group for group in self._programme.groups]
            self._check(name, node, Names("a group of the programme", groups))
        return name

    def _hub_change(self, node: Node | None) -> HubChange | None:
        keys = mapping(node, self._faults, HUBS)
        add = self._known(keys.get("add"), self._hubs)
        drop = self._known(keys.get("drop"), self._hubs)
        if self._programme is not None:
            for name, where in add.items():
                hub = self._programme.hub_of.get(name)
                dropped = name in self._programme.dropped_hubs
                if hub is not None and hub.status == "agreed" and not dropped:
                    self._faults.append(where.fault("a proposed hub; this one is agreed already"))
        self._apart(add, drop, "add")
        return HubChange(add=tuple(add), drop=tuple(drop))

    def _proposal_change(self, node: Node | None) -> ProposalChange | None:
        faults = self._faults
        keys = mapping(node, faults, PROPOSALS)
        costs = record_of(COSTS, keys.get("costs"), faults)
        drop = self._known(keys.get("drop"), self._proposals)
        return ProposalChange(
            drop=tuple(drop), costs=costs or CostChange(), change=self._terms(keys.get("change"))
        )

    def _terms(self, node: Node | None) -> dict[str, TermsChange]:
        changes: dict[str, TermsChange] = {}
        for written, child in mapping(node, self._faults).items():
            name = written
            if written != EVERY:
                name = self._once(written, child, self._proposals, changes)
            change = record_of(TERMS, child, self._faults)
            if change is not None:
                changes[name] = change
        return changes

    def _rule_change(self, node: Node | None, added: tuple[Rule, ...]) -> RuleChange:
        keys = mapping(node, [])
        rules = Names("the name of a rule", [r.name for r in self._rules()])
        drop = texts(keys.get("drop"), label, self._faults)
        for name, where in drop:
            if self._programme is not None:
                self._check(name, where, rules)
        return RuleChange(add=added, drop=tuple(name for name, _ in drop))

    def _rules(self) -> tuple[Rule, ...]:
        return self._programme.rules if self._programme else ()

    def _decisions(self, node: Node | None) -> DecisionChange:
        keys = mapping(node, self._faults, DECISIONS)
        chosen = self._known(_one_or_more(keys.get("in")), self._proposals)
        declined = self._known(_one_or_more(keys.get("out")), self._proposals)
        self._apart(chosen, declined, "in")
        return DecisionChange(**{"in": tuple(chosen), "out": tuple(declined)})

    def _stay(self, node: Node | None) -> Stay | None:
        stay: Stay | None = record_of(STAY, node, self._faults)
        if stay is not None and node is not None:
            unit = self._programme.unit if self._programme else "£m"
            if expected := amount_of_change_expected(stay.within, stay.changes, stay.by, unit):
                self._faults.append(node.fault(expected))
        return stay

    def _known(self, node: Node | None, names: Names) -> dict[str, Node]:
        """The ids that a list means, each with its node."""
        found: dict[str, Node] = {}
        for written, where in texts(node, label, self._faults):
            found[self._once(written, where, names, found)] = where
        return found

    def _once(self, written: str, node: Node, names: Names, known: Container[str]) -> str:
        """The id that is meant; a fault where it does not exist, or is among the known already."""
        name = names.meant(written)
        self._check(name, node, names)
        if name in known:
            self._faults.append(node.fault("every name once", found=f"{name!r} again"))
        return name

    def _check(self, name: str, node: Node, names: Names) -> None:
        if self._programme is not None and not names.accepts(name):
            fault = names.fault(node.place, node.row, node.key, name)
            self._faults.append(fault)

    def _apart(self, first: dict[str, Node], second: dict[str, Node], key: str) -> None:
        for name, where in second.items():
            if name in first:
                self._faults.append(where.fault(f"a name that does not stand under {key} as well"))


def _one_or_more(node: Node | None) -> Node | None:
    """A list; one name by itself is a list of one."""
    if node is None or node.is_empty or not isinstance(node.value, str):
        return node
    return replace(node, value=[node])

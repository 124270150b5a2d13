"""What `programme.yaml` says, or the sheets that take its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prioritise.programme.faults import Fault, nearest
from prioritise.programme.records import ALIGNMENT, RULE_WORDS, Criterion, Rule, ValueBasis
from prioritise.reading.cells import BadCell, free_text, identifier, label, number, shown, word
from prioritise.reading.columns import NUMBER, TEXT, Layout, own_columns
from prioritise.reading.keys import CRITERION, PROGRAMME, RULE, STREAM, VALUE, values_of
from prioritise.reading.tree import Node, lacking, mapping, record, sequence, texts, value
from prioritise.reading.uncertainty import uncertainty_of

_SCORED = ("jobs", "likelihood", "min_share")
"""Columns of numbers that every programme has; a criterion may use one of them."""
_FINEST_UNIT = "£m"
"""Unit in which most amounts are whole pence; stands in for one that could not be read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was read; lists are empty where they could not be."""

    fields: Mapping[str, Any]
    """Fields of the programme: title, unit, criteria, value, rules."""
    layout: Layout
    """What decides the columns of the tables."""
    whole: bool
    """Whether years, criteria and further columns could all be read."""
    rule_nodes: tuple[Node, ...]
    """Where each rule stands."""


def settings_of(node: Node, faults: list[Fault]) -> Settings:
    """Take the tree of a programme apart."""
    keys = mapping(node, faults, PROGRAMME)
    said = values_of(node, PROGRAMME, faults)
    title, unit = said["title"], said["unit"] if "unit" in keys else "£k"
    mapping(keys.get("value"), faults, VALUE)
    basis = values_of(keys.get("value"), VALUE, faults)
    value_basis = record(ValueBasis, keys.get("value", node), faults, **basis)
    rules = rules_of(keys.get("rules"), faults)
    uncertainty = uncertainty_of(keys.get("uncertainty"), faults)
    before = len(faults)
    years = _years(node, keys, faults)
    criteria = _criteria(node, keys, faults)
    scored = [criterion.name for criterion in criteria if criterion.name != ALIGNMENT]
    extra = _extra(keys.get("extra_columns"), faults)
    return Settings(
        {
            "title": title or "?",
            "unit": unit or _FINEST_UNIT,
            "criteria": criteria,
            "value": value_basis or ValueBasis(),
            "rules": tuple(rule for rule, _ in rules),
            "uncertainty": uncertainty,
        },
        Layout(years, unit or _FINEST_UNIT, scored, extra),
        bool(years and criteria) and len(faults) == before,
        tuple(where for _, where in rules),
    )


def names_taken_from_years() -> tuple[str, ...]:
    """Names that no year may have, since columns and keys have them."""
    return tuple(dict.fromkeys([*own_columns("streams"), *own_columns("costs"), *STREAM]))


def names_taken_from_criteria() -> tuple[str, ...]:
    """Names that no criterion may have: other columns, and the words of rules."""
    own = [name for name in own_columns("proposals") if name not in _SCORED]
    return tuple(dict.fromkeys([*own, *RULE_WORDS]))


def names_taken_from_columns() -> tuple[str, ...]:
    """Names that no further column may have."""
    return tuple(dict.fromkeys([*own_columns("proposals"), *RULE_WORDS]))


def rules_of(node: Node | None, faults: list[Fault]) -> list[tuple[Rule, Node]]:
    """Rules of a list, each with its node."""
    found = [(_rule(child, faults), child) for child in sequence(node, faults)]
    return [(rule, child) for rule, child in found if rule is not None]


def _rule(node: Node, faults: list[Fault]) -> Rule | None:
    before = len(faults)
    keys = mapping(node, faults, RULE)
    if not keys and len(faults) > before:
        return None
    fields: dict[str, Any] = {
        **values_of(node, RULE, faults),
        "where": {
            column: _wanted(wanted, faults)
            for column, wanted in mapping(keys.get("where"), faults).items()
        },
    }
    return record(Rule, node, faults, **fields) if len(faults) == before else None


def _wanted(node: Node, faults: list[Fault]) -> tuple[str, ...]:
    """The texts that a rule looks for: one, or a list."""
    if isinstance(node.value, list):
        return tuple(text for text, _ in texts(node, free_text, faults))
    one = value(node, free_text, faults)
    return (one,) if one is not None else ()


def _years(node: Node, keys: Mapping[str, Node], faults: list[Fault]) -> tuple[str, ...]:
    if "years" not in keys:
        lacking(node, "years", "a list of financial years", faults)
        return ()
    before = len(faults)
    listed = texts(keys["years"], identifier, faults)
    taken = names_taken_from_years()
    for year, where in listed:
        if year in taken:
            faults.append(where.fault("a year, not the name of another column"))
    if not listed and len(faults) == before:
        faults.append(keys["years"].fault("at least one year"))
    return tuple(year for year, _ in listed)


def _criteria(node: Node, keys: Mapping[str, Node], faults: list[Fault]) -> tuple[Criterion, ...]:
    before = len(faults)
    listed = mapping(keys.get("criteria"), faults)
    if not listed and len(faults) == before:
        lacking(node, "criteria", "at least one criterion with its weight", faults)
    found = (_criterion(name, child, faults) for name, child in listed.items())
    return tuple(criterion for criterion in found if criterion is not None)


def _criterion(name: str, node: Node, faults: list[Fault]) -> Criterion | None:
    before = len(faults)
    try:
        label(name)
    except BadCell as bad:
        faults.append(node.fault(f"a name with {bad.expected}", found=shown(name)))
    if name in own_columns("proposals") and name not in _SCORED:
        faults.append(node.fault("a column of scores", found=shown(name)))
    if name in RULE_WORDS:
        faults.append(node.fault("another name; rules use this word otherwise", found=shown(name)))
    keys = mapping(node, faults, CRITERION)
    said = values_of(node, CRITERION, faults)
    scale = _scale(keys["scale"], faults) if "scale" in keys else None
    if len(faults) > before:
        return None
    return record(Criterion, node, faults, name=name, scale=scale, **said)


def _scale(node: Node, faults: list[Fault]) -> tuple[Decimal, Decimal] | None:
    ends = [value(child, number, faults) for child in sequence(node, faults)]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        faults.append(node.fault("the lowest and the highest score, such as [0, 10]"))
        return None
    return ends[0], ends[1]


def _extra(node: Node | None, faults: list[Fault]) -> dict[str, str]:
    """Further columns of proposals, each with what it holds where that is declared."""
    if node is not None and isinstance(node.value, dict):
        listed = list(node.value.items())
        kinds = {name: value(child, word, faults) or "" for name, child in listed}
        for name, child in listed:
            if isinstance(child.value, str) and kinds[name] not in (NUMBER, TEXT):
                hint = nearest(kinds[name], (NUMBER, TEXT))
                faults.append(child.fault(f"{NUMBER} or {TEXT}", hint))
    else:
        listed = texts(node, label, faults)
        kinds = {name: "" for name, _ in listed}
    faults.extend(_taken(listed))
    return kinds


def _taken(listed: list[tuple[str, Node]]) -> Iterator[Fault]:
    own = own_columns("proposals")
    for name, node in listed:
        if name in own:
            yield node.fault("a further column; this one is known already", found=shown(name))
        if name in RULE_WORDS:
            yield node.fault("another name; rules use this word otherwise", found=shown(name))
        try:
            label(name)
        except BadCell as bad:
            yield node.fault(f"a name with {bad.expected}", found=shown(name))

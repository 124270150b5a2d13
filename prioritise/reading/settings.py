"""What `programme.yaml` says, or the sheets that take its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prioritise.programme.appraised import worked_out_columns
from prioritise.programme.faults import Fault, nearest
from prioritise.programme.gates import Panel
from prioritise.programme.measures import ASKED_MEASURES, NEEDS, REACH, RULE_WORDS
from prioritise.programme.outcomes import ProgrammeOutcome
from prioritise.programme.progress import PriorityArea
from prioritise.programme.records import ALIGNMENT, NEEDING, Rule, ValueBasis
from prioritise.programme.scoring import Scoring
from prioritise.reading.cells import BadCell, free_text, identifier, label, shown, word
from prioritise.reading.columns import NUMBER, TEXT, Layout, own_columns
from prioritise.reading.criteria import SCORED, criteria_of
from prioritise.reading.forms import record_of, unless_empty
from prioritise.reading.keys import (
    APPRAISAL,
    AREA,
    OUTCOME,
    PANEL,
    PROGRAMME,
    RULE,
    SCORING,
    STREAM,
    UNCERTAINTY,
    VALUE,
    values_of,
)
from prioritise.reading.reach_columns import reach_of
from prioritise.reading.tree import Node, lacking, mapping, record, sequence, texts, value
from prioritise.reading.weighting import WAYS, groups_of, weighting_of

_FINEST_UNIT = "£m"
"""Unit in which most amounts are whole pence; stands in for one that could not be read."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What was read; lists are empty where they could not be."""

    fields: Mapping[str, Any]
    """Fields of the programme: title, unit, criteria, value, rules."""
    layout: Layout
    """What decides the columns of the tables."""
    whole: bool
    """Whether years, criteria and further columns could all be read."""
    rule_nodes: tuple[Node, ...]
    """Where each rule stands."""
    closed: int
    """How many years are closed, from the first."""


def settings_of(node: Node, faults: list[Fault]) -> ReadSettings:
    """Take the tree of a programme apart."""
    keys = mapping(node, faults, PROGRAMME)
    said = values_of(node, PROGRAMME, faults)
    title, unit = said["title"], said["unit"] if "unit" in keys else "£k"
    value_basis = record_of(VALUE, keys.get("value"), faults)
    rules = rules_of(keys.get("rules"), faults)
    uncertainty = record_of(UNCERTAINTY, unless_empty(keys.get("uncertainty")), faults)
    appraisal = record_of(APPRAISAL, keys.get("appraisal"), faults)
    areas = _areas(keys.get("areas"), faults)
    scoring = _scoring(keys.get("scoring"), faults)
    before = len(faults)
    years = _years(node, keys, faults)
    names = list(mapping(keys.get("criteria"), []))
    weighting = weighting_of(keys.get("weights"), names, faults)
    if "weights" in keys and keys["weights"].is_empty:
        faults.append(keys["weights"].fault(f"one of {', '.join(WAYS)}"))
    groups = groups_of(keys.get("groups"), names, faults)
    criteria = criteria_of(node, keys, weighting, faults)
    scored = [criterion.name for criterion in criteria if criterion.name != ALIGNMENT]
    reach = reach_of(keys.get("reach"), _names_taken(worked_out_columns(appraisal)), faults)
    columns = (*worked_out_columns(appraisal), *(column.name for column in reach))
    outcomes = _outcomes(keys.get("outcomes"), _names_taken(columns), faults)
    others = {*columns, *(outcome.outcome for outcome in outcomes)}
    by_many = (scoring.criteria or [c for c in scored if c not in others]) if scoring else ()
    worked_out = (*columns, *(outcome.outcome for outcome in outcomes), *by_many)
    extra = _extra(keys.get("extra_columns"), worked_out, faults)
    if reach and REACH in (*scored, *extra):
        expected = "no column of this name, where people are counted; rules use it otherwise"
        faults.append(keys["reach"].fault(expected, found=f"a column {REACH}"))
    return ReadSettings(
        {
            "title": title or "?",
            "unit": unit or _FINEST_UNIT,
            "criteria": criteria,
            "weighting": weighting,
            "groups": groups,
            "value": value_basis or ValueBasis(),
            "rules": tuple(rule for rule, _ in rules),
            "uncertainty": uncertainty,
            "appraisal": appraisal,
            "reach": reach,
            "areas": areas,
            "panels": _panels(keys.get("panels"), faults),
            "outcomes": outcomes,
            "scoring": scoring,
        },
        Layout(years, unit or _FINEST_UNIT, scored, extra, worked_out=worked_out),
        bool(years and criteria) and len(faults) == before,
        tuple(where for _, where in rules),
        _closed(keys.get("closed"), years, faults),
    )


def _areas(node: Node | None, faults: list[Fault]) -> tuple[PriorityArea, ...]:
    """Areas that are reported on, in the order in which they stand."""
    areas = mapping(node, faults).items()
    found = [record_of(AREA, child, faults, area=name) for name, child in areas]
    return tuple(area for area in found if area is not None)


def _panels(node: Node | None, faults: list[Fault]) -> tuple[Panel, ...]:
    """Panels that decide on cases, in the order in which they stand."""
    panels = mapping(node, faults).items()
    found = [record_of(PANEL, child, faults, panel=name) for name, child in panels]
    return tuple(panel for panel in found if panel is not None)


def _outcomes(
    node: Node | None, taken: Mapping[str, str], faults: list[Fault]
) -> tuple[ProgrammeOutcome, ...]:
    """What the programme is for, in the order in which it stands; each names a column."""
    found = []
    for name, child in mapping(node, faults).items():
        mapping(child, faults, OUTCOME)
        said = {key: told for key, told in values_of(child, OUTCOME, faults).items() if told}
        if name in taken:
            faults.append(child.fault(f"another name; {taken[name]}", found=shown(name)))
            continue
        try:
            label(name)
        except BadCell as bad:
            faults.append(child.fault(f"a name with {bad.expected}", found=shown(name)))
            continue
        found.append(record(ProgrammeOutcome, child, faults, outcome=name, **said))
    return tuple(outcome for outcome in found if outcome is not None)


def _scoring(node: Node | None, faults: list[Fault]) -> Scoring | None:
    """How scores of several people become one."""
    if node is None:
        return None
    keys = mapping(node, faults, SCORING)
    said = {key: told for key, told in values_of(node, SCORING, faults).items() if told}
    listed = texts(keys.get("criteria"), label, faults)
    return record(Scoring, node, faults, **{**said, "criteria": tuple(t for t, _ in listed)})


def names_taken_from_years() -> tuple[str, ...]:
    """Names that no year may have, since columns and keys have them."""
    return tuple(dict.fromkeys([*own_columns("streams"), *own_columns("costs"), *STREAM]))


def names_taken_from_criteria() -> tuple[str, ...]:
    """Names that no criterion may have: other columns, and the words of rules."""
    own = [name for name in own_columns("proposals") if name not in SCORED]
    return tuple(dict.fromkeys([*own, *RULE_WORDS]))


def names_taken_from_columns() -> tuple[str, ...]:
    """Names that no further column may have."""
    return tuple(dict.fromkeys([*own_columns("proposals"), *RULE_WORDS]))


def _names_taken(worked_out: Sequence[str]) -> dict[str, str]:
    """Names that no column of people may have, and what they are."""
    return {
        **dict.fromkeys(own_columns("proposals"), "this column is known already"),
        **dict.fromkeys((*RULE_WORDS, *ASKED_MEASURES), "rules use this word otherwise"),
        **dict.fromkeys(worked_out, "this column is worked out already"),
    }


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
        "where": _conditions(keys.get("where"), faults),
        "one_of": _conditions(keys.get("one_of"), faults),
    }
    if fields["measure"] == NEEDS and fields["one_of"]:
        for name in ("for_each", "at_least", "at_most"):
            if fields[name] is not None:
                expected = f"nothing: {NEEDS} holds for each proposal that where means"
                faults.append(keys[name].fault(expected))
        fields |= NEEDING
    return record(Rule, node, faults, **fields) if len(faults) == before else None


def _conditions(node: Node | None, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Texts that count, by column."""
    return {name: _wanted(child, faults) for name, child in mapping(node, faults).items()}


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


def _closed(node: Node | None, years: Sequence[str], faults: list[Fault]) -> int:
    """How many years are closed: the first ones, each of them."""
    listed = texts(node, identifier, faults)
    for place, (year, where) in enumerate(listed):
        if place >= len(years) or year not in years:
            faults.append(where.fault("a year of the programme, once"))
        elif years[place] != year:
            expected = f"{years[place]}, since years are closed one after another from the first"
            faults.append(where.fault(expected))
    return min(len(listed), len(years))


def _extra(node: Node | None, worked_out: Sequence[str], faults: list[Fault]) -> dict[str, str]:
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
    faults.extend(_taken(listed, worked_out))
    return kinds


def _taken(listed: list[tuple[str, Node]], worked_out: Sequence[str]) -> Iterator[Fault]:
    own = own_columns("proposals")
    for name, node in listed:
        if name in worked_out:
            expected = "a further column; this one is worked out from other tables"
            yield node.fault(expected, found=shown(name))
        if name in own:
            yield node.fault("a further column; this one is known already", found=shown(name))
        if name in RULE_WORDS:
            yield node.fault("another name; rules use this word otherwise", found=shown(name))
        try:
            label(name)
        except BadCell as bad:
            yield node.fault(f"a name with {bad.expected}", found=shown(name))

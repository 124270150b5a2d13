"""What settings and scenarios say to a plain loader, and where a programme says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import yaml

from prioritise.programme.programme import Programme
from tests.promises.plain_tables import PENCE, decimal

ALIASES = {"all": "every"}


def plain_tree(content: bytes) -> Any:
    """The tree of a YAML file, every value the text that was typed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    try:
        return yaml.load(text, yaml.BaseLoader)
    except yaml.scanner.ScannerError:  # a tab parts words, too, which this loader does not know
        return yaml.load(text.replace("\t", " "), yaml.BaseLoader)


def settings_differences(programme: Programme, said: Any) -> Iterator[str]:
    """Where a programme is not what its settings say; scenarios have not changed it."""
    read: dict[str, Any] = {
        "title": programme.title,
        "years": (*programme.years, *programme.later_years),
        "unit": programme.unit,
        "criteria": {criterion.name: criterion for criterion in programme.criteria},
        "value": programme.value,
        "rules": programme.rules,
        "uncertainty": programme.uncertainty,
        "reach": {reach.name: reach for reach in programme.reach},
        "appraisal": programme.appraisal,
        "groups": {group.group: group.weighting for group in programme.groups},
        "weights": programme.weighting,
        "panels": {panel.panel: panel for panel in programme.panels},
        "closed": list(programme.closed),
        "areas": {area.area: area for area in programme.areas},
    }
    for key, text in said.items():
        if key == "extra_columns":
            continue  # every cell of these columns is compared with its table
        if key in ("weights", "groups"):
            ways = {"": text} if key == "weights" else text or {}
            for name, way in ways.items():
                weighting = read["weights"] if key == "weights" else read["groups"].get(name)
                if way and not _weighs(way, weighting):
                    yield f"{key}.{name}: {way!r} was read as {weighting!r}"
        elif not agrees(text, read.get(key, "no such key")):
            yield f"{key}: {text!r} was read as {read.get(key)!r}"
    for key in ("rules", "uncertainty", "reach", "groups"):
        if key not in said and read[key]:
            yield f"{key} was not said, and yet {read[key]!r}"
    if "appraisal" not in said and programme.appraisal is not None:
        yield "appraisal was not said"


def _weighs(way: Mapping[str, Any], weighting: Any) -> bool:
    """Whether weights are what is said of them."""
    (name, said), *more = [(name, said) for name, said in way.items() if said != ""]
    if more or weighting is None or weighting.way != name:
        return False
    if name != "pairwise":
        return agrees(said, weighting.weights) and len(said) == len(weighting.weights)
    pairs = {(one, other): text for one, others in said.items() for other, text in others.items()}
    found = {}
    for (one, other), text in pairs.items():
        top, slash, below = text.replace(" ", "").partition("/")
        if slash:
            found[other, one] = decimal(below)
        else:
            found[one, other] = decimal(top)
    return found == {(pair.one, pair.other): pair.times for pair in weighting.pairs}


def agrees(said: Any, value: Any) -> bool:
    """Whether a value is what a part of a tree says."""
    if said is None or (isinstance(said, str) and not said.strip()):
        return True  # nothing was said
    if isinstance(said, Mapping):
        if value is None:
            return all(agrees_empty(part) for part in said.values())
        return all(agrees(part, _below(value, key)) for key, part in said.items())
    if isinstance(said, list):
        return isinstance(value, tuple) and len(said) == len(value) and all(
            agrees(part, one) for part, one in zip(said, value, strict=True)
        )  # fmt: skip
    if isinstance(value, bool):
        return str(said).strip().casefold() == ("yes" if value else "no")
    if isinstance(value, Decimal | int):
        return decimal(said.strip()) == value
    if isinstance(value, tuple):
        return value == (said,)
    return said in (value, f" {value}") or (isinstance(value, str) and said.strip() == value)


def agrees_empty(said: Any) -> bool:
    """Whether a part of a tree says nothing at all."""
    if isinstance(said, Mapping):
        return all(map(agrees_empty, said.values()))
    return said in ("", [], None)


def _below(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(key)
    return getattr(value, ALIASES.get(key, key), None)


def scenario_differences(under: Programme, base: Programme, said: Any) -> Iterator[str]:
    """Where a programme under a scenario is not what the scenario makes of its base."""

    def part(*keys: str) -> Any:
        found = said
        for key in keys:
            found = (found or {}).get(key) or {}
        return found

    expected: dict[str, Any] = {
        "scenario": said["title"],
        "added_hubs": _joined(base.added_hubs, part("hubs", "add"), part("hubs", "drop")),
        "dropped_hubs": _joined(base.dropped_hubs, part("hubs", "drop"), part("hubs", "add")),
        "dropped_proposals": _joined(base.dropped_proposals, part("proposals", "drop"), ()),
        "cost_scale": base.cost_scale * decimal(part("proposals", "costs", "scale") or "1"),
    }
    for name, value in expected.items():
        if getattr(under, name) != value:
            yield f"{name}: {value!r} was read as {getattr(under, name)!r}"
    locks = [*[(p, True) for p in part("decisions", "in")],
             *[(p, False) for p in part("decisions", "out")]]  # fmt: skip
    if [(lock.proposal, lock.chosen) for lock in under.decisions] != locks:
        yield f"decisions: {locks!r} were read as {under.decisions!r}"
    added = list(part("rules", "add"))
    kept = [rule for rule in base.rules if rule.name not in part("rules", "drop")]
    if list(under.rules[: len(kept)]) != kept or not agrees(added, under.rules[len(kept) :] or ()):
        yield f"rules: {added!r} were read as {under.rules!r}"
    if not agrees(part("solver"), under.solver):
        yield f"solver: {part('solver')!r} was read as {under.solver!r}"
    if part("weights"):
        weights = {c.name: c.weight for c in under.criteria}
        if not agrees(part("weights"), weights):
            yield f"weights: {part('weights')!r} were read as {weights!r}"
    elif not said.get("group") and [*under.criteria] != [*base.criteria]:
        yield "weights were not said, and have changed"
    for key in ("uncertainty", "appraisal"):
        if not agrees(part(key) or "", getattr(under, key)):
            yield f"{key}: {part(key)!r} was read as {getattr(under, key)!r}"
    yield from _stream_differences(under, base, part("streams"))
    yield from _term_differences(under, base, part("proposals", "change"))


def _stream_differences(under: Programme, base: Programme, said: Any) -> Iterator[str]:
    """Factors, then sums, cells and delays; what is said of all comes before what is of one."""
    years, said = base.years, {name.casefold(): change for name, change in said.items()}
    for before, after in zip(base.streams, under.streams, strict=True):
        budgets, shares = list(before.budgets), {}
        for name in ("all", before.stream.casefold()):
            change = said.get(name) or {}
            if change.get("scale"):
                budgets = [round(b * Fraction(decimal(change["scale"].strip()))) for b in budgets]
            more = change.get("add") or {}
            for year in years:
                text = more.get(year) if isinstance(more, dict) else more
                pence = decimal((text or "0").strip().replace("£", "")) * PENCE[base.unit]
                budgets[years.index(year)] += int(pence)
            for year, text in change.items():
                if year in years and text.strip():
                    pence = decimal(text.strip().replace("£", "")) * PENCE[base.unit]
                    budgets[years.index(year)] = int(pence)
                if year in ("carry_forward", "contingency", "over_programme") and text.strip():
                    shares[year] = decimal(text.strip())
            delay = int(decimal(change.get("delay") or "0"))
            budgets = ([0] * delay + budgets)[: len(years)]
        if list(after.budgets) != budgets:
            yield f"streams.{before.stream}: {budgets} was read as {after.budgets}"
        for name, share in shares.items():
            if getattr(after, name) != share:
                yield f"streams.{before.stream}.{name} was read as {getattr(after, name)}"


def _term_differences(under: Programme, base: Programme, said: Any) -> Iterator[str]:
    for before, after in zip(base.proposals, under.proposals, strict=True):
        for name in ("earliest", "latest", "min_share"):
            texts = [(said.get(key) or {}).get(name) for key in (before.proposal, "all")]
            text = next((text for text in texts if text), "")
            value = getattr(after, name)
            if not agrees(text, value) or (not text and value != getattr(before, name)):
                yield f"proposals.change {before.proposal}.{name}: {text!r} was read as {value!r}"


def _joined(before: Any, more: Any, without: Any) -> tuple[str, ...]:
    kept = [name for name in before if name not in without]
    return (*kept, *(name for name in more if name not in kept))

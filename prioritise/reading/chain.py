"""A scenario file and those that it extends, and what they name: a programme and a baseline."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.reading.cells import free_text
from prioritise.reading.files import SETTINGS_FILE, PlaceOf
from prioritise.reading.text_file import names_in
from prioritise.reading.tree import Node, mapping, value
from prioritise.reading.yaml_file import read_yaml

SCENARIOS = (".yaml", ".yml")
"""Endings of scenario files."""


@dataclass(frozen=True, slots=True)
class ScenarioInChain:
    """One file of a chain of scenarios."""

    path: Path
    """The file."""
    node: Node
    """What it says."""
    named: Mapping[str, Path]
    """What it names under `programme`, `extends` and `baseline`, where that exists."""


def chain_of(path: Path, place_of: PlaceOf, faults: list[Fault]) -> list[ScenarioInChain]:
    """A scenario file and those that it extends, the one that extends none first."""
    chain: list[ScenarioInChain] = []
    following: Path | None = path
    while following is not None:
        try:
            node = read_yaml(following, place_of(following))
        except InputError as error:
            faults.extend(error.faults)
            break
        keys = node.value if isinstance(node.value, dict) else {}
        named = _named(following, keys, faults)
        chain.append(ScenarioInChain(following, node, named))
        following = named.get("extends")
        if following in [link.path for link in chain]:
            faults.append(keys["extends"].fault("a scenario that does not extend this one"))
            following = None
    return chain[::-1]


def programme_of(chain: Sequence[ScenarioInChain], faults: list[Fault]) -> Path | None:
    """The programme that a chain of scenarios changes."""
    naming = [link for link in chain if "programme" in link.named]
    if not naming:
        return None
    first = naming[0].named["programme"]
    for link in naming[1:]:
        if link.named["programme"] != first:
            expected = "the programme of the scenario that it extends, or nothing"
            faults.append(mapping(link.node, [])["programme"].fault(expected))
    return first


def baseline_of(
    chain: Sequence[ScenarioInChain], place_of: PlaceOf, faults: list[Fault]
) -> Path | None:
    """The last baseline that a chain names; baselines of baselines may not come round again."""
    naming = next((link for link in chain[::-1] if "baseline" in link.named), None)
    if naming is None:
        return None
    seen = [chain[-1].path]
    following: Path | None = naming.named["baseline"]
    while following is not None and following.suffix.lower() in SCENARIOS:
        if following in seen:
            node = mapping(naming.node, [])["baseline"]
            faults.append(node.fault("a scenario whose own baseline is not this one"))
            break
        seen.append(following)
        further = chain_of(following, place_of, faults)
        following = next(
            (link.named["baseline"] for link in further[::-1] if "baseline" in link.named), None
        )
    return naming.named["baseline"]


def _named(file: Path, keys: Mapping[str, Node], faults: list[Fault]) -> dict[str, Path]:
    """What a scenario names, relative to its own file."""
    found: dict[str, Path] = {}
    for key in ("programme", "extends", "baseline"):
        node = keys.get(key)
        text = value(node, free_text, faults)
        if node is None or text is None:
            continue
        path = Path(os.path.realpath(file.parent / text))
        if key == "programme" and path.name == SETTINGS_FILE:
            path = path.parent
        if os.path.exists(path):
            found[key] = path
        else:
            hint = nearest(path.name, names_in(path.parent))
            faults.append(node.fault("a path from this file to one that exists", hint))
    return found

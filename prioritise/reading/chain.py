"""A scenario file and those that it extends, and what they name: a programme, lists."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.programme.staying import AGREED
from prioritise.reading.cells import free_text
from prioritise.reading.files import SETTINGS_FILE, PlaceOf
from prioritise.reading.text_file import names_in
from prioritise.reading.tree import Node, mapping, value
from prioritise.reading.yaml_file import read_yaml

SCENARIOS = (".yaml", ".yml")
"""Endings of scenario files."""
BASELINE, NEAR = "baseline", "stay.near"
LISTS = (BASELINE, NEAR)
"""Keys under which a scenario names a list that is to be known first."""


@dataclass(frozen=True, slots=True)
class ScenarioInChain:
    """One file of a chain of scenarios."""

    path: Path
    """The file."""
    node: Node
    """What it says."""
    named: Mapping[str, Path]
    """What it names under `programme`, `extends`, `baseline` and `stay.near`, where that exists;
    `agreed` is no path."""


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


def lists_of(
    chain: Sequence[ScenarioInChain], place_of: PlaceOf, faults: list[Fault]
) -> dict[str, Path]:
    """The last baseline and the last list in force that a chain names, by key.

    Where these are scenarios they have to be solved first, and so have those that they name: none
    of them may come round again.
    """
    named = {key: link for key in LISTS for link in chain if key in link.named}
    for key, link in named.items():
        if _comes_round(link.named[key], (chain[-1].path,), place_of, faults):
            node = _node_of(link.node, key)
            what = "baseline" if key == BASELINE else "list in force"
            faults.append(node.fault(f"a scenario whose own {what} is not this one"))
    return {key: link.named[key] for key, link in named.items()}


def _comes_round(
    path: Path, above: tuple[Path, ...], place_of: PlaceOf, faults: list[Fault]
) -> bool:
    """Whether a scenario that has to be solved first leads back to one that waits for it."""
    if path.suffix.lower() not in SCENARIOS:
        return False
    if path in above:
        return True
    chain = chain_of(path, place_of, faults)
    named = {key: link.named[key] for key in LISTS for link in chain if key in link.named}
    return any(_comes_round(each, (*above, path), place_of, faults) for each in named.values())


def _node_of(node: Node, key: str) -> Node:
    """What stands under keys that are joined by a dot."""
    for part in key.split("."):
        node = mapping(node, [])[part]
    return node


def _named(file: Path, keys: Mapping[str, Node], faults: list[Fault]) -> dict[str, Path]:
    """What a scenario names, relative to its own file."""
    found: dict[str, Path] = {}
    stay = keys.get("stay")
    near = stay.value.get("near") if stay and isinstance(stay.value, dict) else None
    told = {key: keys.get(key) for key in ("programme", "extends", BASELINE)} | {NEAR: near}
    for key, node in told.items():
        text = value(node, free_text, faults)
        if node is None or text is None or (key == NEAR and text == AGREED):
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

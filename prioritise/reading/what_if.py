"""Changes asked for beside a scenario, in the words of a scenario file, and the file that says so.

A change is an option and its text, such as `--scale` and `all=0.9`. Together they are one more link
of the chain of scenarios, so that they are read, checked and applied as a file would be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from prioritise.programme.faults import Fault
from prioritise.reading.cells import shown
from prioritise.reading.tree import Node

OptionText = tuple[str, str]
"""An option, and its text as typed."""

ADD, WEIGHT, SECONDS = "--add", "--weight", "--seconds"
LISTS: Mapping[str, tuple[str, str]] = {
    "--in": ("decisions", "in"),
    "--out": ("decisions", "out"),
    "--hub": ("hubs", "add"),
}
"""Options that name one id each, and where these stand in a scenario."""
FIGURES: Mapping[str, str] = {
    "--scale": "STREAM=FACTOR, such as all=0.9",
    ADD: "STREAM=AMOUNT or STREAM:YEAR=AMOUNT, such as all=1000",
    "--delay": "STREAM=YEARS, such as all=1",
    WEIGHT: "CRITERION=WEIGHT, such as economic=60",
}
"""Options that give a figure to a name, and how they are written."""
_OF_FIGURES = ("streams", "weights", "solver")
"""Keys of a scenario below which the changes are figures."""


@dataclass(frozen=True, slots=True)
class ChangedScenario:
    """A scenario or a programme, and what is to be changed in it."""

    path: Path
    changes: tuple[OptionText, ...]
    """In the order in which they were asked for; never none."""
    called: str = ""
    """Its name, where it stands in the table `scenarios`."""
    rows: tuple[tuple[str, int], ...] = ()
    """Sheet or file, and row, of each change; none where they were typed as options."""
    table: tuple[Path, str] | None = None
    """File that holds the table, and the SHA-256 of what was read of it."""

    def resolve(self) -> ChangedScenario:
        """The same by its absolute path."""
        return replace(self, path=self.path.resolve())

    @property
    def name(self) -> str:
        """Name of the file, and what is changed."""
        if self.called:
            return f"{self.path.name}, {self.called}"
        return " ".join((self.path.name, *(word for change in self.changes for word in change)))

    @property
    def title(self) -> str:
        """Title of the scenario that the changes are."""
        words = "; ".join(f"{option.removeprefix('--')} {text}" for option, text in self.changes)
        return f"{self.called} ({words})" if self.called else f"What if: {words}"

    def node(self, faults: list[Fault]) -> Node:
        """The scenario, as a file would be read that says it."""
        found: dict[str, Any] = {"title": Node(self.title, None, "", self.title)}
        for number, (option, text) in enumerate(self.changes):
            place, row = self.rows[number] if self.rows else (option, None)

            def leaf(value: str, place: str = place, row: int | None = row) -> Node:
                return Node(place, row, "", value)

            if option in LISTS:
                table, key = LISTS[option]
                found.setdefault(table, {}).setdefault(key, []).append(leaf(text))
            elif option == SECONDS:
                _put(found, ["solver", "seconds"], leaf(text.strip()), text, faults)
            else:
                _add_figure(found, option, text, leaf, faults)
        return _node(found)

    def said(self) -> dict[str, Any]:
        """What a scenario file would say, its title first; numbers as numbers."""
        tree = self.node([]).value
        assert isinstance(tree, dict)
        return {key: _plain(node, key in _OF_FIGURES) for key, node in tree.items()}


ScenarioPath = Path | ChangedScenario
"""What a command is asked about."""


def _add_figure(
    found: dict[str, Any],
    option: str,
    text: str,
    leaf: Callable[[str], Node],
    faults: list[Fault],
) -> None:
    """Put a figure where it stands in a scenario."""
    name, equals, figure = (part.strip() for part in text.rpartition("="))
    if not (name and equals and figure):
        faults.append(leaf(text).fault(FIGURES[option]))
        return
    keys = ["weights", name] if option == WEIGHT else ["streams", name, option.removeprefix("--")]
    if option == ADD and ":" in name:
        stream, _, year = name.rpartition(":")
        keys = ["streams", stream, "add", year]
    _put(found, keys, leaf(figure), text, faults)


def _put(
    found: dict[str, Any], keys: list[str], leaf: Node, text: str, faults: list[Fault]
) -> None:
    """Put a value below its keys; a fault where another stands there."""
    place = found
    for key in keys[:-1]:
        place = place.setdefault(key, {})
        if not isinstance(place, dict):
            break
    if not isinstance(place, dict) or keys[-1] in place:
        expected = "each figure once"
        if ADD.removeprefix("--") in keys:
            expected += ", and an amount for years or for every year"
        faults.append(leaf.fault(expected, found=f"{shown(text)} beside another"))
    else:
        place[keys[-1]] = leaf


def _node(found: Any) -> Node:
    """Values in keys and lists as a tree; each branch stands where its first value does."""
    if isinstance(found, Node):
        return found
    if isinstance(found, list):
        return Node(found[0].place, found[0].row, "", found)
    below = {key: _node(part) for key, part in found.items()}
    first = next(iter(below.values()))
    return Node(first.place, first.row, "", below)


def _plain(node: Node, are_figures: bool) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(child, are_figures) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(child, are_figures) for child in node.value]
    if are_figures:
        try:
            return Decimal(node.value)
        except InvalidOperation:
            return node.value
    return node.value

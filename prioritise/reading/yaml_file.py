"""A YAML file as a tree that knows its lines; every value stays the text that was typed.

Built from the parser's events, so that nothing is unfolded or constructed on the way: no aliases,
no tags, no duplicate keys, no deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.cells import key_text, shown
from prioritise.reading.text_file import text_of
from prioritise.reading.tree import Node
from prioritise.reading.yaml_slips import slip

LARGEST_YAML = 1_000_000
"""Bytes of a YAML file."""
DEEPEST = 20
"""Levels of nesting."""

MOST_REPEATED = 100
"""Repeated keys that are told one by one."""

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_yaml(path: Path, place: str) -> Node:
    """The tree of a YAML file.

    Raises
    ------
    InputError
        Where the file cannot be read, is no YAML, or uses what is refused here.
    """
    text = text_of(path, place, LARGEST_YAML)
    builder = _Builder(place)
    try:
        node = builder.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        raise InputError([slip(error, text, place, builder.last)]) from None
    except yaml.reader.ReaderError as error:
        # Its own position counts bytes in one build of the parser, and characters in the other.
        row = text.count("\n", 0, text.find(chr(error.character))) + 1
        found = f"the control character {shown(chr(error.character))}"
        raise InputError([Fault(place, row, "", found, "visible characters")]) from None
    if builder.faults:
        raise InputError(builder.faults)
    return node


class _Builder:
    def __init__(self, place: str) -> None:
        self.faults: list[Fault] = []
        self.last: Any = None
        """The last event."""
        self._place = place

    def document(self, events: Iterator[Any]) -> Node:
        """The one document of a stream of events."""
        node = Node(self._place, 1, "", "")
        documents = 0
        events = self._watched(events)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document", "one document in a file")
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(events, event, "", 1)
        return node

    def _watched(self, events: Iterator[Any]) -> Iterator[Any]:
        for event in events:
            self.last = event
            yield event

    def _node(self, events: Iterator[Any], event: Any, key: str, depth: int) -> Node:
        row = event.start_mark.line + 1
        if event.anchor is not None:
            self._stop(event, "an anchor or alias", "values written out where they are used")
        if event.tag is not None and event.tag != "!":
            self._stop(event, f"the tag {shown(event.tag)}", "values without tags")
        if depth > DEEPEST:
            self._stop(event, f"more than {DEEPEST} levels", "less nesting")
        if isinstance(event, yaml.ScalarEvent):
            return Node(self._place, row, key, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._place, row, key, self._items(events, key, depth))
        return Node(self._place, row, key, self._pairs(events, key, depth))

    def _items(self, events: Iterator[Any], key: str, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(events, event, f"{key}[{len(items) + 1}]", depth + 1))
        return items

    def _pairs(self, events: Iterator[Any], key: str, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._node(events, event, key, depth + 1).value
            if not isinstance(name, str):
                self._stop(event, "a key of several parts", "a key that is one text")
            path = f"{key}.{key_text(name)}" if key else key_text(name)
            node = self._node(events, next(events), path, depth + 1)
            row = event.start_mark.line + 1
            if name in pairs:
                expected = f"every key once; it stands in line {pairs[name].row} already"
                self.faults.append(Fault(self._place, row, path, f"{shown(name)} again", expected))
                if len(self.faults) == MOST_REPEATED:
                    raise InputError(self.faults)
            pairs[name] = Node(node.place, row, path, node.value)
        return pairs

    def _stop(self, event: Any, found: str, expected: str) -> NoReturn:
        fault = Fault(self._place, event.start_mark.line + 1, "", found, expected)
        raise InputError([*self.faults, fault])

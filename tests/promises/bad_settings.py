"""Bad settings and scenarios by hand: every key of a full file, spoilt, and the traps of YAML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tests.promises.bad import ALL_TABLES, Bad, folder_of, writing
from tests.promises.every_key import FULL, PLAIN, SCENARIO
from tests.reading.files import SETTINGS

OWN_NAMES = {
    *("criteria", "given", "swing", "groups", "pairwise", "where", "one_of", "deflators"),
    *("discount", "optimism_bias", "earliest", "likelihood", "criterion", "money", "theme"),
    *("proposal", "reach", "extra_columns", "weights", "change", "streams", "incomes"),
    "confidence",
}
"""Keys below which the keys are names of the user's own."""
KNOWN_BELOW = {"", "value", "appraisal", "additionality", "uncertainty", "solver", "decisions"}

TRAPS = [
    # What is put in place of `unit: £k`, the line, what was found, and the way out.
    ("\tunit: £k", 5, "a tab", "blanks"),
    ("unit:\n\t£k", 6, "a tab", "blanks"),
    ("unit: £k: thousands", 5, "a colon in the text", 'unit: "£k: thousands"'),
    ("unit: 'k: thousands\nx: y", 5, "a quotation mark that is not closed", "a second one"),
    ('unit: "£k', 5, "a quotation mark that is not closed", "a second one"),
    ("unit: 'it's", 5, "after the end of a value", "quotes round the whole"),
    ('unit: "£k" exactly', 5, "after the end of a value", "quotes round the whole"),
    ("unit:£k", 5, "no blank after the colon of 'unit'", "a blank after it"),
    ("unit", 5, "a line without a colon", "a key, a colon, a blank and a value"),
    (" unit: £k", 5, "a colon where no key can stand", "one below the other"),
    ("  unit: £k\n unit: £k", 5, "a colon where no key can stand", "one below the other"),
    ("unit:\n  - a\n - b", 7, "no further key", "one below the other"),
    ("unit: [£k", None, "a list in brackets, begun in line 5", "] at the end"),
    ("unit: {a: £k", None, "keys in braces, begun in line 5", "} at the end"),
    ("unit: {a: b: c}", 5, "keys in braces", "quotes round a text with a colon"),
    ("unit: {a: 1 b: 2}", 5, "keys in braces", "a comma between keys"),
    ("unit: ['a' 'b']", 5, "a list in brackets", "commas between items"),
    ("unit: [£k]]", 5, "a ] too many", "as many as were opened"),
    ("unit: {a: b}}", 5, "a } too many", "as many as were opened"),
    ("unit: @k", 5, "the sign '@'", "quotes"),
    ("unit: `k`", 5, "the sign '`'", "quotes"),
    ("unit: %k", 5, "the sign '%'", "quotes"),
    ("unit: ,k", 5, "the sign ','", "quotes"),
    ("unit: }", 5, "the sign '}'", "quotes"),
    ("unit: & k", 5, "begins with & or *", "quotes"),
    ("unit: **k**", 5, "begins with & or *", "quotes"),
    ("unit: | k", 5, "a text after | or >", "the lines below"),
    ("unit: > k", 5, "a text after | or >", "the lines below"),
    ('unit: "\\k"', 5, "a backslash", "two backslashes"),
    ("unit: - £k", 5, "no item of the list", "a hyphen"),
    ("%k", 5, "a line that begins with %", "a # before"),
    ("unit: &k £k", 5, "an anchor or alias", "written out"),
    ("unit: *k", 5, "an anchor or alias", "written out"),
    ("<<: *k", 5, "an anchor or alias", "written out"),
    ("unit: !!str £k", 5, "the tag", "values without tags"),
    ("unit: !money £k", 5, "the tag", "values without tags"),
    ("unit: £k\n---\nunit: £k", 6, "a second document", "one document"),
    ("unit: £k\n...\nunit: £k", None, "found", ""),
    ("? [a, b]\n: £k", 5, "a key of several parts", "a key that is one text"),
    ("unit: " + "[" * 30 + "]" * 30, 5, "more than 20 levels", "less nesting"),
    ("unit: \x07", 5, "the control character", "visible characters"),
    ("unit: \x1b[2J", 5, "the control character", "visible characters"),
]


def bad_settings() -> Iterator[Bad]:
    """Every bad file of settings, and every bad scenario."""
    tables = {n: c for n, c in folder_of(ALL_TABLES).items() if n.endswith(".csv")}
    yield from _keys(FULL, "programme.yaml", tables)
    within = {f"valleys/{name}": content for name, content in tables.items()}
    within["valleys/programme.yaml"] = SETTINGS.encode()
    within["plain.yaml"] = PLAIN.encode()
    yield from _keys(SCENARIO, "late.yaml", within)
    for text, line, found, expected in TRAPS:
        assert "unit: £k\n" in FULL
        spoilt = FULL.replace("unit: £k\n", f"{text}\n", 1).encode()
        files = {**tables, "programme.yaml": spoilt}
        name = f"YAML {text[:20]!r}"
        yield Bad(name, writing(files), "programme.yaml", line, "", found, expected)
    for name, content in (
        ("UTF-16", FULL.encode("utf-16")),
        ("a NUL", FULL.replace("Canol", "Canol\x00").encode()),
        ("two encodings", FULL.encode() + b"# Ll\xf4yn \xa3\n"),
    ):
        files = {**tables, "programme.yaml": content}
        yield Bad(f"settings in {name}", writing(files), "programme.yaml", None, "", "", "UTF-8")


def _keys(text: str, place: str, files: dict[str, bytes]) -> Iterator[Bad]:
    words = ("check", "." if place == "programme.yaml" else f"./{place}")
    lines = text.splitlines()

    def bad(what: str, spoilt: list[str], row: int | None, key: str, *rest: str) -> Bad:
        content = "\n".join(spoilt) + "\n"
        written = _folders({**files, place: content.encode()})
        return Bad(f"{key} {what}", written, place, row, key, *rest, words=words, alone=False)

    for key, name, row, node, parent in _places(yaml.compose(text, yaml.BaseLoader)):
        at, line = row - 1, lines[row - 1]
        before, _, after = line.partition(f"{name}:" if f"{name}:" in line else f"'{name}':")
        if isinstance(node, yaml.ScalarNode):
            yield bad(
                "twice", [*lines[:row], line.replace("- ", "  "), *lines[row:]], row + 1, key,
                f"'{name}' again", f"it stands in line {row} already",
            )  # fmt: skip
            nested = [*lines[:at], f"{line[: len(line) - len(after)]} {{a: b}}", *lines[at + 1 :]]
            if name != "delay":
                yield bad("with keys below", nested, row, key, "keys with values", "")
        else:
            end = max(node.end_mark.line, row)
            said = [*lines[:at], f"{line[: len(line) - len(after)]} nonsense", *lines[end:]]
            yield bad("as one word", said, row, key, "'nonsense'", "")
        if parent not in OWN_NAMES and len(name) > 2:
            slip = f"{name[:2]}{name[3:]}" if len(name) > 4 else f"{name}_"
            misspelt = [*lines[:at], f"{before}{slip}:{after}", *lines[at + 1 :]]
            path = f"{key.removesuffix(name)}{slip}"
            yield bad("misspelt", misspelt, row, path, slip, f"did you mean '{name}'?")
    for key, number, row in _numbers(yaml.compose(text, yaml.BaseLoader)):
        for wrong in ("many", "1e5", "12 %"):
            line = lines[row - 1]
            spoilt = [*lines[: row - 1], line.replace(number, wrong), *lines[row:]]
            if line.count(number) == 1:
                yield bad(f"as {wrong!r}", spoilt, row, key, f"'{wrong}'", "")


def _folders(files: dict[str, bytes]) -> Any:
    def write(folder: Any) -> None:
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)

    return write


def _places(
    node: Any, path: str = "", parent: str = ""
) -> Iterator[tuple[str, str, int, Any, str]]:
    """Every key with its path, line, value, and the key that it stands under."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            key = f"{path}.{name.value}".lstrip(".")
            yield key, name.value, name.start_mark.line + 1, value, parent
            yield from _places(value, key, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value, start=1):
            yield from _places(value, f"{path}[{number}]", "[]")


def _numbers(node: Any, path: str = "") -> Iterator[tuple[str, str, int]]:
    """Every value that is a number, with its path and line."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _numbers(value, f"{path}.{name.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value, start=1):
            yield from _numbers(value, f"{path}[{number}]")
    elif node.value.replace(".", "").replace("-", "", 1).isdigit() and len(node.value) < 5:
        yield path, node.value, node.start_mark.line + 1

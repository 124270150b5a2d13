"""What a workbook says, read by nothing but zipfile and ElementTree."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

Rows = list[list[str]]

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def book_rows(content: bytes) -> dict[str, Rows]:
    """The sheets of a workbook as rows of text, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
    return _ods(parts["content.xml"]) if "content.xml" in parts else _xlsx(parts)


def _xlsx(parts: dict[str, bytes]) -> dict[str, Rows]:
    links = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    strings: list[str] = []
    if "xl/sharedStrings.xml" in parts:
        table = ElementTree.fromstring(parts["xl/sharedStrings.xml"])
        strings = [_unescaped("".join(t.text or "" for t in item.iter() if _name(t) == "t"))
                   for item in table]  # fmt: skip
    found = {}
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet"):
        link = next(text for name, text in sheet.items() if name.endswith("}id"))
        path = targets[link]
        path = path[1:] if path.startswith("/") else posixpath.join("xl", path)
        cells: dict[tuple[int, int], str] = {}
        for cell in ElementTree.fromstring(parts[path]).iter():
            if _name(cell) == "c":
                cells[_position(cell.get("r", ""))] = _cell(cell, strings)
        found[sheet.get("name", "")] = _grid(cells)
    return found


def _cell(cell: Any, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    value = next((part.text or "" for part in cell if _name(part) == "v"), "")
    if kind == "s":
        return strings[int(value)]
    if kind == "inlineStr":
        return _unescaped("".join(t.text or "" for t in cell.iter() if _name(t) == "t"))
    return number(value) if kind == "n" and value else _unescaped(value)


def number(text: str) -> str:
    """A number as a spreadsheet keeps it: 15 digits."""
    return f"{Decimal(f'{float(text):.15g}'):f}"


def _ods(content: bytes) -> dict[str, Rows]:
    found = {}
    for table in ElementTree.fromstring(content).iter():
        if _name(table) != "table":
            continue
        rows: Rows = []
        for row in (row for row in table.iter() if _name(row) == "table-row"):
            cells: list[str] = []
            for cell in row:
                if _name(cell) in ("table-cell", "covered-table-cell"):
                    times = min(int(_of(cell, "number-columns-repeated", "1")), 300)
                    cells += [_ods_cell(cell)] * times
            times = int(_of(row, "number-rows-repeated", "1"))
            rows += [cells] * (times if any(cells) else min(times, 2))
        found[_of(table, "name", "")] = rows
    return found


def _ods_cell(cell: Any) -> str:
    if _of(cell, "value-type", "") in ("float", "percentage", "currency"):
        return number(_of(cell, "value", "0"))
    paragraphs = [p for p in cell if _name(p) == "p"]
    return "\n".join("".join(p.itertext()) for p in paragraphs)


def _of(node: Any, name: str, default: str) -> str:
    return next((text for key, text in node.items() if key.rpartition("}")[2] == name), default)


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    return int(reference[len(letters) :]), column - 1


def _grid(cells: dict[tuple[int, int], str]) -> Rows:
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=-1) + 1
    if height * width > 100_000:
        return []
    return [[cells.get((row, at), "") for at in range(width)] for row in range(1, height + 1)]


def settings_of(sheets: dict[str, Rows]) -> dict[str, Any]:
    """The tree that a YAML file of the same settings would give."""
    tree: dict[str, Any] = {}
    for cells in sheets["programme"][1:]:
        row = dict(zip([head.strip() for head in sheets["programme"][0]], cells, strict=False))
        key, value = row.get("key", ""), row.get("value", "")
        if key in ("years", "extra_columns"):
            tree[key] = [part for part in value.split(";") if part]
        elif "." in key:
            above, _, below = key.partition(".")
            tree.setdefault(above, {})[below] = value
        elif any(cells):
            tree[key] = value
    if "criteria" in sheets:
        tree["criteria"] = {}
        for row in _records(sheets["criteria"]):
            said: dict[str, Any] = {"weight": row.get("weight", "")}
            if row.get("low") or row.get("high"):
                said["scale"] = [row.get("low", ""), row.get("high", "")]
            tree["criteria"][row["criterion"]] = said
    if "rules" in sheets:
        tree["rules"] = [_rule(row) for row in _records(sheets["rules"])]
    return tree


def _records(rows: Rows) -> list[dict[str, str]]:
    heads = [head.strip() for head in rows[0]]
    return [dict(zip(heads, cells, strict=False)) for cells in rows[1:] if any(cells)]


def _rule(row: dict[str, str]) -> dict[str, Any]:
    rule: dict[str, Any] = {key: text for key, text in row.items() if text and key != "rule"}
    rule["name"] = row.get("rule", "")
    for key in ("where", "one_of"):
        if key in rule:
            pairs = (part.partition("=") for part in rule[key].split(";"))
            rule[key] = {column: wanted.split("|") for column, _, wanted in pairs}
    return rule

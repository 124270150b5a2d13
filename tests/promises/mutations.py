"""Seeded ways of spoiling files: bytes, cells, columns, rows, lines, whole files, random signs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random

Files = dict[str, bytes]

NASTY = [
    *("", " ", "-", "0", "00", "1e5", "1,5", "1,000", "1.0", "01", "nan", "inf", "-1", "50%", "£5"),
    *("TRUE", "yes", "no", "null", "~", "NA", "#REF!", "=1+1", "2018-04-01", "2018-19", "a;b", ";"),
    *("\u200b", "\u00a0", "\ufeff", "\u202e", "\x00", "\x07", "\x1b[2J", "\x85", "\u2028", "Llŷn"),
    *("９", "½", "e\u0301", "\U0001f3db", '"', "'", '""', ",", "\t", "\n", "\r", "\r\n", "\\", "{"),
    *("}", "[", "]", ":", ": ", "- ", "#", " #", "&a", "*a", "!!str", "|", ">", "%", "@", "`", "?"),
]
"""Texts that have misled somebody before."""


def mutated(rng: Random, files: Files) -> tuple[Files, str]:
    """The files with something changed in one or two places, and what that was."""
    told = []
    for _ in range(rng.choice((1, 1, 1, 2))):
        files, what = rng.choice(WAYS)(rng, dict(files))
        told.append(what)
    return files, "; ".join(told)


def _one(rng: Random, files: Files, *endings: str) -> str:
    names = [name for name in files if name.endswith(endings)] or [*files]
    return rng.choice(names)


def sign(rng: Random) -> str:
    """Any sign of Unicode, most often one that means something here."""
    if rng.random() < 0.6:
        return rng.choice(NASTY)
    return chr(rng.choice((rng.randrange(0x20, 0x300), rng.randrange(0x1100, 0xD800),
                           rng.randrange(0xE000, 0x110000))))  # fmt: skip


def flipped(rng: Random, files: Files) -> tuple[Files, str]:
    """A few bits are the other way round."""
    name = _one(rng, files)
    content = bytearray(files[name])
    for _ in range(rng.randint(1, 3)):
        if content:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return {**files, name: bytes(content)}, f"{name}: bits turned round"


def cut(rng: Random, files: Files) -> tuple[Files, str]:
    """The end is missing, or a piece of the middle."""
    name = _one(rng, files)
    content = files[name]
    start = rng.randrange(len(content) + 1)
    end = len(content) if rng.random() < 0.5 else start + rng.randint(1, 40)
    return {**files, name: content[:start] + content[end:]}, f"{name}: cut at {start}"


def put_in(rng: Random, files: Files) -> tuple[Files, str]:
    """Something stands between, or in the place of a byte."""
    name = _one(rng, files)
    content = files[name]
    at, text = rng.randrange(len(content) + 1), sign(rng)
    put = rng.randbytes(2) if rng.random() < 0.2 else text.encode("utf-8", "surrogatepass")
    return {
        **files,
        name: content[:at] + put + content[at + rng.randrange(2) :],
    }, f"{name}: {put!r}"


def repeated(rng: Random, files: Files) -> tuple[Files, str]:
    """A piece stands there twice."""
    name = _one(rng, files)
    content = files[name]
    start = rng.randrange(len(content) + 1)
    piece = content[start : start + rng.randint(1, 60)]
    return {**files, name: content[:start] + piece + content[start:]}, f"{name}: {piece!r} twice"


def line_changed(rng: Random, files: Files) -> tuple[Files, str]:
    """A line is missing, twice there, changed for another, or set in otherwise."""
    name = _one(rng, files)
    lines = files[name].split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(4)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one] = rng.choice((b" ", b"  ", b"\t", b"")) + lines[one].strip()
    return {**files, name: b"\n".join(lines)}, f"{name}: line {one}"


def cell_changed(rng: Random, files: Files) -> tuple[Files, str]:
    """A cell says something else, or what another cell says."""
    name, rows = _table(rng, files)
    if not rows:
        return files, "nothing"
    row = rng.randrange(len(rows))
    at = rng.randrange(len(rows[row])) if rows[row] else 0
    other = rng.choice([cells for cells in rows if cells] or [[""]])
    text = rng.choice(
        (sign(rng), rng.choice(other), rows[row][at] + sign(rng) if rows[row] else "")
    )
    if rows[row]:
        rows[row][at] = text
    return {**files, name: _written(rows)}, f"{name}: row {row + 1} cell {at + 1} says {text!r}"


def cells_moved(rng: Random, files: Files) -> tuple[Files, str]:
    """Two cells change places, one is missing, or one stands there twice."""
    name, rows = _table(rng, files)
    row = rng.randrange(len(rows)) if rows else 0
    if not rows or not rows[row]:
        return files, "nothing"
    cells = rows[row]
    one, other = rng.randrange(len(cells)), rng.randrange(len(cells))
    kind = rng.randrange(3)
    if kind == 0:
        cells[one], cells[other] = cells[other], cells[one]
    elif kind == 1:
        del cells[one]
    else:
        cells.insert(other, cells[one])
    return {**files, name: _written(rows)}, f"{name}: cells of row {row + 1} moved"


def columns_moved(rng: Random, files: Files) -> tuple[Files, str]:
    """Two columns change places, with or without headings; one is missing, or there twice."""
    name, rows = _table(rng, files)
    width = min(map(len, rows), default=0)
    if not width:
        return files, "nothing"
    one, other = rng.randrange(width), rng.randrange(width)
    kind = rng.randrange(4)
    for row in rows[1:] if kind == 1 else rows:
        if kind < 2:
            row[one], row[other] = row[other], row[one]
        elif kind == 2:
            del row[one]
        else:
            row.insert(other, row[one])
    return {**files, name: _written(rows)}, f"{name}: columns {one + 1} and {other + 1}"


def rows_moved(rng: Random, files: Files) -> tuple[Files, str]:
    """Two rows change places, one is missing or blank, or one stands there twice."""
    name, rows = _table(rng, files)
    if not rows:
        return files, "nothing"
    one, other = rng.randrange(len(rows)), rng.randrange(len(rows))
    kind = rng.randrange(4)
    if kind == 0:
        rows[one], rows[other] = rows[other], rows[one]
    elif kind == 1:
        del rows[one]
    elif kind == 2:
        rows.insert(other, list(rows[one]))
    else:
        rows[one] = [""] * len(rows[one])
    return {**files, name: _written(rows)}, f"{name}: rows {one + 1} and {other + 1}"


def file_moved(rng: Random, files: Files) -> tuple[Files, str]:
    """A file is missing, empty, there under another name, or in the place of another."""
    one, other = _one(rng, files), _one(rng, files)
    kind = rng.randrange(5)
    if kind == 0:
        del files[one]
    elif kind == 1:
        files[one] = b""
    elif kind == 2:
        files[one], files[other] = files[other], files[one]
    elif kind == 3:
        files[one.replace(".", "s.")] = files.pop(one)
    else:
        files[one] = rng.randbytes(rng.randint(1, 400))
    return files, f"{one} and {other}: files, way {kind}"


def written_otherwise(rng: Random, files: Files) -> tuple[Files, str]:
    """The same text in another encoding, with a mark in front, or with other ends of lines."""
    name = _one(rng, files)
    text = files[name].decode("utf-8", "replace")
    ways: list[Callable[[], bytes]] = [
        lambda: text.encode("utf-8-sig"),
        lambda: text.encode("cp1252", "replace"),
        lambda: text.encode("utf-16"),
        lambda: text.encode("latin-1", "replace"),
        lambda: text.replace("\n", "\r\n").encode(),
        lambda: text.replace("\n", "\r").encode(),
        lambda: text.replace(",", ";").encode(),
        lambda: text.replace(",", "\t").encode(),
    ]
    kind = rng.randrange(len(ways))
    return {**files, name: ways[kind]()}, f"{name}: written in way {kind}"


def _table(rng: Random, files: Files) -> tuple[str, list[list[str]]]:
    name = _one(rng, files, ".csv", ".txt")
    text = files[name].decode("utf-8", "replace")
    try:
        return name, [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error:
        return name, []


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


BYTES = (flipped, cut, put_in, repeated)
"""Ways for files of any kind."""
CELLS = (cell_changed, cell_changed, cell_changed, cells_moved, columns_moved, rows_moved)
"""Ways for tables."""
WAYS = (*BYTES, *CELLS, line_changed, file_moved, written_otherwise)
"""Every way."""

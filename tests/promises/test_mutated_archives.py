"""Promise 9, one level down: workbooks and timetables spoilt as XML and as archives, not as bytes.

Bytes at random seldom get past the first checksum. Here elements, attributes and texts of a part
change and the archive is packed soundly, or fields of the archive's own headers change and its
parts are sound. Whatever comes of it is read, or refused with faults that name a place.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from random import Random
from typing import Any

import pytest

from prioritise.programme.faults import InputError
from prioritise.reading import read
from prioritise.reading.gtfs import read_timetable
from tests.promises.agreement import how_many
from tests.promises.bad_others import feed_files
from tests.promises.bad_others import zipped as feed_of
from tests.promises.judged import READ, REFUSED, Verdict, fault_problems, put, tally, verdict
from tests.promises.mutations import Files, mutated, sign
from tests.promises.test_mutated_files import SHEETS_OF, zipped
from tests.promises.test_mutated_records import LONG, WEDNESDAY
from tests.reading.files import write_workbook
from tests.reading.test_workbooks import write_ods

_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_ATTRIBUTE = re.compile(rb'([\w:.-]+)="([^"]*)"')
_ODD = (
    *(b"", b"0", b"-1", b"1", b"99999999999", b"1e400", b"nan", b"A1:XFD1048576", b"ZZZZ1", b"s"),
    *(b"str", b"e", b"b", b"d", b"inlineStr", b"float", b"../../x", b"&#0;", b"&lt;", b"&no;"),
)
"""Values of attributes and texts that mean something to some reader, or to none."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FIELDS = {
    _LOCAL: ((4, 2), (6, 2), (8, 2), (10, 4), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
    _CENTRAL: (
        *((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2)),
        *((32, 2), (34, 2), (38, 4), (42, 4)),
    ),
    _END: ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
}
"""Place and length of every field in the headers of an archive."""


def spoilt_xml(rng: Random, content: bytes) -> tuple[bytes, str]:
    """An element, an attribute or a text is another, missing, twice there or elsewhere."""
    tokens = _TOKEN.findall(content)
    what = spoilt_tokens(rng, tokens, _ODD)
    return b"".join(tokens), what


def spoilt_tokens(rng: Random, tokens: list[bytes], odd: tuple[bytes, ...]) -> str:
    """Change one of the tokens, in place; what was done."""
    if not tokens:
        return "nothing"
    one, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    token = tokens[one]
    kind = rng.choice(("gone", "twice", "swapped", "piece", "name", "odd", "odd", "odd"))
    if kind == "gone":
        del tokens[one]
    elif kind == "twice":
        tokens.insert(other, token)
    elif kind == "swapped":
        tokens[one], tokens[other] = tokens[other], token
    elif kind == "piece":
        first, last = sorted((one, other))
        piece = tokens[first : min(last, first + 30)]
        tokens[first:first] = piece * rng.choice((1, 2, 9))
    elif kind == "name":
        tokens[one] = re.sub(rb"^<(/?)[\w:]+", rb"<\1x:y", token)
    else:
        value = rng.choice((*odd, sign(rng).encode("utf-8", "surrogatepass")))
        found = [*_ATTRIBUTE.finditer(token)]
        if token.startswith(b"<") and found:
            name, start, end = (at := rng.choice(found))[1], *at.span()
            changed = b"" if rng.random() < 0.2 else name + b'="' + value + b'"'
            tokens[one] = token[:start] + changed + token[end:]
        else:
            tokens[one] = value
    return f"{kind} {token[:60]!r}"


def spoilt_archive(rng: Random, content: bytes) -> tuple[bytes, str]:
    """One or two fields of its headers say something else, or a name is in no encoding."""
    changed, told = bytearray(content), []
    for _ in range(rng.choice((1, 1, 2))):
        header = rng.choice([*_FIELDS])
        at = rng.choice([found.start() for found in re.finditer(re.escape(header), content)])
        if header != _END and rng.random() < 0.2:
            start = at + (30 if header == _LOCAL else 46)
            changed[start + rng.randrange(4)] = rng.randrange(256)
            told.append(f"name at {start}")
            continue
        place, length = rng.choice(_FIELDS[header])
        before = int.from_bytes(changed[at + place : at + place + length], "little")
        most = 256**length - 1
        odd = (0, 1, 8, 9, 12, 14, 99, 1 << 11, most, before + 1, before ^ 1, most // 2)
        value = rng.choice(odd)
        changed[at + place : at + place + length] = struct.pack("<Q", value & most)[:length]
        told.append(f"{header!r} field {place}: {value}")
    return bytes(changed), "; ".join(told)


def repacked(rng: Random, parts: Files) -> tuple[bytes, str]:
    """Parts under other names, missing, empty, twice there, exchanged, or packed otherwise."""
    names, way = [*parts], rng.randrange(6)
    one, other = rng.choice(names), rng.choice(names)
    listed = [(name, parts[name]) for name in names if way or name != one]
    if way == 1:
        listed = [(n, b"" if n == one else c) for n, c in listed]
    elif way == 2:
        listed.insert(rng.randrange(len(listed)), (one, parts[other]))
    elif way == 3:
        listed = [(n, parts[other] if n == one else c) for n, c in listed]
    elif way == 4:
        listed = [(n.upper() if n == one else n, c) for n, c in listed]
    buffer = io.BytesIO()
    packing = rng.choice(_PACKINGS)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # of two parts of one name zipfile warns
        for name, content in listed:
            chosen = packing if name == one else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=chosen)
    return buffer.getvalue(), f"way {way}: {one}, {other}, packing {packing}"


def parts_in(content: bytes) -> Files:
    """The parts of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt_book(rng: Random, content: bytes, parts: Files) -> tuple[bytes, str]:
    """A workbook spoilt as XML, in the headers of its archive, or in its parts."""
    kind = rng.choice(("xml", "xml", "xml", "headers", "parts"))
    if kind == "headers":
        return spoilt_archive(rng, content)
    if kind == "parts":
        return repacked(rng, parts)
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "docProps" not in name]
    name = rng.choice(names)
    changed, what = spoilt_xml(rng, parts[name])
    return zipped({**parts, name: changed}), f"{name}: {what}"


def spoilt_feed(rng: Random, content: bytes, parts: Files) -> tuple[bytes, str]:
    """A timetable spoilt in the headers of its archive, its parts, and the tables within."""
    kind = rng.choice(("headers", "headers", "parts", "both"))
    if kind == "headers":
        return spoilt_archive(rng, content)
    if kind == "parts":
        return repacked(rng, parts)
    changed, what = mutated(rng, parts)
    spoilt, more = spoilt_archive(rng, zipped(changed)) if changed else (b"", "nothing")
    return spoilt, f"{what}; {more}"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_workbook_spoilt_as_xml_or_as_archive_is_read_or_refused(tmp_path, ending, figures):
    """Every way, on a workbook that is a whole programme."""
    write: Any = write_workbook if ending == "xlsx" else write_ods
    content = write(tmp_path / f"good.{ending}", SHEETS_OF).read_bytes()
    parts = parts_in(content)
    file = f"plan.{ending}"

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_book(rng, content, parts)
        put(tmp_path / "b", {file: spoilt})
        return what, verdict(lambda: read(tmp_path / "b" / file), lambda reading: (), [file])

    tally(figures, 46, how_many(60, 8_000), draw)


def test_a_timetable_spoilt_as_archive_is_read_or_refused(tmp_path, figures):
    """Headers and parts of the archive, and cells of its files besides."""
    content = feed_of(feed_files())
    parts = parts_in(content)
    path = tmp_path / "feed.zip"
    names = [path.name, *(f"{path.name}/{name}.txt" for name in feed_files())]

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_feed(rng, content, parts)
        path.write_bytes(spoilt)
        try:
            read_timetable([path], WEDNESDAY, -LONG, LONG)
        except InputError as error:
            return what, (REFUSED, "; ".join(fault_problems(error.faults, names)))
        return what, (READ, "")

    tally(figures, 57, how_many(150, 6_000), draw)

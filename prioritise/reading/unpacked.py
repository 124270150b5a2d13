"""The parts of a workbook, unpacked within limits.

What was tested is packed anew in memory, so that it is what is read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.text_file import bytes_of

LARGEST_WORKBOOK = 50_000_000
"""Bytes of a workbook, and of the XML in it when unpacked."""
MOST_PARTS = 2_000
"""Parts of a workbook."""
MOST_DIRECTORY = 1_000_000
"""Bytes of the list of an archive's parts, which is read as a whole."""
MOST_TAGS = 1_500_000
"""Signs in all parts that begin a tag: some 300,000 filled cells."""
LARGEST_LIST = 1_000_000
"""Bytes of the parts that list the sheets."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that are read: workbooks and feeds have no others."""

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,  # an offset before the start, a name in no encoding
    NotImplementedError,  # another compression
    RuntimeError,  # a password
    OSError,  # a place outside the file
)
"""What reading a damaged archive raises, for everything that reads one."""
_NEEDED = (".xml", ".rels", "mimetype")
_LONG_TAG = re.compile(rb"<[^>]{65536}")
_LISTS = ("workbook.xml", ".rels")
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_SIZE_OF_END, _SIZE_BEFORE, _LONGEST_REMARK = 22, 76, 65_535


def parts_of(path: Path, place: str) -> dict[str, bytes]:
    """The parts of a workbook that say something: no pictures, no macros.

    Raises
    ------
    InputError
        Where the file is no workbook, needs a password, or is too large when unpacked.
    """
    content = bytes_of(path, place, LARGEST_WORKBOOK)
    if claimed_directory(io.BytesIO(content)) > MOST_DIRECTORY:
        found = "an archive of very many parts"
        raise InputError([Fault(place, None, "", found, f"a workbook of at most {MOST_PARTS}")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = _wanted(archive, place)
            parts = {part.filename: _content(archive, part) for part in wanted}
    except DAMAGED:
        expected = "a workbook (.xlsx or .ods) without a password"
        raise InputError([Fault(place, None, "", "no workbook", expected)]) from None
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        found = "a document type declaration"
        raise InputError([Fault(place, None, "", found, "a workbook saved by a spreadsheet")])
    if any(_LONG_TAG.search(part) for part in parts.values()):
        found = "a tag that does not end"
        raise InputError([Fault(place, None, "", found, "a workbook saved by a spreadsheet")])
    if sum(part.count(b"<") for part in parts.values()) > MOST_TAGS:
        expected = "at most some 300,000 filled cells; a folder of CSV files may hold more"
        raise InputError([Fault(place, None, "", "more cells than are read", expected)])
    return parts


def claimed_directory(file: BinaryIO) -> int:
    """Bytes that an archive says its directory has, the most of all that could be meant.

    The directory is read into memory before anything else of an archive, so this comes first.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _SIZE_OF_END - _SIZE_BEFORE - _LONGEST_REMARK))
    tail = file.read()
    file.seek(0)
    claimed = 0
    at = tail.find(_END)
    while at >= 0:
        claimed = max(claimed, int.from_bytes(tail[at + 12 : at + 16], "little"))
        before = tail[max(0, at - _SIZE_BEFORE) : at]
        if len(before) == _SIZE_BEFORE and before[56:60] == _END_64:
            claimed = max(claimed, int.from_bytes(before[40:48], "little"))
        at = tail.find(_END, at + 1)
    return claimed


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer


def _wanted(archive: zipfile.ZipFile, place: str) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        found = f"an archive of {len(parts)} parts"
        raise InputError([Fault(place, None, "", found, f"a workbook of at most {MOST_PARTS}")])
    if len({part.filename for part in parts}) < len(parts):
        found = "an archive with two parts of one name"
        raise InputError([Fault(place, None, "", found, "a workbook saved by a spreadsheet")])
    wanted = [part for part in parts if part.filename.endswith(_NEEDED)]
    if any(p.file_size > LARGEST_LIST for p in wanted if p.filename.endswith(_LISTS)):
        found = "a list of sheets of more than 1 MB"
        raise InputError([Fault(place, None, "", found, "a workbook saved by a spreadsheet")])
    if sum(part.file_size for part in wanted) > LARGEST_WORKBOOK:
        most = LARGEST_WORKBOOK // 1_000_000
        found = f"more than {most} MB when unpacked"
        raise InputError([Fault(place, None, "", found, f"a workbook of at most {most} MB")])
    return wanted


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The bytes of a part: not more than its entry promises, whatever the archive holds."""
    if part.compress_type not in PACKED:
        raise NotImplementedError("another packing than that of every zip program")
    with archive.open(part) as opened:
        return opened.read(part.file_size)

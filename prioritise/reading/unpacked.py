"""The parts of a workbook, unpacked within limits.

What was tested is packed anew in memory, so that it is what is read.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.reading.text_file import bytes_of

LARGEST_WORKBOOK = 50_000_000
"""Bytes of a workbook, and of the XML in it when unpacked."""
MOST_PARTS = 2_000
"""Parts of a workbook."""

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,  # an offset before the start, a name in no encoding
    NotImplementedError,  # another compression
    RuntimeError,  # a password
)
_NEEDED = (".xml", ".rels", "mimetype")


def parts_of(path: Path, place: str) -> dict[str, bytes]:
    """The parts of a workbook that say something: no pictures, no macros.

    Raises
    ------
    InputError
        Where the file is no workbook, needs a password, or is too large when unpacked.
    """
    content = bytes_of(path, place, LARGEST_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = _wanted(archive, place)
            parts = {part.filename: _content(archive, part) for part in wanted}
    except _BROKEN:
        expected = "a workbook (.xlsx or .ods) without a password"
        raise InputError([Fault(place, None, "", "no workbook", expected)]) from None
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        found = "a document type declaration"
        raise InputError([Fault(place, None, "", found, "a workbook saved by a spreadsheet")])
    return parts


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
    if sum(part.file_size for part in wanted) > LARGEST_WORKBOOK:
        most = LARGEST_WORKBOOK // 1_000_000
        found = f"more than {most} MB when unpacked"
        raise InputError([Fault(place, None, "", found, f"a workbook of at most {most} MB")])
    return wanted


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The bytes of a part: not more than its entry promises, whatever the archive holds."""
    with archive.open(part) as opened:
        return opened.read(part.file_size)

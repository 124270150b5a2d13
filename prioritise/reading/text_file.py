"""The text of a file: its size, its encoding, and nothing replaced on the way."""

from __future__ import annotations

import os
from pathlib import Path

from prioritise.programme.consulted import consult
from prioritise.programme.faults import Fault, InputError, nearest
from prioritise.reading.as_read import note

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MEGABYTE = 1_000_000


def text_of(path: Path, place: str, largest: int) -> str:
    """The text of a file in UTF-8 (with or without a byte order mark) or else Windows-1252.

    Raises
    ------
    InputError
        Where there is no such file, or it is larger than `largest` bytes, or no text in either
        encoding.
    """
    content = bytes_of(path, place, largest)
    if content.startswith(_BYTE_ORDER_MARKS) or b"\x00" in content:
        raise InputError([Fault(place, None, "", "no text in UTF-8", "a file saved as UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows_text(content, place, error.start)


def bytes_of(path: Path, place: str, largest: int) -> bytes:
    """The bytes of a file that is not larger than `largest`."""
    if not os.path.isfile(path):
        found = "something else" if os.path.exists(path) else "no such file"
        hint = nearest(path.name, names_in(path.parent))
        raise InputError([Fault(place, None, "", found, "a file", hint)])
    consult(path)
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise InputError([Fault(place, None, "", found, "a file that can be read")]) from None
    if len(content) > largest:
        size = f"more than {largest // _MEGABYTE} MB"
        raise InputError([Fault(place, None, "", size, f"at most {largest // _MEGABYTE} MB")])
    note(path, content)
    return content


def names_in(folder: Path) -> list[str]:
    """Names of what a folder holds; none where it cannot be read."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _windows_text(content: bytes, place: str, start: int) -> str:
    """Text in Windows-1252, unless parts of it are UTF-8: then neither encoding is right."""
    row = content.count(b"\n", 0, start) + 1
    broken = content.decode("utf-8", errors="surrogateescape")
    mixed = any("\x80" <= character < "\ud800" or character > "\udfff" for character in broken)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        mixed = True
    if mixed:
        found = f"the byte 0x{content[start]:02X}, which is not UTF-8"
        raise InputError([Fault(place, row, "", found, "a file saved as UTF-8")])
    return text

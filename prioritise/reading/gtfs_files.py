"""The files of a GTFS feed, row by row, from a zip file or a folder."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from prioritise.programme.consulted import consult
from prioritise.programme.faults import Fault, InputError
from prioritise.reading.as_read import note_file
from prioritise.reading.cells import key_text, shown
from prioritise.reading.unpacked import DAMAGED, MOST_DIRECTORY, PACKED, claimed_directory

LARGEST = 1_000_000_000
"""Bytes of one file of a feed."""
LONGEST_LINE = 100_000
"""Characters of a line."""
LARGEST_UNPACKED, MOST_TIMES = 20_000_000, 100
"""A larger file may unpack to so many times its packed size; timetables reach about 20."""
MOST_FAULTS = 100
"""Faults of a feed after which reading it ends: further ones would be more of the same."""
_TIME = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")


class FeedRow:
    """One row of a file, by the names of its columns."""

    __slots__ = ("_cells", "_feed", "_number", "_places", "_table")

    def __init__(
        self, feed: Feed, table: str, number: int, cells: list[str], places: Mapping[str, int]
    ) -> None:
        self._feed, self._table, self._number = feed, table, number
        self._cells, self._places = cells, places

    def text(self, column: str) -> str:
        """What stands in a column; empty where nothing does, or there is no such column."""
        place = self._places.get(column)
        if place is None or place >= len(self._cells):
            return ""
        return self._cells[place].strip()

    def time(self, column: str) -> int | None:
        """Seconds of a time such as 25:10:00; None where nothing stands."""
        text = self.text(column)
        if not text:
            return None
        match = _TIME.fullmatch(text)
        if match is None:
            self.refuse(column, "a time such as 08:30:00, or 25:10:00 after midnight")
            return None
        hours, minutes, seconds = map(int, match.groups())
        return 3600 * hours + 60 * minutes + seconds

    def whole(self, column: str) -> int | None:
        """A whole number, which has to be there."""
        text = self.text(column)
        if not _WHOLE.fullmatch(text):
            self.refuse(column, "a whole number")
            return None
        return int(text)

    def degrees(self, column: str, most: int) -> float | None:
        """Degrees, which have to be there."""
        text = self.text(column)
        if not _DEGREES.fullmatch(text) or abs(float(text)) > most:
            self.refuse(column, f"degrees from -{most} to {most}")
            return None
        return float(text)

    def day(self, column: str) -> date | None:
        """A date such as 20180905, which has to be there."""
        text = self.text(column)
        try:
            if len(text) != len("20180905"):
                raise ValueError
            return datetime.strptime(text, "%Y%m%d").date()
        except ValueError:
            self.refuse(column, "a date such as 20180905")
            return None

    def one_of(self, column: str, known: Sequence[str]) -> str:
        """A word of a closed list."""
        text = self.text(column)
        if text not in known:
            self.refuse(column, f"one of {', '.join(filter(None, known))}")
        return text

    def refuse(self, column: str, expected: str) -> None:
        """Add a fault of this row."""
        found = shown(self.text(column))
        self._feed.refuse(self._table, self._number, column, found, expected)


class Feed:
    """A feed, opened.

    Parameters
    ----------
    path
        Zip file or folder.
    faults
        Takes what is wrong.

    Raises
    ------
    InputError
        There is no such feed.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self._path = path
        self._name = key_text(path.name)
        self._faults = faults
        self._own = 0
        self._zip: zipfile.ZipFile | None = None
        consult(path)
        if path.is_dir():
            consult(*path.iterdir())
            return
        try:
            self._zip = _zip_at(path)
        except DAMAGED:
            found = "no such feed" if not path.exists() else "no zip file"
            expected = "a GTFS feed: a zip file, or a folder of its text files"
            raise InputError([Fault(self._name, None, "", found, expected)]) from None

    def has(self, table: str) -> bool:
        """Whether a file is there."""
        name = f"{table}.txt"
        if self._zip is None:
            return (self._path / name).is_file()
        return name in self._zip.namelist()

    def rows(self, table: str, *needed: str, optional: bool = False) -> Iterator[FeedRow]:
        """The rows of a file; nothing, and a fault, where it is missing and has to be there."""
        if not self.has(table):
            if not optional:
                self.refuse(table, None, "", "no such file", "this file in every feed")
            return
        try:
            with self._opened(table) as content:
                text = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
                yield from self._rows(table, csv.reader(_lines(text)), needed)
        except (UnicodeDecodeError, csv.Error):
            self.refuse(table, None, "", "no CSV in UTF-8", "a file as GTFS asks for it")
        except DAMAGED:
            self.refuse(table, None, "", "what cannot be unpacked", "a plain zip file, undamaged")

    def refuse(self, table: str, row: int | None, column: str, found: str, expected: str) -> None:
        """Add a fault; after many, stop reading.

        Raises
        ------
        InputError
            There are so many faults that the rest of the feed says nothing new.
        """
        fault = Fault(f"{self._name}/{table}.txt", row, column, found, expected)
        self._own += 1
        if self._own > MOST_FAULTS:
            raise InputError([fault])
        self._faults.append(fault)

    def _rows(
        self, table: str, reader: Iterator[list[str]], needed: tuple[str, ...]
    ) -> Iterator[FeedRow]:
        headings = [heading.strip() for heading in next(reader, [])]
        places = {heading: place for place, heading in enumerate(headings)}
        missing = [column for column in needed if column not in places]
        for column in missing:
            self.refuse(table, 1, column, "no such column", "this column in every feed")
        again = [heading for heading in places if heading and headings.count(heading) > 1]
        for column in again:
            self.refuse(table, 1, column, f"{shown(column)} again", "every heading once")
        if missing or again:
            return
        width = len(headings)
        for number, cells in enumerate(reader, start=2):
            if len(cells) > width and any(cells[width:]):
                found = f"{len(cells)} cells"
                self.refuse(table, number, "", found, f"{width}, one for each heading")
            elif any(cells):
                yield FeedRow(self, table, number, cells, places)

    def _is_bomb(self, name: str, size: int) -> bool:
        if self._zip is None or size <= LARGEST_UNPACKED:
            return False
        return size > MOST_TIMES * max(self._zip.getinfo(name).compress_size, 1)

    def _opened(self, table: str) -> BinaryIO:
        name = f"{table}.txt"
        if self._zip is None:
            path = self._path / name
            size = path.stat().st_size
        else:
            size = self._zip.getinfo(name).file_size
        if size > LARGEST or self._is_bomb(name, size):
            found = f"{size:,} bytes" if size > LARGEST else "a file packed beyond all measure"
            expected = f"at most {LARGEST:,} bytes, packed to no less than a hundredth"
            raise InputError([Fault(f"{self._name}/{name}", None, "", found, expected)])
        if self._zip is None:
            note_file(path)
            return path.open("rb")
        if self._zip.getinfo(name).compress_type not in PACKED:
            raise zipfile.BadZipFile
        return self._zip.open(name)  # type: ignore[return-value]


def _zip_at(path: Path) -> zipfile.ZipFile:
    """The archive, once its directory is known to be no larger than that of a feed can be."""
    if not path.is_file():
        raise zipfile.BadZipFile
    with path.open("rb") as file:
        if claimed_directory(file) > MOST_DIRECTORY:
            raise zipfile.BadZipFile
    note_file(path)
    return zipfile.ZipFile(path)


def _lines(text: io.TextIOBase) -> Iterator[str]:
    """Lines that are no longer than a line can be."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise csv.Error("a line without end")
        yield line

"""Answers on disk as they come, so that long work that was stopped goes on where it was.

One line an answer, after its hash. From the first line that is cut off or does not match its hash
everything counts as not written; a checkpoint of another programme, or version, is begun anew.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import prioritise
from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme

LONGEST_HEADING = 1_000
"""Bytes of a first line that are looked at."""
_HEADING = re.compile(rb'\{"question": "[0-9a-f]{64}"\}\n')


class Checkpoint:
    """A file of answers by question.

    Parameters
    ----------
    path : Path
        File, made where there is none.
    programme : Programme
        What is asked; answers to another one do not count.
    """

    def __init__(self, path: Path, programme: Programme) -> None:
        self._places: dict[bytes, int] = {}
        heading = _heading(programme)
        whole = self._read(path, heading)
        self._file = path.open("r+b" if whole else "w+b")
        if whole:
            self._file.truncate(whole)
        else:
            self._file.write(heading)
        self.known_before = len(self._places)
        """Answers that were there already."""

    def found(self, question: str) -> BatchAnswer | None:
        """The answer to a question; none where it is not known."""
        place = self._places.get(_key(question))
        if place is None:
            return None
        self._file.seek(place)
        return _answer(json.loads(_unsealed(self._file.readline()))["found"])

    def keep(self, question: str, found: BatchAnswer) -> None:
        """Write an answer; it is on its way to the disk when this returns."""
        key = _key(question)
        line = json.dumps({"question": key.hex(), "found": asdict(found)}, default=str)
        self._places[key] = self._file.seek(0, os.SEEK_END)
        self._file.write(_sealed(line.encode()))
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read(self, path: Path, heading: bytes) -> int:
        """Note where each answer stands; the number of bytes that are whole, 0 for another file."""
        if not path.exists():
            return 0
        with path.open("rb") as file:
            if file.readline() != heading:
                return 0
            place = file.tell()
            for line in file:
                kept = _unsealed(line)
                if not kept:
                    break
                self._places[bytes.fromhex(json.loads(kept)["question"])] = place
                place += len(line)
        return place


def is_journal(path: Path) -> bool:
    """Whether a file is a checkpoint of any programme, or one that was only begun."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        heading = file.readline(LONGEST_HEADING)
    return not heading or _HEADING.fullmatch(heading) is not None


def question_of(programme: Programme, *asked: object) -> str:
    """Hash of all that an answer hangs on: the programme, this version, and what is asked of it."""
    text = "\n".join((prioritise.__version__, programme.model_dump_json(), repr(asked)))
    return sha256(text.encode()).hexdigest()


def _heading(programme: Programme) -> bytes:
    return f"{json.dumps({'question': question_of(programme)})}\n".encode()


def _sealed(line: bytes) -> bytes:
    """A line with its hash in front."""
    return sha256(line).hexdigest().encode() + b" " + line + b"\n"


def _unsealed(line: bytes) -> bytes:
    """The line without its hash; nothing where that does not match, or the end is missing."""
    kept = line.partition(b" ")[2].removesuffix(b"\n")
    return kept if line == _sealed(kept) else b""


def _key(question: str) -> bytes:
    return sha256(question.encode()).digest()


def _answer(kept: dict[str, Any]) -> BatchAnswer:
    kept["value"], kept["bound"] = Fraction(kept["value"]), Fraction(kept["bound"])
    kept["choices"] = tuple(
        Choice(**{**choice, "payers": tuple(choice["payers"])}) for choice in kept["choices"]
    )
    return BatchAnswer(**kept)

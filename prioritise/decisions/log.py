"""The record of one programme: a chain of entries, and what stands at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import ValidationError

from prioritise.decisions.entry import NOTHING_BEFORE, Entry, hash_of
from prioritise.programme.faults import RecordError

DecisionStanding = Literal["current", "superseded", "withdrawn", "withdrawal"]


@dataclass(frozen=True)
class Log:
    """Everything that was ever recorded of a programme, the chain found whole."""

    programme: str
    """Title of the programme."""
    entries: tuple[Entry, ...] = ()
    """All entries, in their order."""

    @property
    def head(self) -> str:
        """Hash of the last entry: whoever has written it down can tell any change before it."""
        return self.entries[-1].hash if self.entries else NOTHING_BEFORE

    @cached_property
    def current(self) -> Mapping[str, Entry]:
        """The decision that stands on each proposal, in order of id."""
        last = {entry.proposal: entry for entry in self.entries}
        return {name: last[name] for name in sorted(last) if last[name].action == "add"}

    @cached_property
    def standings(self) -> tuple[DecisionStanding, ...]:
        """What has become of each entry."""
        following: dict[str, Entry] = {}
        found: list[DecisionStanding] = []
        for entry in reversed(self.entries):
            later = following.get(entry.proposal)
            if entry.action == "withdraw":
                found.append("withdrawal")
            elif later is None:
                found.append("current")
            else:
                found.append("withdrawn" if later.action == "withdraw" else "superseded")
            following[entry.proposal] = entry
        return tuple(reversed(found))

    @property
    def out_of_time(self) -> tuple[Entry, ...]:
        """Entries that are dated before the one before them: somebody's clock was put back."""
        return tuple(
            entry
            for entry, last in zip(self.entries[1:], self.entries, strict=False)
            if entry.when < last.when
        )

    def after(self, head: str) -> int:
        """How many entries came after the one with this hash.

        Raises
        ------
        RecordError
            No entry has it: the record was cut, or is another one.
        """
        for entry in self.entries:
            if entry.hash == head:
                return len(self.entries) - entry.number
        raise RecordError(
            f"no entry has the head {head}: entries have been cut off or replaced "
            f"({len(self.entries)} are there, and the last has {self.head})"
            if self.entries
            else f"no entry has the head {head}: nothing at all is recorded of {self.programme!r}"
        )


def checked(programme: str, rows: Iterable[Mapping[str, Any]]) -> Log:
    """The log that some rows are, in order of number.

    Parameters
    ----------
    programme
        Title of the programme.
    rows
        Fields of each entry, as they were found.

    Raises
    ------
    RecordError
        They are not the chain that was written; the message names the first break.
    """
    entries: list[Entry] = []
    previous = NOTHING_BEFORE
    for number, row in enumerate(rows, start=1):
        entry = _entry(row, number)
        if entry.number != number:
            what = "is missing" if entry.number > number else "is there twice"
            raise RecordError(f"entry {min(number, entry.number)} {what}")
        if entry.programme != programme:
            raise RecordError(f"entry {number} belongs to another programme")
        if entry.hash != hash_of(entry):
            raise RecordError(f"entry {number} does not match its hash: it was changed")
        if entry.previous != previous:
            raise RecordError(f"entry {number} does not follow from the entry before it")
        entries.append(entry)
        previous = entry.hash
    return Log(programme, tuple(entries))


def _entry(row: Mapping[str, Any], number: int) -> Entry:
    try:
        return Entry(**row)
    except (ValidationError, TypeError, UnicodeError):
        raise RecordError(f"entry {number} is not what was written: it was changed") from None

"""An edition: inputs and recorded decisions as they were read once, on which a question rests.

A question takes its edition when it is asked and keeps it to the end: whatever is recorded or saved
meanwhile makes another edition, and never half of this one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from prioritise.appraisal.worked_out import worked_out
from prioritise.decisions.binding import bound_by, released
from prioritise.decisions.log import Log
from prioritise.programme.faults import InputError, UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.validity import faults_of
from prioritise.reading import Reading
from prioritise.reading.as_read import hash_of_file
from prioritise.reading.files import files_of
from prioritise.web.settings import PageSettings

LONGEST_TITLE = 200
"""Characters of the title of a question that has no name yet."""

Signature = tuple[int, ...]
"""What the system says of a file; where it is the same, so is the file."""


class OutdatedError(UsageError):
    """What the edition rests on is there no more."""

    def __init__(self) -> None:
        super().__init__("the inputs or the record have changed meanwhile; ask again")


@dataclass(frozen=True)
class Opened:
    """A scenario as `run` would read it now."""

    reading: Reading
    programme: Programme
    """The programme under the scenario, the decisions, and the baseline that it names."""
    log: Log | None
    """The record that is honoured; none where nothing is, or where that was not asked."""
    digests: Mapping[Path, str]
    """SHA-256 of every file that was read, those of its baselines included."""


@dataclass(frozen=True, eq=False)
class Edition:
    """Inputs and record as they were read."""

    reading: Reading
    log: Log | None
    """The record that is honoured; none where nothing is, or where that was not asked."""
    digests: Mapping[Path, str]
    """SHA-256 of every file that was read."""
    open_again: Callable[[], Opened]
    """Gives the baseline, which is solved first where the scenario names one."""
    read_at: datetime = field(default_factory=datetime.now)
    _looked: dict[Path, tuple[Signature, bool]] = field(default_factory=dict)

    def with_log(self, log: Log) -> Edition:
        """The same inputs under another record."""
        kept = log if log.entries else None
        return Edition(self.reading, kept, self.digests, self.open_again, self.read_at)

    @property
    def head(self) -> str:
        """Head of the record that is honoured."""
        return head_of(self.log)

    @property
    def scenario(self) -> Programme:
        """The scenario as it stands in its file, without what is recorded."""
        return self.reading.programme

    @property
    def title(self) -> str:
        """What the scenario is called."""
        return self.scenario.scenario or "The programme as it stands"

    def named(self, settings: PageSettings) -> str:
        """A title for some settings."""
        if settings.is_plain:
            return self.title
        return f"{self.title}: {settings.in_words()}"[:LONGEST_TITLE]

    @cached_property
    def bound(self) -> Programme:
        """The scenario under what is recorded, without the baseline that it names."""
        return self._bound(self.scenario)

    @cached_property
    def baseline(self) -> tuple[str, ...] | None:
        """The shortlist that the scenario names as its baseline.

        Raises
        ------
        OutdatedError
            It would be that of other inputs, or of another record.
        """
        if self.reading.baseline is None and self.reading.staying is None:
            return self.scenario.baseline
        return self._opened.programme.baseline

    @cached_property
    def _opened(self) -> Opened:
        """The scenario with its lists, read again, where inputs and record are the same still."""
        opened = self.open_again()
        if head_of(opened.log) != self.head or opened.digests != self.digests:
            raise OutdatedError
        return opened

    def _staying(self, programme: Programme) -> Programme:
        """The programme under the lists that the scenario names: baseline and list in force."""
        if self.reading.staying is None:
            return programme.revised(baseline=self.baseline)
        near = self._opened.programme.near
        if self.reading.staying.in_force.is_agreed:
            programme, _ = released(programme)
        return programme.revised(baseline=self.baseline, near=near)

    def asked(self, settings: PageSettings) -> Programme:
        """The programme under some settings and what is recorded.

        Raises
        ------
        InputError
            The settings make no programme.
        """
        if settings.is_plain:
            return self._staying(self.bound)
        programme = settings.scenario(self.named(settings)).applied_to(self.scenario)
        faults = faults_of(programme)
        if not faults:
            programme, faults = worked_out(programme)
        if faults:
            raise InputError(faults)
        return self._staying(self._bound(programme))

    def changes(self) -> tuple[str, ...]:
        """Which inputs are no longer as they were read, in words."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[str]:
        for file, digest in self.digests.items():
            try:
                signature = _signature(file)
                if self._looked.get(file, ((), False))[0] != signature:
                    self._looked[file] = signature, hash_of_file(file) == digest
                if not self._looked[file][1]:
                    yield f"{file.name} has changed"
            except OSError:
                yield f"{file.name} is gone, or cannot be read"
        if self.reading.programme_path.is_dir():
            yield from (f"{name} is new" for name in self._new_files())

    def _new_files(self) -> Iterator[str]:
        try:
            found = files_of(self.reading.programme_path, lambda path: path.name, [])
        except InputError:
            return  # what was read from there is gone, which is told already
        known = {os.path.realpath(file) for file in self.digests}
        for file in found.tables.values():
            if os.path.realpath(file) not in known:
                yield file.name

    def _bound(self, programme: Programme) -> Programme:
        return programme if self.log is None else bound_by(programme, self.log).programme


@dataclass(frozen=True)
class PageQuestion:
    """What is asked: an edition, and what was moved in it."""

    edition: Edition
    settings: PageSettings


def edition_of(opened: Opened, open_again: Callable[[], Opened]) -> Edition:
    """The edition that was opened."""
    return Edition(opened.reading, opened.log, opened.digests, open_again)


def head_of(log: Log | None) -> str:
    """Head of a record, of which there may be none."""
    return (log or Log("")).head


def _signature(file: Path) -> Signature:
    found = os.stat(file)
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

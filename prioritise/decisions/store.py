"""The store of decisions: read whole, added to, never changed.

An entry counts as recorded once the database has committed it to its disk. Two who add at the same
time cannot both follow the same entry: the database refuses one of them, who then tries again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import TypeVar

from sqlalchemy import Connection, insert, select

from prioritise.decisions.address import Address, StoreError
from prioritise.decisions.connection import transaction
from prioritise.decisions.entry import Statement, sealed
from prioritise.decisions.failures import LostRaceError, in_use, in_words, races_apart
from prioritise.decisions.folders import refuse_network_folder
from prioritise.decisions.log import Log, checked
from prioritise.decisions.revision import check_guards, is_newest, revision_of, upgrade
from prioritise.decisions.schema import entries

PATIENCE = 30.0
"""Seconds for which something is tried again where others are at it."""
NOT_CERTAIN = "Whether the decision was recorded is not certain: `prioritise agree log` shows it."
"""What is said where a server was lost before it could say that it had committed."""
_PAUSE = 0.02
"""Longest pause between two attempts, in seconds."""

T = TypeVar("T")


@dataclass(frozen=True)
class FoundRecord:
    """What a store holds for one programme."""

    log: Log
    """The record of the programme, found whole."""
    other_titles: tuple[str, ...]
    """Titles of other programmes in the same store, in order."""


class Store:
    """A store at an address.

    Raises
    ------
    StoreError
        It would lie on a network folder, or is a folder or a device.
    """

    def __init__(self, address: Address) -> None:
        if address.file is not None and address.file.exists() and not address.file.is_file():
            raise StoreError(f"{address.shown} is no file, so no decisions are kept there")
        refuse_network_folder(address)
        self.address = address

    def found(self, programme: str) -> FoundRecord:
        """What is recorded of a programme, by its title; the chain is checked.

        Raises
        ------
        RecordError
            Something is not as it was written.
        StoreError
            The store is not there, or cannot be read.
        """
        return self._read(programme, lambda connection: _found(connection, programme))

    def verified(self, programme: str) -> FoundRecord:
        """The same, and the database itself is checked: its guards, and the soundness of a file.

        Raises
        ------
        RecordError
            Something is not as it was written, or the guards are gone.
        StoreError
            The store is not there, or cannot be read.
        """

        def verify(connection: Connection) -> FoundRecord:
            found = _found(connection, programme)
            check_guards(connection)
            return found

        return self._read(programme, verify)

    def append(self, programme: str, propose: Callable[[Log], Statement]) -> Log:
        """Add an entry, and give the record with it at its end, once it is safely on the disk.

        Parameters
        ----------
        programme
            Title of the programme.
        propose
            What is to be added, given the record as it stands; asked again after a lost race.

        Raises
        ------
        RecordError
            The record is not as it was written, so nothing was added to it.
        StoreError
            The store cannot be written to.
        """
        proposed = False

        def add() -> Log:
            nonlocal proposed
            proposed = False
            with transaction(self.address, writes=True) as connection:
                upgrade(connection)
                log = _found(connection, programme).log
                number = len(log.entries) + 1
                entry = sealed(propose(log), programme, number, log.head, datetime.now(UTC))
                proposed = True
                connection.execute(insert(entries).values(**entry.model_dump()))
            return Log(programme, (*log.entries, entry))

        try:
            return self._patiently(add)
        except StoreError as problem:
            if self.address.file is None and proposed:
                raise StoreError(f"{problem} {NOT_CERTAIN}") from None
            raise

    def _read(self, programme: str, look: Callable[[Connection], FoundRecord]) -> FoundRecord:
        file = self.address.file
        if file is not None and not file.exists():
            raise StoreError(f"there is no store of decisions at {self.address.shown}")

        def read() -> FoundRecord | None:
            with transaction(self.address, writes=False) as connection:
                if is_newest(connection):
                    return look(connection)
                return None if revision_of(connection) else FoundRecord(Log(programme), ())

        def upgraded() -> FoundRecord:
            with transaction(self.address, writes=True) as connection:
                upgrade(connection)
                return look(connection)

        return self._patiently(read) or self._patiently(upgraded)

    def _patiently(self, act: Callable[[], T]) -> T:
        """Try until others have let go, and say in words what goes wrong."""
        until = monotonic() + PATIENCE
        while True:
            try:
                with in_words(self.address), races_apart():
                    return act()
            except LostRaceError:
                if monotonic() > until:
                    raise in_use(self.address) from None
                sleep(random.uniform(0, _PAUSE))


def _found(connection: Connection, programme: str) -> FoundRecord:
    columns = entries.c
    query = select(entries).where(columns.programme == programme).order_by(columns.number)
    # Read to the end before anything is checked: a half-read answer would keep the store locked.
    rows = connection.execute(query).mappings().all()
    titles = connection.execute(select(columns.programme).distinct()).scalars().all()
    log = checked(programme, [{str(name): row[name] for name in row} for row in rows])
    return FoundRecord(log, tuple(sorted(str(title) for title in titles if title != programme)))

"""Transactions on a store: begun so that nothing is lost, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from prioritise.decisions.address import Address, StoreError
from prioritise.programme.undisturbed import undisturbed

AT_A_TIME = 0.2
"""Seconds that a database waits for others by itself; short, so that Ctrl-C is obeyed soon."""
CONNECTING = 10
"""Seconds for a server to answer."""


@contextmanager
def transaction(address: Address, *, writes: bool) -> Iterator[Connection]:
    """One transaction, committed to the disk when its block has ended well."""
    engine = _sqlite(address, writes) if address.file else _server(address)
    # A file is written whole, which takes a moment: else its checkpoint would be left beside it.
    step = undisturbed() if writes and address.file else nullcontext()
    try:
        with step, engine.connect() as connection, connection.begin():
            if address.file:
                connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
            else:
                _begin_on_server(connection, address)
            yield connection
    finally:
        engine.dispose()


def _sqlite(address: Address, writes: bool) -> Engine:
    assert address.file is not None
    # A store that is only read is opened for writing too, where that is possible: after a crash
    # SQLite first has to take back what was left half written.
    place = f"{address.file.as_uri()}?mode={'rwc' if writes else 'rw'}"

    def connect() -> sqlite3.Connection:
        # Transactions are begun by hand: Python's own way leaves the making of tables out.
        connection = sqlite3.connect(place, uri=True, timeout=AT_A_TIME, isolation_level=None)
        # What is no text is found by the check of the chain, entry by entry.
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            if writes:
                # A rollback checkpoint, each step of it forced to the disk, its folder included.
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA synchronous = EXTRA")
                connection.execute("PRAGMA fullfsync = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _server(address: Address) -> Engine:
    assert address.url is not None
    settings: dict[str, Any] = {"client_encoding": "utf8", "prepare_threshold": None}
    if "connect_timeout" not in address.url.query:
        settings["connect_timeout"] = CONNECTING
    return create_engine(
        address.url, connect_args=settings, poolclass=NullPool, isolation_level="READ COMMITTED"
    )


def _begin_on_server(connection: Connection, address: Address) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(AT_A_TIME * 1000)}")
    # A server may be set to say "done" before anything is on its disk.
    if connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "off":
        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(
            f"{address.shown} has the encoding {encoding}, which cannot hold every name; make the "
            "database anew with the encoding UTF8"
        )

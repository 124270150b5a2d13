"""The revision of a store: tables are made and upgraded by migrations, and checked."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from prioritise.decisions.address import StoreError
from prioritise.decisions.schema import ENTRIES, GUARDS, NEWEST, REVISIONS, VERSIONS
from prioritise.programme.faults import RecordError

MIGRATIONS = Path(__file__).parent / "migrations"
_ALONE = 0x7072696F
"""Number of the lock under which one program at a time changes tables on a server."""


def is_newest(connection: Connection) -> bool:
    """Whether the tables are there, and as this version knows them.

    Raises
    ------
    StoreError
        They were made by a later version.
    RecordError
        They were taken apart.
    """
    revision = revision_of(connection)
    if revision == NEWEST and not _has(connection, ENTRIES):
        raise RecordError("the table of the decisions is gone")
    return revision == NEWEST


def revision_of(connection: Connection) -> str:
    """Revision of the tables; empty where there are none."""
    if not _has(connection, VERSIONS):
        if _has(connection, ENTRIES):
            raise RecordError("the table that says how the decisions are kept is gone")
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalars().all()
    if len(found) != 1:
        raise RecordError("it does not say how the decisions are kept")
    if found[0] not in REVISIONS:
        raise StoreError(
            "the store was made by a later version of prioritise "
            f"(revision {str(found[0])!r}); use that version, or a newer one"
        )
    return str(found[0])


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring those of an earlier version up to date, in this transaction."""
    if is_newest(connection):
        return
    if connection.dialect.name == "postgresql":
        # Of two who find no tables, the second waits, and then finds them made.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ALONE})
        if is_newest(connection):
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check_guards(connection: Connection) -> None:
    """Raise where the database itself would let entries be changed, or finds itself damaged.

    Raises
    ------
    RecordError
        A trigger is gone, or a page of the file is not sound.
    """
    dialect = connection.dialect.name
    if dialect == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        sound = connection.execute(text("PRAGMA integrity_check(1)")).scalar()
        if sound != "ok":
            raise RecordError(f"the file is damaged: {sound}")
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(:table) "
            "AND NOT tgisinternal AND tgenabled = 'A'"
        )
    found = connection.execute(text(query), {"table": ENTRIES}).scalars().all()
    gone = [name for name in GUARDS[dialect] if name not in found]
    if gone:
        raise RecordError(
            "the database no longer refuses changes to what is recorded: "
            f"its trigger {', '.join(gone)} is gone"
        )


def _has(connection: Connection, table: str) -> bool:
    return inspect(connection).has_table(table)

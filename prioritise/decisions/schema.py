"""The table of the store, as the newest migration leaves it, and the names of its guards."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

ENTRIES = "prioritise_decisions"
VERSIONS = "prioritise_schema"
"""Table in which the revision of the store stands."""
NEWEST = "1"
"""Revision of the newest migration."""
REVISIONS = ("1",)
"""Every revision that a store may have, oldest first."""
GUARDS = {
    "sqlite": (f"{ENTRIES}_follow", f"{ENTRIES}_no_delete", f"{ENTRIES}_no_update"),
    "postgresql": (f"{ENTRIES}_follow", f"{ENTRIES}_keep"),
}
"""Triggers by which the database itself refuses to change what is recorded, in order of name."""

metadata = MetaData()
entries = Table(
    ENTRIES,
    metadata,
    Column("programme", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("proposal", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("programme", "number", name=f"{ENTRIES}_number"),
    UniqueConstraint("programme", "previous", name=f"{ENTRIES}_previous"),
    UniqueConstraint("hash", name=f"{ENTRIES}_hash"),
    sqlite_with_rowid=False,
)

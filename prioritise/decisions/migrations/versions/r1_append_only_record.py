"""The record of decisions, to which the database lets nobody do anything but add.

What a later revision needs goes into a file of its own; this one is never changed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

TABLE = "prioritise_decisions"
KEPT = "recorded decisions are never changed or deleted"
IN_ORDER = "an entry has to follow the last one"

SQLITE = (
    f"""CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    f"""CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    # Also keeps INSERT OR REPLACE away, which deletes without asking the trigger above.
    f"""CREATE TRIGGER {TABLE}_follow BEFORE INSERT ON {TABLE}
        WHEN new.number IS NOT
            (SELECT coalesce(max(number), 0) + 1 FROM {TABLE} WHERE programme = new.programme)
        OR new.number > 1 AND new.previous IS NOT
            (SELECT hash FROM {TABLE} WHERE programme = new.programme AND number = new.number - 1)
        OR EXISTS (SELECT 1 FROM {TABLE} WHERE hash = new.hash)
        BEGIN SELECT RAISE(ABORT, '{IN_ORDER}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{KEPT}'; END $$""",
    f"""CREATE TRIGGER {TABLE}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE FUNCTION {TABLE}_check() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF new.number IS DISTINCT FROM
                (SELECT coalesce(max(number), 0) + 1 FROM {TABLE} WHERE programme = new.programme)
            OR (new.number > 1 AND new.previous IS DISTINCT FROM
                (SELECT hash FROM {TABLE}
                 WHERE programme = new.programme AND number = new.number - 1))
            THEN RAISE EXCEPTION '{IN_ORDER}' USING ERRCODE = 'unique_violation';
            END IF;
            RETURN new;
        END $$""",
    f"""CREATE TRIGGER {TABLE}_follow BEFORE INSERT ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_check()""",
    # Also for sessions that replicate, for which triggers are silent otherwise.
    f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {TABLE}_keep",
    f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {TABLE}_follow",
)


def upgrade() -> None:
    """Make the table and its guards."""
    op.create_table(
        TABLE,
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in (
                *("proposal", "action", "decision", "stage", "by", "why", "run", "when"),
                *("previous", "hash"),
            )
        ),
        sa.PrimaryKeyConstraint("programme", "number", name=f"{TABLE}_number"),
        # No two entries follow the same one: the chain cannot fork.
        sa.UniqueConstraint("programme", "previous", name=f"{TABLE}_previous"),
        sa.UniqueConstraint("hash", name=f"{TABLE}_hash"),
        sqlite_with_rowid=False,
    )
    guards = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    for statement in guards:
        op.execute(statement)

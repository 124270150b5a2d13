"""Runs the migrations on the connection, and in the transaction, that it is given."""

from __future__ import annotations

from alembic import context

from prioritise.decisions.schema import VERSIONS, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSIONS,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

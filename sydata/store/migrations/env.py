"""Runs the revisions on the connection that sydata.store.database hands over."""

from __future__ import annotations

from alembic import context

from sydata.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite can: a migration that fails leaves the store as it was
)
with context.begin_transaction():
    context.run_migrations()

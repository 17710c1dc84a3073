"""Alembic's entry: runs on the connection that `tiltyard.store._upgrade` hands over."""

from __future__ import annotations

from alembic import context

from tiltyard.store._tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

"""Runs revisions on the connection that the store hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from qualcode.store.schema import metadata


def run() -> None:
    """Apply what is missing; the caller commits all of it or nothing."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
    )
    context.run_migrations()


run()

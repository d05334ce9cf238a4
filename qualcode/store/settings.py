"""Single facts about the study: its id, title, current codebook."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from qualcode.store.schema import setting


def get(connection: Connection, name: str) -> str | None:
    """Return a fact, or None where it was never told."""
    return connection.scalar(select(setting.c.value).where(setting.c.name == name))


def put(connection: Connection, name: str, value: str) -> None:
    """Tell a fact anew."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=value))

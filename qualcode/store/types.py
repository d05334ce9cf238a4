"""Column types that mean the same on SQLite (STRICT) and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import TIMESTAMP, Boolean, Dialect, Float, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone; SQLite would lose the zone of an ordinary DateTime."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use the server's own type where there is one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store UTC, in a form whose text order is the order of time."""
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give back an aware datetime in UTC."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on both."""


@compiles(Boolean, "sqlite")
def _boolean_on_strict_sqlite(*_: Any, **__: Any) -> str:
    return "INTEGER"


@compiles(Float, "sqlite")
def _float_on_strict_sqlite(*_: Any, **__: Any) -> str:
    return "REAL"

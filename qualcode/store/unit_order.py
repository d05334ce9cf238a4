"""In which order sources and participants came, or were worked on."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.eligible import eligible
from qualcode.store.sight import Sight, may_see


def in_order_of_import(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule, unit: Unit
) -> list[str]:
    """Return the units in scope as they were imported; in one source by their first segment."""
    segments = eligible(sight, rule, scope, unit)
    source, segment = schema.source.c, schema.segment.c
    query = (
        select(segments.c.unit)
        .join(schema.segment, segment.id == segments.c.segment)
        .join(schema.source, source.id == segment.source)
        .group_by(segments.c.unit)
        .order_by(
            func.min(source.imported),
            func.min(source.id),
            func.min(segment.number),
            segments.c.unit,
        )
    )
    return list(connection.scalars(query))


def in_order_of_work(
    connection: Connection, sight: Sight, scope: Scope, rule: CoderRule, unit: Unit
) -> list[str]:
    """Return the units in scope by when a coder of the rule first looked at any of their words."""
    segments = eligible(sight, rule, scope, unit)
    look, segment = schema.look.c, schema.segment.c
    query = (
        select(segments.c.unit)
        .join(schema.look, look.segment == segments.c.segment)
        .join(schema.segment, segment.id == segments.c.segment)
        .where(look.coder.in_(rule.coders), may_see(sight, schema.look))
        .group_by(segments.c.unit)
        .order_by(func.min(look.moment), func.min(segment.number), segments.c.unit)
    )
    return list(connection.scalars(query))

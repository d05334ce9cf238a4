"""What the codings that count were made of: suggestions, and steered orders of work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, literal, or_, select

from qualcode.domain.coding import Origin
from qualcode.domain.counting import CoderRule, Scope
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.tables import Unit
from qualcode.store import schema
from qualcode.store.counted import counted, of_latest
from qualcode.store.eligible import eligible
from qualcode.store.parcels import parcels
from qualcode.store.sight import Sight, may_see

_ACCEPTED = Origin.ACCEPTED.value
_STEERED = [one.value for one in WorkOrder if one.steered]


def are_any_suggested(connection: Connection, sight: Sight) -> bool:
    """Say whether anybody ever took a suggestion as it was, or coded in a steered order."""
    table = schema.coding.c
    suggested = or_(table.origin == _ACCEPTED, table.work_order.in_(_STEERED))
    query = select(literal(1)).where(suggested, may_see(sight, schema.coding)).limit(1)
    return connection.scalar(query) is not None


def made_of(
    connection: Connection,
    sight: Sight,
    scope: Scope,
    members: Collection[str],
    rule: CoderRule,
    unit: Unit,
) -> dict[str, tuple[Origin, WorkOrder]]:
    """Map each coding that counts, with some codes and in scope, to what it was made of.

    Suggestions that were taken as they were are among them, whether they count or not.
    """
    table, segments = schema.coding.c, eligible(sight, rule, scope, unit)
    query = select(table.id, table.origin, table.work_order).where(
        table.segment.in_(select(segments.c.segment)),
        counted(sight, replace(rule, without_accepted=False)),
    )
    query = of_latest(query, rule)
    return {
        row.id: (Origin(row.origin), WorkOrder(row.work_order))
        for part in parcels(sorted(members))
        for row in connection.execute(query.where(table.code.in_(part)))
    }

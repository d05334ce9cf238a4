"""How much each coder has finished, of what one person may see."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.store import schema
from qualcode.store.sight import Sight, may_see


def by_coder(connection: Connection, sight: Sight) -> dict[Id, int]:
    """Map each coder to how many present segments they finished, in or outside any round."""
    look, segment, source = schema.look.c, schema.segment.c, schema.source.c
    person = schema.participant.c
    query = (
        select(look.coder, func.count(look.segment.distinct()))
        .join(schema.segment, segment.id == look.segment)
        .join(schema.source, source.id == segment.source)
        .outerjoin(schema.participant, person.id == segment.participant)
        .where(
            ~source.removed,
            or_(person.id.is_(None), person.counted),
            look.state != LookState.SEEN.value,
            may_see(sight, schema.look),
        )
        .group_by(look.coder)
    )
    return {Id(row[0]): row[1] for row in connection.execute(query)}

"""What one person may see of other people's work while blind rounds are open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, not_, or_, select, true

from qualcode.domain.identity import Id
from qualcode.store import rounds, schema


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes read, and which rounds hide other people's work from them.

    Of every round in `hidden`, which are the open blind ones, nobody sees another coder's work.
    Who codes in one, as in those of `own`, sees nothing of others on its segments, whenever and
    wherever it was done.
    """

    viewer: Id | None = None
    hidden: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def without(self, name: str) -> Sight:
        """Return the sight of somebody for whom one round is no longer blind."""
        return replace(
            self,
            hidden=tuple(one for one in self.hidden if one != name),
            own=tuple(one for one in self.own if one != name),
        )


EVERYTHING = Sight()
"""What the program itself must see to keep the study sound; never shown to a person."""


def of(connection: Connection, viewer: Id | None) -> Sight:
    """Return what a person may see now; None is somebody who was not named."""
    blind = [one for one in rounds.listing(connection) if one.blind and one.is_open]
    return Sight(
        viewer,
        tuple(one.name for one in blind),
        tuple(one.name for one in blind if viewer in one.coders),
    )


def may_see(sight: Sight, table: FromClause) -> ColumnElement[bool]:
    """Return the condition on rows of codings or looks, or of anything shaped like them.

    `table` has the columns coder, round and segment.
    """
    if not sight.hidden:
        return true()
    columns: Any = table.c
    veiled = columns.round.in_(sight.hidden)
    if sight.own:
        queue = schema.assignment.c
        veiled = or_(
            veiled, columns.segment.in_(select(queue.segment).where(queue.round.in_(sight.own)))
        )
    return not_(and_(columns.coder != (sight.viewer or ""), veiled))

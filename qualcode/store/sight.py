"""What one person may see of other people's work while blind rounds are open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    not_,
    or_,
    select,
    true,
)

from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Round
from qualcode.store import rounds, schema


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes read, and which rounds, all open and blind, hide other people's work from them.

    Nobody sees another coder's work in one of `rounds`. Who codes in one sees nothing of others on
    its segments, whenever and wherever it was done, and none of its other coders' memos.
    """

    viewer: Id | None = None
    rounds: tuple[Round, ...] = ()

    @property
    def hidden(self) -> tuple[str, ...]:
        """Return the names of the rounds that hide other people's work."""
        return tuple(one.name for one in self.rounds)

    @property
    def own(self) -> tuple[str, ...]:
        """Return the names of those in which the viewer codes."""
        return tuple(one.name for one in self.rounds if self.viewer in one.coders)

    @property
    def peers(self) -> tuple[Id, ...]:
        """Return who codes in the same blind rounds as the viewer."""
        own = [one for one in self.rounds if self.viewer in one.coders]
        return tuple(dict.fromkeys(coder for one in own for coder in one.coders))

    @property
    def notice(self) -> str:
        """Return one sentence on what is left out; empty if nothing is."""
        if not self.rounds:
            return ""
        names = ", ".join(f"'{name}'" for name in self.hidden)
        return f"Left out is what others do in a round that is blind and open: {names}."

    def without(self, name: str) -> Sight:
        """Return the sight of somebody for whom one round is no longer blind."""
        return replace(self, rounds=tuple(one for one in self.rounds if one.name != name))

    def require_open_eyes(self, name: str) -> None:
        """Refuse to show the figures of a round that is blind and open.

        Raises:
            Refused: if it is.
        """
        if name in self.hidden:
            raise Refused(
                f"The round '{name}' is blind and open: its figures are shown once it is closed, "
                "or to the lead with --unblind."
            )


EVERYTHING = Sight()
"""What the program itself must see to keep the study sound; never shown to a person."""


def of(connection: Connection, viewer: Id | None) -> Sight:
    """Return what a person may see now; None is somebody who was not named."""
    known = rounds.listing(connection)
    return Sight(viewer, tuple(one for one in known if one.blind and one.is_open))


def may_see(sight: Sight, table: FromClause) -> ColumnElement[bool]:
    """Return the condition on rows of codings or looks, or of anything shaped like them.

    `table` has the columns coder, round and segment.
    """
    if not sight.rounds:
        return true()
    columns: Any = table.c
    veiled = columns.round.in_(sight.hidden)
    if sight.own:
        veiled = or_(veiled, columns.segment.in_(queued(sight.own)))
    return not_(and_(columns.coder != (sight.viewer or ""), veiled))


def may_read(sight: Sight) -> ColumnElement[bool]:
    """Return the condition on memos.

    Hidden are those of others on segments, codings and sources of a hidden round, and all of whom
    the viewer codes blind beside. A memo on a coding that stands no more may have been on one.
    """
    if not sight.rounds:
        return true()
    memo, coding, segment = schema.memo.c, schema.coding.c, schema.segment.c
    inside = queued(sight.hidden)
    elsewhere = select(coding.id).where(
        coding.round.not_in(sight.hidden), coding.segment.not_in(inside)
    )
    sources = select(segment.source).where(segment.id.in_(inside))
    veiled = or_(
        and_(memo.kind == MemoSubject.SEGMENT.value, memo.subject.in_(inside)),
        and_(memo.kind == MemoSubject.SOURCE.value, memo.subject.in_(sources)),
        and_(memo.kind == MemoSubject.CODING.value, memo.subject.not_in(elsewhere)),
        memo.coder.in_(sight.peers),
    )
    return not_(and_(memo.coder != (sight.viewer or ""), veiled))


def queued(names: tuple[str, ...]) -> Select[tuple[str]]:
    """Return the query of the segments that somebody codes in one of these rounds."""
    queue = schema.assignment.c
    return select(queue.segment).where(queue.round.in_(names))

"""Which entries of the journal one person may read while blind rounds are open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from qualcode.domain.coding import MemoSubject
from qualcode.domain.events import Event, EventKind, Json
from qualcode.store import codings, schema
from qualcode.store.sight import Sight, queued


class Readable:
    """Says of an event whether it may be read; whose work it tells of decides, not who did it.

    An import, or its undoing, touches codings of others in the name of who imports.
    """

    def __init__(self, connection: Connection, sight: Sight) -> None:
        self._connection = connection
        self._sight = sight
        self._coders = {coder for one in sight.rounds for coder in one.coders}

    @cached_property
    def _own_segments(self) -> set[str]:
        return set(self._connection.scalars(queued(self._sight.own)))

    @cached_property
    def _within(self) -> dict[str, set[str]]:
        inside = queued(self._sight.hidden)
        sources = select(schema.segment.c.source).where(schema.segment.c.id.in_(inside))
        return {
            MemoSubject.SEGMENT.value: set(self._connection.scalars(inside)),
            MemoSubject.SOURCE.value: set(self._connection.scalars(sources)),
        }

    def __call__(self, event: Event) -> bool:
        """Say whether the person may read this event."""
        if not self._sight.rounds:
            return True
        if event.kind in (EventKind.LOOK, EventKind.FLAG):
            segment, coder, *rest = event.subject.split(" ", 2)
            return self._work(coder, rest[0] if rest else "", segment)
        if event.kind is EventKind.REJECTION:
            segment, coder, _, *rest = event.subject.split(" ", 3)
            return self._work(coder, rest[0] if rest else "", segment)
        if event.kind is EventKind.STRUCK_WORD:
            coder = event.subject.split(" ", 1)[0]
            return coder == self._sight.viewer or coder not in self._sight.peers
        if event.kind in (EventKind.TRANSFER, EventKind.RELEASE):
            return self._transfer(event)
        told = list(_contents(event.before, event.after))
        if event.kind in (EventKind.CODING, EventKind.PASSED_QUOTATION):
            return all(self._work(one["coder"], one["round"], one["segment"]) for one in told)
        if event.kind is EventKind.MEMO:
            return all(self._memo(one) for one in told)
        if event.kind is EventKind.DECISION:
            segment, name = event.subject.split(" ", 1)
            return all(self._work(one["coder"], name, segment) for one in told)
        return True

    def _work(self, coder: str, round_: str, segment: str) -> bool:
        if coder == self._sight.viewer:
            return True
        return round_ not in self._sight.hidden and segment not in self._own_segments

    def _memo(self, memo: dict[str, Any]) -> bool:
        if memo["coder"] == self._sight.viewer:
            return True
        if memo["coder"] in self._sight.peers:
            return False
        if memo["kind"] == MemoSubject.CODING.value:
            return codings.by_id(self._connection, self._sight, memo["subject"]) is not None
        return memo["subject"] not in self._within.get(memo["kind"], ())

    def _transfer(self, event: Event) -> bool:
        """A file tells how many rows or figures it has, which is how much somebody coded."""
        if event.coder == self._sight.viewer:
            return True
        return not self._sight.own and event.coder not in self._coders


def _contents(*states: Json) -> Iterator[dict[str, Any]]:
    yield from (state for state in states if isinstance(state, dict))

"""One person at work on one open study: where it is stored, who acts, what time it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refused
from qualcode.domain.people import Coder
from qualcode.domain.recorded import RecordedRelease
from qualcode.store import sight

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.journal import Deed
    from qualcode.store.sight import Sight
    from qualcode.store.store import Store


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Session:
    """What every part of a study works with; `folder` is None for a study on a bare server.

    `round` names the round that is being coded; it is empty outside any. `beside` are tables that
    were made for the same file as what is being made now.
    """

    store: Store
    folder: Path | None
    coder: Coder | None
    clock: Callable[[], datetime] = now
    round: str = ""
    beside: tuple[RecordedRelease, ...] = ()

    def reading(self) -> AbstractContextManager[Connection]:
        """Read one state of the study."""
        return self.store.reading()

    def sight(self, connection: Connection) -> Sight:
        """Return what the person at work may see of others' codings, looks and memos."""
        return sight.of(connection, self.coder.id if self.coder else None)

    def deed(self) -> AbstractContextManager[Deed]:
        """Do one deed in the name of the person at work."""
        return self.store.deed(self.person.id, self.clock())

    @property
    def person(self) -> Coder:
        """Return who acts.

        Raises:
            Refused: if nobody was named and the study has more than one coder.
        """
        if self.coder is None:
            raise Refused(
                "Who are you? Name yourself with --as NAME (for code: --coder NAME), "
                "or set QUALCODE_CODER. Who is new: qualcode coder add NAME"
            )
        return self.coder

    def acting_as(self, coder: Coder) -> Session:
        """Return the same session for another person, outside any round."""
        return replace(self, coder=coder, round="")

    def with_beside(self, tables: tuple[RecordedRelease, ...]) -> Session:
        """Return the same session, making a file in which these tables are already."""
        return replace(self, beside=tables)

    def inside(self, round_: str) -> Session:
        """Return the same session at work inside a round."""
        return replace(self, round=round_)

"""The gate that every table of figures passes before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from qualcode.domain.disclosure import DisclosureRule, Guard
from qualcode.domain.tables import Table, TableRow
from qualcode.privacy.release import Release, released, unsuppressed

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.session import Session

R = TypeVar("R", bound=TableRow)


class Gate:
    """Withholds what the study's rule forbids; lets the lead see everything, and notes it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def release(
        self, connection: Connection, table: Table[R], guard: Guard, everything: bool = False
    ) -> Release[R]:
        """Return the table as it may be shown; `everything` is for the lead."""
        if everything:
            return unsuppressed(table, DisclosureRule())
        return released(table, guard, DisclosureRule())

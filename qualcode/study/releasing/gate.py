"""The gate that every table of figures passes before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from qualcode.domain.disclosure import DisclosureRule, Guard, Key
from qualcode.domain.errors import Confidential
from qualcode.domain.people import Coder, Role
from qualcode.domain.recorded import RecordedRelease
from qualcode.domain.tables import Table, TableRow
from qualcode.privacy.differencing import revealing
from qualcode.privacy.release import Release, released, unsuppressed
from qualcode.store import people, releases
from qualcode.study.releasing.promises import (
    attributes_of,
    promised,
    require_known,
    require_promised,
)

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
        """Return the table as it may be shown; `everything` is for the lead.

        Raises:
            Confidential: if the table is by attributes that the study keeps out of tables, or if
                everything is asked for by somebody who is not the lead.
            InputError: if the table [disclosure] in study.toml is not usable.
        """
        options = promised(self._session)
        known = people.attribute_names(connection)
        require_known(options, known)
        attributes = attributes_of(self._session, connection, table)
        require_promised(options, attributes)
        if everything:
            lead = self._require_lead(connection)
            # Of a file with several tables the first is noted, and all of them when it is written.
            if not self._session.beside:
                self._note(table, options.rule)
            return unsuppressed(table, guard, options.rule, lead.name)
        used = attributes.intersection(known)
        if used and used.issubset(options.public_groups):
            guard = _with_known_bases(guard)
            groups = ", ".join(sorted(used))
            note = f"Sizes of groups by {groups} are public: {options.public_reason}"
            table = replace(table, notes=(*table.notes, note))
        telling = _telling(connection, guard, options.rule, self._session.beside)
        return released(table, guard, options.rule, telling)

    def _require_lead(self, connection: Connection) -> Coder:
        leads = [one.name for one in people.coders(connection) if one.role is Role.LEAD]
        who = f"here {', '.join(leads)}" if leads else "qualcode coder add NAME --role lead"
        coder = self._session.coder
        if coder is None:
            raise Confidential(
                f"Small cells are shown to the lead of the study only ({who}); say with --as NAME "
                "who you are."
            )
        if coder.role is not Role.LEAD:
            raise Confidential(
                f"Small cells are shown to the lead of the study only ({who}); "
                f"you are '{coder.name}'."
            )
        return coder

    def _note(self, table: Table[Any], rule: DisclosureRule) -> None:
        with self._session.deed() as deed:
            releases.note_showing(deed, table.kind, told_of(table, rule, "", True))


def told_of(
    table: Table[Any], rule: DisclosureRule, target: str, unsuppressed: bool
) -> dict[str, Any]:
    """Return what the journal tells of a release; no persons, and no figures."""
    return {
        "kind": table.kind,
        "query": dict(table.query),
        "threshold": rule.threshold,
        "reason": rule.reason,
        "unsuppressed": unsuppressed,
        "to": target,
    }


def _with_known_bases(guard: Guard) -> Guard:
    """Return the guard of a table whose bases everybody may know."""
    rows = tuple({part: keys for part, keys in row.items() if part != "base"} for row in guard.rows)
    return replace(guard, rows=rows)


def _telling(
    connection: Connection,
    guard: Guard,
    rule: DisclosureRule,
    beside: tuple[RecordedRelease, ...],
) -> Mapping[Key, RecordedRelease]:
    if guard.members is None or not any(one.meaning for one in guard.cells):
        return {}
    # What is in the same file is named before what left earlier: a file made again is the same.
    earlier = [*beside, *releases.recorded(connection)]
    return revealing(guard, guard.members(), earlier, rule.threshold) if earlier else {}

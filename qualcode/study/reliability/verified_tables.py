"""Recounts tables that an analyst command made, and makes all that a study usually has."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.domain.errors import Confidential, InputError, NotFound, Place, Refused
from qualcode.domain.people import Role
from qualcode.domain.verification import Left, TablesVerified, Verification
from qualcode.store.raw_rows import RawRows, raw_rows
from qualcode.study import place, queries
from qualcode.study.releasing.promises import promised
from qualcode.study.reliability.usual_tables import Making, usual_tables
from qualcode.suggest.stop_words import stop_words

if TYPE_CHECKING:
    from qualcode.audit.tables.facts import Facts
    from qualcode.study.session import Session

_TRIES = 3

Progress = Callable[[int, int, str], None]


def verified_table(session: Session, name: str, content: Mapping[str, Any]) -> Verification:
    """Recount a table, as its JSON tells it, from today's codings.

    Raises:
        InputError: if it is no table that can be recounted.
        NotFound: if the study does not know a name in it any more.
        Confidential: if it shows small figures, and somebody other than the lead asks.
    """
    told = content.get("disclosure")
    if isinstance(told, Mapping) and told.get("unsuppressed") is True:
        _require_lead(session)
    return _recounted(content, _facts(session), name)


def verified_tables(session: Session, unsuppressed: bool, progress: Progress) -> TablesVerified:
    """Make the tables that a study usually has and recount each.

    Raises:
        Confidential: if small figures are asked for by somebody other than the lead.
    """
    if unsuppressed:
        _require_lead(session)
    facts = _facts(session)
    usual = usual_tables(session, facts, unsuppressed)
    found: list[Verification] = []
    not_made: list[Left] = []
    for done, (name, make) in enumerate(usual):
        progress(done, len(usual), name)
        try:
            one, facts = _made(session, facts, name, make)
            found.append(one)
        except (InputError, NotFound, Refused, Confidential) as error:
            not_made.append(Left(name, str(error), 0))
    progress(len(usual), len(usual), "")
    return TablesVerified(tuple(found), tuple(not_made))


def _made(session: Session, facts: Facts, name: str, make: Making) -> tuple[Verification, Facts]:
    """Make a table and recount it; again, if somebody coded in between."""
    for _ in range(_TRIES):
        content = json.loads(json.dumps(make().to_json()))
        one = _recounted(content, facts, "")
        now = facts if one.agrees else _facts(session)
        if one.agrees or now.evidence == facts.evidence:
            break
        facts = now
    return Verification(name, one.figures, one.texts, one.differences, one.left, one.changes), facts


def _recounted(content: Mapping[str, Any], facts: Facts, name: str) -> Verification:
    from qualcode.audit.tables.verified import verify_table

    one = verify_table(content, facts, Place(name) if name else None)
    return Verification(name, one.figures, one.texts, one.differences, one.left, one.changes)


def _facts(session: Session) -> Facts:
    from qualcode.audit.evidence import Evidence
    from qualcode.audit.tables.facts import Facts, Promises

    with session.reading() as connection:
        rows = raw_rows(connection, session.sight(connection))
    options = promised(session)
    told = place.content(session.folder) if session.folder else {}
    contacts = told.get("sample")
    return Facts(
        Evidence(**{table: getattr(rows, table) for table in RawRows.__slots__}),
        queries.saved_queries(session.folder),
        stop_words(rows.codebook.get("language", "en")) or frozenset(),
        contacts if isinstance(contacts, Mapping) else {},
        Promises(options.rule.threshold, options.rule.zeros, options.public_groups),
    )


def _require_lead(session: Session) -> None:
    if session.coder is None or session.coder.role is not Role.LEAD:
        raise Confidential(
            "This shows small figures, which only the lead of the study has recounted: say with "
            "--as NAME who you are."
        )

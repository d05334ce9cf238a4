"""What a study does when a participant withdraws their consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.errors import NotFound
from qualcode.domain.people import Participant
from qualcode.domain.redaction import IdentifierKind, KnownName, Residue, Withdrawal
from qualcode.privacy.vault import Vault
from qualcode.store import erasing, people
from qualcode.study.redacting import residue
from qualcode.study.redacting.belongings import Belongings, belongings
from qualcode.study.redacting.cleaning import clean
from qualcode.study.redacting.plan import Plan
from qualcode.study.redacting.withdrawing import BLANK, Withdrawing, take_from_vault
from qualcode.study.rounds.rules import require_lead
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


def foreseen(session: Session, name: str) -> Withdrawal:
    """Return what would go with a participant; nothing is changed.

    Raises:
        NotFound: if there is no such participant.
        Refused: if the person at work is not the lead.
    """
    with session.reading() as connection:
        require_lead(connection, session, strictly=True)
        of = belongings(connection, _find(connection, name))
        coded = of.codings(connection)
        originals = {text.source.original for text in (*of.whole, *of.shared)}
        return Withdrawal(
            len(of.alone),
            len(of.shared),
            sum(len(of.theirs(text)) for text in (*of.alone, *of.shared)),
            len(coded),
            len(of.memos(connection, coded)),
            len(erasing.originals(connection, originals)),
        )


def withdraw(session: Session, name: str, vault: Vault | None) -> Withdrawal:
    """Take everything of a participant out of the study, and out of its vault, for good.

    Raises:
        NotFound: if there is no such participant.
        Refused: if the person at work is not the lead.
        StoreUnavailable: if another program has the study open; it is done then, but the
            database's files still hold what was taken out.
    """
    before = foreseen(session, name)
    with session.deed() as deed:
        of = belongings(deed.connection, _find(deed.connection, name))
        work = Withdrawing(deed, of)
        wordings = work.work()
        if vault is not None:
            take_from_vault(vault, of, work.originals, wordings)
    clean(session)
    return Withdrawal(
        before.sources,
        before.shared,
        before.segments,
        work.codings,
        work.memos,
        before.originals,
        tuple(_left(session, of, vault)),
    )


def _left(session: Session, of: Belongings, vault: Vault | None) -> list[Residue]:
    plan = Plan([KnownName(of.person.name, IdentifierKind.OTHER, BLANK)])
    with session.reading() as connection:
        found = residue.in_database(connection, plan)
        said = residue.of_sentences(session, connection, of.sentences)
    named = residue.in_files(session, plan, [vault.path] if vault is not None else [])
    return [*found, *named, *said]


def _find(connection: Connection, name: str) -> Participant:
    known = {one.name: one for one in people.participants(connection)}
    if name not in known:
        raise NotFound("participant", name, list(known))
    return known[name]

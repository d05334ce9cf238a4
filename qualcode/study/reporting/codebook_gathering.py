"""Gathers what the document of a codebook tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.domain.events import EventKind
from qualcode.reports.codebook_document import CodebookTold, Revised
from qualcode.store import codebooks, journal, people, settings
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.counting import Counting
from qualcode.study.reporting.moment import last_change

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.session import Session


def codebook_told(session: Session, unsuppressed: bool) -> CodebookTold:
    """Return the codebook as it stands, with counts as they may be shown, and its revisions.

    Raises:
        Confidential: if somebody who is not the lead asks for figures that are withheld.
    """
    counts = Counting(session).frequencies(Asked(), unsuppressed)
    with session.reading() as connection:
        instrument = codebooks.instrument(connection)
        return CodebookTold(
            subject=settings.get(connection, "title") or "",
            made=last_change(connection, session.sight(connection)),
            codebook=codebooks.codebook(connection),
            counts=counts,
            questions={one.id: one.text or one.id for one in instrument.questions},
            history=tuple(_history(connection)),
        )


def _history(connection: Connection) -> Iterator[Revised]:
    names = {one.id: one.name for one in people.coders(connection)}
    for event in journal.all_about(connection, EventKind.CODEBOOK):
        revision = str(event.after or "")
        book = codebooks.at(connection, revision)
        name = names.get(event.coder, "")
        yield Revised(event.moment, name, revision, book.version, len(book.codes))

"""Coding: putting codes on spans, taking them off, saying what was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Coding, Look, LookState
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id, new_id
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codebooks, codings
from qualcode.store.journal import Deed
from qualcode.study.session import Session


class Codings:
    """The codings of a study, and what each coder looked at."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_source(self, source: Id, coder: Id | None = None) -> list[Coding]:
        """Return the codings of one source in the order of the text, of one coder if named."""
        with self._session.reading() as connection:
            return codings.of_source(connection, source, coder)

    def of_segments(self, segments: Iterable[Id], coder: Id | None = None) -> list[Coding]:
        """Return the codings of some segments, of one coder if named."""
        with self._session.reading() as connection:
            return codings.of_segments(connection, segments, coder)

    def all(self, question: str | None = None) -> list[Coding]:
        """Return every coding of the study, or of the answers to one question."""
        with self._session.reading() as connection:
            return codings.everything(connection, question)

    def looks(self, coder: Id | None = None, segments: Iterable[Id] | None = None) -> list[Look]:
        """Return who looked at what."""
        with self._session.reading() as connection:
            return codings.looks(connection, coder, segments)

    def apply(self, code: str, segment: Segment, span: Span | None = None) -> Coding | None:
        """Put a code on a span of a segment, or on the whole segment.

        The segment then counts as seen. Return None if the very same coding stands already.

        Raises:
            NotFound: if the codebook has no such code.
            Refused: if the code is retired or only holds other codes.
            InputError: if the span does not lie inside the segment.
        """
        where = span or segment.span
        if not segment.span.contains(where):
            raise InputError(f"The span {where.start}-{where.end} is not inside its segment.")
        with self._session.deed() as deed:
            codebook = codebooks.codebook(deed.connection)
            _require_applicable(codebook, code)
            coding = Coding(
                new_id(),
                self._session.person.id,
                code,
                segment.source,
                segment.id,
                where,
                deed.moment,
                revision=codebook.revision,
            )
            added = codings.add(deed, [coding])
            if added:
                _see(deed, self._session.person.id, segment.id)
        return coding if added else None

    def remove(self, gone: Coding) -> None:
        """Take one's own coding away; one that stands no more is passed over.

        Raises:
            Refused: if it is another coder's.
        """
        if gone.coder != self._session.person.id:
            raise Refused("This coding is another coder's; only they can take it away.")
        with self._session.deed() as deed:
            # It may have been taken away or moved with its text since the caller read it.
            standing = codings.by_id(deed.connection, gone.id)
            if standing is not None:
                codings.remove(deed, [standing])

    def look(self, segments: Iterable[Id], state: LookState) -> None:
        """Say how far one has looked at segments.

        Raises:
            Refused: if `nothing applies` is said of a segment that one has coded.
        """
        coder = self._session.person.id
        ids = list(segments)
        with self._session.deed() as deed:
            if state is LookState.NOTHING and codings.of_segments(deed.connection, ids, coder):
                raise Refused("You have coded this segment: uncode it first, or mark it done.")
            looks = [Look(coder, segment, state, deed.moment) for segment in ids]
            codings.put_looks(deed, looks)


def _require_applicable(codebook: Codebook, code: str) -> None:
    if code not in codebook:
        raise NotFound("code", code, [one.id for one in codebook.codes])
    entry = codebook.by_id[code]
    if entry.retired:
        instead = " or ".join(f"'{use}'" for use in entry.retired.use)
        raise Refused(f"The code '{code}' is retired.{f' Use {instead}.' if instead else ''}")
    if not entry.codable:
        raise Refused(f"'{entry.name}' holds other codes and is not applied itself.")


def _see(deed: Deed, coder: Id, segment: Id) -> None:
    standing = [one for one in codings.looks(deed.connection, coder, [segment]) if not one.round]
    if not standing or standing[0].state is LookState.NOTHING:
        codings.put_looks(deed, [_seen(coder, segment, deed.moment)])


def _seen(coder: Id, segment: Id, moment: datetime) -> Look:
    return Look(coder, segment, LookState.SEEN, moment)

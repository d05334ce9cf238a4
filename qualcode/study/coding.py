"""Coding: putting codes on spans, taking them off, saying what was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Coding, Look, LookState, Origin
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.identity import Id, new_id
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings, progress, rejections, sources
from qualcode.store.journal import Deed
from qualcode.store.sight import EVERYTHING
from qualcode.study import reshaping
from qualcode.study.reshaping import require_inside
from qualcode.study.rounds.rules import (
    current_codebook,
    require_changeable,
    require_in_queue,
    shown,
)
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Codings:
    """The codings of a study, and what each coder looked at."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_source(self, source: Id, coder: Id | None = None) -> list[Coding]:
        """Return the codings of one source in the order of the text, of one coder if named."""
        with self._session.reading() as connection:
            return codings.of_source(connection, self._session.sight(connection), source, coder)

    def of_segments(self, segments: Iterable[Id], coder: Id | None = None) -> list[Coding]:
        """Return the codings of some segments, of one coder if named."""
        with self._session.reading() as connection:
            eyes = self._session.sight(connection)
            return codings.of_segments(connection, eyes, segments, coder)

    def all(self, question: str | None = None) -> list[Coding]:
        """Return every coding of the study, or of the answers to one question."""
        with self._session.reading() as connection:
            return codings.everything(connection, self._session.sight(connection), question)

    def looks(self, coder: Id | None = None, segments: Iterable[Id] | None = None) -> list[Look]:
        """Return who looked at what."""
        with self._session.reading() as connection:
            return codings.looks(connection, self._session.sight(connection), coder, segments)

    def apply(
        self,
        code: str,
        segment: Segment,
        span: Span | None = None,
        provenance: Provenance = PLAIN,
        *,
        edited: bool = False,
    ) -> Coding | None:
        """Put a code on a span of a segment, or on the whole segment.

        The segment then counts as seen. Return None if the very same coding stands already. One
        whose `provenance` has a rank is an accepted suggestion, or an `edited` one if another code
        was suggested for these words. That one had rejected the code there is taken back.

        Raises:
            NotFound: if the codebook has no such code.
            Refused: if the code is retired or only holds other codes, if the segment is not
                one's own in the round at work, or the round is closed, or if its source is no
                longer in the study.
            InputError: if the span does not lie inside the segment.
        """
        made = self.apply_several([code], segment, span, provenance, edited=edited)
        return next(iter(made), None)

    def apply_several(
        self,
        codes: Iterable[str],
        segment: Segment,
        span: Span | None = None,
        provenance: Provenance = PLAIN,
        *,
        edited: bool = False,
    ) -> list[Coding]:
        """Put several codes on one span in one deed, which one undo takes back.

        Return the new codings: a code that stands on this very span already is passed over.

        Raises:
            NotFound: if the codebook does not have one of the codes.
            Refused: as for `apply`; nothing is coded then.
            InputError: if the span does not lie inside the segment.
        """
        where = span or segment.span
        require_inside(segment, where)
        person, round_ = self._session.person.id, self._session.round
        wanted = list(dict.fromkeys(codes))
        with self._session.deed() as deed:
            require_in_queue(deed.connection, self._session, [segment.id])
            require_there(deed.connection, [segment])
            codebook = current_codebook(deed.connection, self._session)
            for code in wanted:
                require_applicable(codebook, code)
            scope = shown(deed.connection, self._session)
            own = progress.own_codings(deed.connection, person, [segment.id], scope)
            standing = {one.code for one in own if one.span == where}
            moment, revision, origin = deed.moment, codebook.revision, _origin(provenance, edited)
            new = [
                Coding(new_id(), person, code, segment.source, segment.id, where, moment, round_,
                       origin, revision, provenance)
                for code in wanted if code not in standing
            ]  # fmt: skip
            if new:
                codings.add(deed, new)
                _see(deed, person, [segment.id], round_)
                rejections.withdraw(deed, new, scope)
        return new

    def move(self, coding: Coding, span: Span) -> Coding:
        """Put one's own coding on other words of its segment; it stays the same coding.

        Raises:
            Refused: if it is another coder's, stands no more, is of a round that is closed or not
                at work, or if the code stands on those words already.
            InputError: if the span does not lie inside the segment.
        """
        with self._session.deed() as deed:
            return reshaping.move(deed, self._session, coding, span)

    def split(self, coding: Coding, at: int) -> tuple[Coding, Coding]:
        """Make two of one's own coding, at a code point of the source's text, in one deed.

        The first part stays the same coding and keeps its memos.

        Raises:
            Refused: as for `move`.
            InputError: if the place does not lie inside the coding.
        """
        with self._session.deed() as deed:
            return reshaping.split(deed, self._session, coding, at)

    def recode(self, coding: Coding, code: str) -> Coding | None:
        """Put one's own coding under another code; it stays the same coding and keeps its memos.

        Where another coding of that code stands on these words already this one is taken away; None
        then. One that has the code already stays as it is.

        Raises:
            NotFound: if the codebook has no such code.
            Refused: as for `move`, or if the code is retired or only holds other codes.
        """
        with self._session.deed() as deed:
            require_applicable(current_codebook(deed.connection, self._session), code)
            return reshaping.recode(deed, self._session, coding, code)

    def remove(self, gone: Coding) -> None:
        """Take one's own coding away; one that stands no more is passed over.

        Raises:
            Refused: if it is another coder's, or of a round that is closed or not at work.
        """
        if gone.coder != self._session.person.id:
            raise Refused("This coding is another coder's; only they can take it away.")
        with self._session.deed() as deed:
            # It may have been taken away or moved with its text since the caller read it.
            standing = codings.by_id(deed.connection, EVERYTHING, gone.id)
            if standing is not None and standing.coder == self._session.person.id:
                require_changeable(deed.connection, self._session, standing.round)
                codings.remove(deed, [standing])

    def apply_to_all(
        self,
        code: str,
        segments: Iterable[Segment],
        provenances: Mapping[Id, Provenance] | None = None,
    ) -> list[Coding]:
        """Put a code on several whole segments in one deed, which one undo takes back.

        They then count as seen. `provenances` say by segment how each comes about, where not
        plainly. Return the new codings: a segment whose whole text has the code already is passed
        over.

        Raises:
            NotFound: if the codebook has no such code.
            Refused: if the code is retired or only holds other codes, or if a segment is not
                one's own in the round at work, or the round is closed; nothing is coded then.
        """
        wanted, known = {segment.id: segment for segment in segments}, provenances or {}
        person, round_ = self._session.person.id, self._session.round
        with self._session.deed() as deed:
            require_in_queue(deed.connection, self._session, wanted)
            require_there(deed.connection, wanted.values())
            codebook = current_codebook(deed.connection, self._session)
            require_applicable(codebook, code)
            scope = shown(deed.connection, self._session)
            own = progress.own_codings(deed.connection, person, list(wanted), scope)
            standing = {(one.segment, one.span) for one in own if one.code == code}
            moment, revision = deed.moment, codebook.revision
            new = [
                Coding(new_id(), person, code, one.source, one.id, one.span, moment, round_,
                       _origin(come), revision, come)
                for one in wanted.values() if (one.id, one.span) not in standing
                for come in [known.get(one.id, PLAIN)]
            ]  # fmt: skip
            if new:
                new = codings.add(deed, new)
                _see(deed, person, [one.segment for one in new], round_)
                rejections.withdraw(deed, new, scope)
        return new

    def take_off(self, code: str, segments: Iterable[Id]) -> list[Coding]:
        """Take one's own codings with a code off several segments in one deed; return them.

        Codings of a part of a segment go too.

        Raises:
            Refused: if one is of a round that is closed or not at work; none is taken off then.
        """
        person = self._session.person.id
        with self._session.deed() as deed:
            scope = shown(deed.connection, self._session)
            own = progress.own_codings(deed.connection, person, list(segments), scope)
            gone = [one for one in own if one.code == code]
            for round_ in sorted({one.round for one in gone}):
                require_changeable(deed.connection, self._session, round_)
            codings.remove(deed, gone)
        return gone

    def look(self, segments: Iterable[Id], state: LookState) -> None:
        """Say how far one has looked at segments.

        Raises:
            Refused: if `nothing applies` is said of a segment that one has coded, or if a segment
                is not one's own in the round at work, or the round is closed.
        """
        coder, round_ = self._session.person.id, self._session.round
        ids = list(segments)
        with self._session.deed() as deed:
            require_in_queue(deed.connection, self._session, ids)
            scope = shown(deed.connection, self._session)
            own = progress.own_codings(deed.connection, coder, ids, scope)
            if state is LookState.NOTHING and own:
                raise Refused("You have coded this segment: uncode it first, or mark it done.")
            looks = [Look(coder, segment, state, deed.moment, round_) for segment in ids]
            codings.put_looks(deed, looks)


def require_applicable(codebook: Codebook, code: str) -> None:
    """Refuse a code that the codebook does not have, has retired, or keeps to hold others.

    Raises:
        NotFound: if the codebook has no such code.
        Refused: if it is not to be applied.
    """
    if code not in codebook:
        raise NotFound("code", code, [one.id for one in codebook.codes])
    entry = codebook.by_id[code]
    if entry.retired:
        instead = " or ".join(f"'{use}'" for use in entry.retired.use)
        raise Refused(f"The code '{code}' is retired.{f' Use {instead}.' if instead else ''}")
    if not entry.codable:
        raise Refused(f"'{entry.name}' holds other codes and is not applied itself.")


def _origin(provenance: Provenance, edited: bool = False) -> Origin:
    if not provenance.rank:
        return Origin.HUMAN
    return Origin.EDITED if edited else Origin.ACCEPTED


def require_there(connection: Connection, segments: Iterable[Segment]) -> None:
    """Refuse segments of sources that somebody took away or replaced meanwhile."""
    gone = sources.removed_among(connection, {one.source for one in segments})
    if gone:
        raise Refused(f"{gone[0]} is no longer in the study as it was; open it again to see.")


def _see(deed: Deed, coder: Id, segments: list[Id], round_: str) -> None:
    own = codings.looks(deed.connection, EVERYTHING, coder, segments)
    further = {
        one.segment for one in own if one.round == round_ and one.state is not LookState.NOTHING
    }
    new = [one for one in segments if one not in further]
    looks = [Look(coder, one, LookState.SEEN, deed.moment, round_) for one in new]
    codings.put_looks(deed, looks)

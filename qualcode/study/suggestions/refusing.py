"""Saying no: to a suggested code on a segment, and to a word as a reason for a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.identity import Id
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.domain.rejection import Rejection, StruckWord
from qualcode.store import progress, rejections, sources, struck_words
from qualcode.study.coding import require_there
from qualcode.study.rounds.rules import current_codebook, require_in_queue, shown
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Refusing:
    """What coders refused; each deed is in the journal, and undo takes it back."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def reject(self, code: str, segment: Id, provenance: Provenance = PLAIN) -> Rejection | None:
        """Say that a suggested code does not apply to a segment; None if that was said before.

        To put the code on the segment later takes the rejection away.

        Raises:
            NotFound: if the codebook has no such code, or the study no such segment.
            Refused: if one has put the code on the segment, if the segment is not one's own in
                the round at work, or its source is no longer in the study.
        """
        person, round_ = self._session.person.id, self._session.round
        with self._session.deed() as deed:
            require_in_queue(deed.connection, self._session, [segment])
            require_there(deed.connection, [sources.segment(deed.connection, segment)])
            self._require_code(deed.connection, code)
            scope = shown(deed.connection, self._session)
            own = progress.own_codings(deed.connection, person, [segment], scope)
            if any(one.code == code for one in own):
                raise Refused(f"You have put '{code}' on this segment; take it off instead.")
            if rejections.own_on(deed.connection, person, [segment], scope, [code]):
                return None
            made = Rejection(person, code, segment, deed.moment, provenance, round_)
            rejections.put(deed, [made])
        return made

    def rejections(self, coder: Id | None = None) -> list[Rejection]:
        """Return what was rejected in present sources, oldest first, by one coder if named."""
        with self._session.reading() as connection:
            return rejections.listing(connection, self._session.sight(connection), coder)

    def strike(self, code: str, word: str) -> StruckWord | None:
        """Say that a word is no reason for a code; None if that was said before.

        Raises:
            NotFound: if the codebook has no such code.
            InputError: if it is not one word.
        """
        word, person = _one_word(word), self._session.person.id
        with self._session.deed() as deed:
            self._require_code(deed.connection, code)
            if struck_words.find(deed.connection, person, code, word) is not None:
                return None
            made = StruckWord(person, code, word, deed.moment)
            struck_words.strike(deed, [made])
        return made

    def unstrike(self, code: str, word: str) -> StruckWord | None:
        """Let a word that one struck out count again; None if one had not.

        Raises:
            InputError: if it is not one word.
        """
        word, person = _one_word(word), self._session.person.id
        with self._session.deed() as deed:
            standing = struck_words.find(deed.connection, person, code, word)
            if standing is not None:
                struck_words.unstrike(deed, [standing])
        return standing

    def struck(self, coder: Id | None = None) -> list[StruckWord]:
        """Return the words that were struck out, oldest first, by one coder if named."""
        with self._session.reading() as connection:
            return struck_words.listing(connection, self._session.sight(connection), coder)

    def _require_code(self, connection: Connection, code: str) -> None:
        codebook = current_codebook(connection, self._session)
        if code not in codebook:
            raise NotFound("code", code, [one.id for one in codebook.codes])


def _one_word(given: str) -> str:
    word = given.strip().lower()
    if not word or len(word.split()) > 1 or not word.isprintable():
        raise InputError(f"'{given.strip()}' is not one word; strike words out one by one.")
    return word

"""One person's suggester, kept in step with what is decided in the study."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.deeds_told import segment_of
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.store import journal, rounds, struck_words
from qualcode.store.journal import Mark
from qualcode.study.rounds.rules import current_codebook
from qualcode.study.session import Session
from qualcode.study.suggestions.asked_codes import AskedCodes
from qualcode.study.suggestions.chosen_embedding import embedding_for
from qualcode.study.suggestions.decisions_read import NOTHING, DecisionsRead, Told
from qualcode.study.suggestions.options import LearnFrom, SuggestionOptions
from qualcode.study.suggestions.pieces import Piece, Pieces, read_pieces

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.study.suggestions.asking import Asking
    from qualcode.suggest import Suggester
    from qualcode.suggest.embedding_choice import ChosenEmbedding

CACHE = "vectors.npz"
"""The file in the study's folder that holds vectors of its texts; it can be deleted any time."""

_OTHER_TEXTS = frozenset({EventKind.SOURCE, EventKind.PARTICIPANT})
_ALL_ANEW = _OTHER_TEXTS | {EventKind.CODEBOOK, EventKind.ROUND, EventKind.CODER}
_STRUCK_ANEW = _ALL_ANEW | {EventKind.STRUCK_WORD}

_FIRST = 40
"""Texts that tell how words weigh before all are read."""

Progress = Callable[[int, int], None]


class Learning:
    """What one person's suggestions are made with, as of the last `follow`.

    `pieces` are the segments to be coded, `codes` those to be suggested, `hidden` the texts of
    segments that are in a round which is blind and open: nothing is suggested for them.
    """

    def __init__(self, session: Session, options: SuggestionOptions) -> None:
        self._session = session
        self._options = options
        self._mark: Mark | None = None
        self._suggester: Suggester | None = None
        self._quick: Suggester | None = None
        self._indexed = False
        self._told: dict[str, Told] = {}
        self._struck: frozenset[tuple[str, str]] = frozenset()
        self.pieces = Pieces()
        self.codes = AskedCodes(Codebook(""))
        self.hidden: frozenset[str] = frozenset()

    @property
    def options(self) -> SuggestionOptions:
        """Return what the study wanted when this was begun."""
        return self._options

    def follow(self) -> bool:
        """Take in what was done in the study since the last time; say if suggestions may differ."""
        with self._session.reading() as connection:
            since = journal.since(connection, self._mark) if self._mark else None
            mark, events = since if since is not None else (journal.newest(connection), [])
            if mark == self._mark and since is not None:
                return False
            kinds = {one.kind for one in events}
            if since is None or kinds & _ALL_ANEW:
                changed = self._read_all(connection, since is None or bool(kinds & _OTHER_TEXTS))
            else:
                changed = self._read_some(connection, events)
            if since is None or kinds & _STRUCK_ANEW:
                changed |= self._strike(connection)
        self._mark = mark
        return changed

    @property
    def finished(self) -> int:
        """Return how many different texts were coded to the end."""
        return sum(bool(told.finished) for told in self._told.values())

    def suggestible(self, segments: Iterable[Id]) -> list[Piece]:
        """Return those of some segments that codes may be suggested for."""
        known = self.pieces.by_id
        found = (known[one] for one in dict.fromkeys(segments) if one in known)
        return [one for one in found if one.text not in self.hidden]

    def prepare(self, progress: Progress | None = None) -> None:
        """Read all texts, if that was not done; an exception in `progress` ends it."""
        if not self._indexed:
            self._whole.index(self.pieces.with_text, progress)
            # What is worked out once for all texts is not left to the first who asks.
            self._whole.suggest_many([next(iter(self.pieces.with_text), "")], reasons=False)
            self._indexed = True

    def suggester(self, *, at_once: bool = False) -> Suggester:
        """Return the suggester that has read all texts.

        If it has not and an answer is wanted `at_once`, it is one that knows the codebook only.
        """
        if at_once and not self._indexed:
            return self._first()
        self.prepare()
        return self._whole

    def asking(self, *, at_once: bool = False) -> Asking:
        """Return who asks the suggester for the person."""
        from qualcode.study.suggestions.asking import Asking

        return Asking(self._session, self.suggester(at_once=at_once), self.codes)

    @property
    def note(self) -> str:
        """Say what suggestions have to do without; empty if nothing."""
        parts = (self._chosen.note, self.suggester(at_once=True).note)
        return " ".join(part for part in parts if part)

    @property
    def _chosen(self) -> ChosenEmbedding:
        return embedding_for(self._options.embedding)

    @property
    def _whole(self) -> Suggester:
        if self._suggester is None:
            self.follow()
        assert self._suggester is not None
        return self._suggester

    def _first(self) -> Suggester:
        from qualcode.suggest import Suggester

        if self._quick is None:
            found = self._chosen.embedding
            self._quick = Suggester(self.codes.codebook, self.codes.language, found)
            self._quick.index(islice(self.pieces.with_text, _FIRST))
        return self._quick

    def _read_all(self, connection: Connection, texts_too: bool) -> bool:
        pieces = read_pieces(connection) if texts_too else self.pieces
        codes = AskedCodes(current_codebook(connection, self._session), self._options.language)
        hidden = _under_blind_rounds(connection, pieces, self._session.round)
        anew = self._suggester is None or (pieces, codes) != (self.pieces, self.codes)
        changed = anew or hidden != self.hidden
        self.pieces, self.codes, self.hidden = pieces, codes, hidden
        if anew:
            self._begin(codes)
        return self._tell(connection, pieces.with_text) or changed

    def _read_some(self, connection: Connection, events: Iterable[Event]) -> bool:
        known, touched = self.pieces.by_id, set()
        own = False
        for one in events:
            if one.kind in (EventKind.CODING, EventKind.LOOK, EventKind.REJECTION):
                segment = Id(segment_of(one) or "")
                if segment in known:
                    touched.add(known[segment].text)
                    own |= one.coder == self._session.person.id
        return bool(touched) and (self._tell(connection, touched) or own)

    def _begin(self, codes: AskedCodes) -> None:
        from qualcode.suggest import Suggester

        folder = self._session.folder
        cache = folder / CACHE if folder is not None else None
        self._suggester = Suggester(codes.codebook, codes.language, self._chosen.embedding, cache)
        self._quick, self._indexed = None, False
        self._told, self._struck = {}, frozenset()

    def _tell(self, connection: Connection, texts: Collection[str]) -> bool:
        read = DecisionsRead(connection, self._session, self._options.learn_from, self.codes)
        told = read.of_texts(self.pieces, texts)
        return sum(self._tell_of(text, told[text]) for text in texts) > 0

    def _tell_of(self, text: str, new: Told) -> bool:
        before, suggester = self._told.get(text, NOTHING), self._suggester
        if new == before or suggester is None:
            return False
        if before != NOTHING:
            suggester.forget(text)
        for code in new.rejected:
            suggester.reject(text, code)
        for given, among in new.finished:
            suggester.learn([text], [given], among)
        for code in new.accepted:
            suggester.accept(text, code)
        self._told[text] = new
        return True

    def _strike(self, connection: Connection) -> bool:
        own = self._options.learn_from is LearnFrom.OWN
        eyes, me = self._session.sight(connection), self._session.person.id
        found = struck_words.listing(connection, eyes, me if own else None)
        struck = frozenset((one.code, one.word) for one in found)
        if struck == self._struck or self._suggester is None:
            return False
        for code, word in self._struck - struck:
            self._suggester.unstrike(code, word)
        for code, word in struck:
            self._suggester.strike(code, word)
        self._struck = struck
        return True


def _under_blind_rounds(connection: Connection, pieces: Pieces, at_work: str) -> frozenset[str]:
    blind = [one.name for one in rounds.listing(connection) if one.blind and one.is_open]
    if at_work in blind:
        return frozenset(pieces.with_text)
    queued = {one.segment for name in blind for one in rounds.assignments(connection, name)}
    return frozenset(one.text for one in pieces if one.segment in queued)

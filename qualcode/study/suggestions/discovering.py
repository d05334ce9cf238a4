"""Discovery in a study: new themes, codes and codings to look at, of what a person may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.discovery import Coded, Discovery, Passage, Quotation
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from qualcode.store import codings, people, rounds, sources
from qualcode.study.rounds.rules import current_codebook
from qualcode.study.session import Session
from qualcode.study.suggestions.asked_codes import AskedCodes
from qualcode.study.suggestions.chosen_embedding import embedding_for
from qualcode.study.suggestions.options import SuggestionOptions
from qualcode.study.suggestions.pieces import Piece, read_pieces

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight

Progress = Callable[[int, int, str], None]
"""Told (done, of, what)."""

VECTORS = "discovery.npz"


class Discovering:
    """Reads the study for the person at work.

    Segments of a round that is blind and open are left out, whoever asks.
    """

    def __init__(self, session: Session, options: SuggestionOptions) -> None:
        self._session = session
        self._options = options

    def discover(
        self,
        question: str | None = None,
        source: str | None = None,
        progress: Progress | None = None,
    ) -> Discovery:
        """Find what nobody coded yet, and which codes and codings are worth another look.

        Where consensus finished a segment its codings count, else those of all coders that the
        person may see. `progress` is told (done, total, what); what it raises ends the work.

        Raises:
            NotFound: if question or source has nothing to code.
            Refused: if there is no text, or all of it is in a round that is blind and open.
        """
        from qualcode.suggest.discovery.finding import discover

        with self._session.reading() as connection:
            codes = AskedCodes(current_codebook(connection, self._session), self._options.language)
            eyes = self._session.sight(connection)
            wanted = read_pieces(connection).among(question, source)
            hidden = _in_blind_rounds(connection, eyes, wanted)
            kept = [one for one in wanted if one.text not in hidden]
            _require(wanted, kept)
            passages = _passages(connection, eyes, kept, codes)
        chosen = embedding_for(self._options.embedding)
        found = discover(
            passages, codes.codebook, codes.language, chosen.embedding, self._cache, progress
        )
        if question or source:
            # Codes that nobody used here are no matter of this question or source.
            found = replace(found, alike=tuple(one for one in found.alike if one.either))
        notes = (chosen.note, _left_out(len(wanted) - len(kept)))
        return replace(found, notes=(*found.notes, *(one for one in notes if one)))

    @property
    def _cache(self) -> Path | None:
        return self._session.folder / VECTORS if self._session.folder else None


def _require(wanted: Collection[Piece], kept: Collection[Piece]) -> None:
    if not wanted:
        raise Refused("There is nothing to read yet. Take in texts: qualcode import FILE")
    if not kept:
        raise Refused(
            "All that could be read is in a round that is blind and open. Close the round first."
        )


def _left_out(count: int) -> str:
    if not count:
        return ""
    told = "1 segment is" if count == 1 else f"{count} segments are"
    return f"{told} left out: coded in a round that is blind and open, or in the same words."


def _in_blind_rounds(connection: Connection, eyes: Sight, pieces: Iterable[Piece]) -> set[str]:
    queued = {one.segment for name in eyes.hidden for one in rounds.assignments(connection, name)}
    return {one.text for one in pieces if one.segment in queued}


def _passages(
    connection: Connection, eyes: Sight, pieces: Iterable[Piece], codes: AskedCodes
) -> list[Passage]:
    wanted = {one.segment: one for one in pieces}
    segments = {one.id: one for one in sources.segments_of(connection, wanted)}
    names = {one.id: one.name for one in people.participants(connection)}
    finished, settled = _finished(connection, eyes)
    made: dict[Id, list[Coding]] = {}
    for coding in codings.of_segments(connection, eyes, wanted):
        consensus = settled.get(coding.segment)
        if consensus is None or coding.coder == consensus:
            made.setdefault(coding.segment, []).append(coding)
    coders = {one.id: one.name for one in people.coders(connection)}
    return [
        Passage(
            _quotation(piece, segments[piece.segment], names),
            _coded(made.get(piece.segment, ()), coders, codes),
            piece.segment in finished,
            piece.question or "",
            codes.among(piece.question),
        )
        for piece in wanted.values()
    ]


def _finished(connection: Connection, eyes: Sight) -> tuple[set[Id], dict[Id, Id]]:
    """Return the segments that anybody finished, and who decided those that consensus did."""
    consensus = {one.id for one in people.coders(connection) if one.is_consensus}
    looks = [one for one in codings.looks(connection, eyes) if one.state is not LookState.SEEN]
    settled = {one.segment: one.coder for one in looks if one.coder in consensus}
    return {one.segment for one in looks}, settled


def _quotation(piece: Piece, segment: Segment, names: Mapping[Id, str]) -> Quotation:
    who = names.get(segment.participant, "") if segment.participant else ""
    span = Span(piece.start, piece.end)
    return Quotation(piece.text, span, who, piece.source_name, segment.number, piece.segment)


def _coded(
    made: Iterable[Coding], coders: Mapping[Id, str], codes: AskedCodes
) -> tuple[Coded, ...]:
    by_place: dict[tuple[str, Span], set[str]] = {}
    for one in made:
        by_place.setdefault((codes.today(one.code), one.span), set()).add(coders[one.coder])
    return tuple(
        Coded(code, span, tuple(sorted(who))) for (code, span), who in sorted(by_place.items())
    )

"""Asking a suggester about segments of the study, less what the coder has decided there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from qualcode.domain.identity import Id
from qualcode.domain.suggestion import Suggestion
from qualcode.store import progress, rejections
from qualcode.study.rounds.rules import shown
from qualcode.study.session import Session
from qualcode.study.suggestions.asked_codes import AskedCodes
from qualcode.study.suggestions.ordering import Scores
from qualcode.study.suggestions.pieces import Piece

if TYPE_CHECKING:
    from qualcode.suggest import Suggester

_SLICE = 500


class Asking:
    """Asks on behalf of one person, who is not told of codes that they have put or rejected."""

    def __init__(self, session: Session, suggester: Suggester, codes: AskedCodes) -> None:
        self._session = session
        self._suggester = suggester
        self._codes = codes

    def about(
        self, pieces: Sequence[Piece], k: int, *, reasons: bool = True, least: float | None = None
    ) -> list[list[Suggestion]]:
        """Return up to `k` suggestions for each segment, the best first.

        If `least` is given, only those that are at least that probable.
        """
        taken = self._taken(one.segment for one in pieces)
        found: dict[Id, list[Suggestion]] = {}
        for among, alike in self._by_question(pieces):
            most = max((len(taken.get(one.segment, ())) for one in alike), default=0)
            asked = self._suggester.suggest_many(
                [one.text for one in alike], k + most, among, reasons=reasons
            )
            for piece, suggested in zip(alike, asked, strict=True):
                without = taken.get(piece.segment, set())
                left = (one for one in suggested if one.code not in without)
                best = [one for one in islice(left, k) if least is None or _is(one, least)]
                found[piece.segment] = [self._placed(one, piece, reasons) for one in best]
        return [found[one.segment] for one in pieces]

    def best(self, pieces: Sequence[Piece]) -> dict[Id, Suggestion]:
        """Map each segment to the best of all codes, whatever the person decided."""
        return {
            piece.segment: best
            for among, alike in self._by_question(pieces)
            for piece, asked in zip(alike, self._bare(alike, 1, among), strict=True)
            for best in asked
        }

    def scores(self, pieces: Sequence[Piece]) -> Scores:
        """Return the score of each code for each segment; -inf where it cannot be given."""
        row = {one.segment: number for number, one in enumerate(pieces)}
        column = {code: number for number, code in enumerate(self._codes.codes)}
        scores = np.full((len(pieces), len(column)), -np.inf)
        for among, alike in self._by_question(pieces):
            for start in range(0, len(alike), _SLICE):
                part = alike[start : start + _SLICE]
                for piece, asked in zip(part, self._bare(part, len(column), among), strict=True):
                    for one in asked:
                        scores[row[piece.segment], column[one.code]] = one.score
        return scores

    def _bare(
        self, pieces: Sequence[Piece], k: int, among: frozenset[str] | None
    ) -> list[list[Suggestion]]:
        texts = [one.text for one in pieces]
        return self._suggester.suggest_many(texts, k, among, reasons=False)

    def _by_question(
        self, pieces: Sequence[Piece]
    ) -> Iterator[tuple[frozenset[str] | None, list[Piece]]]:
        groups: dict[frozenset[str] | None, list[Piece]] = {}
        for one in pieces:
            groups.setdefault(self._codes.among(one.question), []).append(one)
        yield from groups.items()

    def _taken(self, segments: Iterable[Id]) -> dict[Id, set[str]]:
        """Return the codes that the person has put on each segment, or rejected there."""
        ids, coder = list(segments), self._session.person.id
        taken: dict[Id, set[str]] = {}
        with self._session.reading() as connection:
            scope = shown(connection, self._session)
            for mark in progress.own_marks(connection, coder, ids, scope):
                taken.setdefault(Id(mark.segment), set()).add(mark.code)
            for refused in rejections.own_on(connection, coder, ids, scope):
                taken.setdefault(refused.segment, set()).add(refused.code)
        return taken

    def _placed(self, one: Suggestion, piece: Piece, reasons: bool) -> Suggestion:
        part = self._suggester.span(piece.text, one.code) if reasons else None
        where = part.shifted(piece.start) if part else None
        return replace(one, segment=piece.segment, span=where)


def _is(one: Suggestion, least: float) -> bool:
    return one.probability is not None and one.probability >= least

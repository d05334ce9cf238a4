"""What waits for a coder, most certain first or in another order that is worth coding in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from random import Random

from qualcode.domain.errors import InputError, Refused
from qualcode.domain.identity import Id
from qualcode.domain.provenance import WorkOrder
from qualcode.domain.suggestion import Suggestion
from qualcode.store import progress, rounds
from qualcode.study.rounds.rules import shown
from qualcode.study.session import Session
from qualcode.study.suggestions import ordering
from qualcode.study.suggestions.learning import Learning
from qualcode.study.suggestions.pieces import Piece, Pieces, read_pieces
from qualcode.suggest.calibration import FEWEST

_SLICE = 500


class Queues:
    """Segments that the person has not finished, in orders that a model makes."""

    def __init__(self, session: Session, learning: Learning) -> None:
        self._session = session
        self._learning = learning

    def above(
        self, least: float, question: str | None, source: str | None, *, reasons: bool
    ) -> list[Suggestion]:
        """Return what is at least this probable, most certain first.

        Raises:
            InputError: if it is no probability.
            NotFound: if question or source has nothing to code.
            Refused: if too little is coded for probabilities.
        """
        if not 0 <= least <= 1:
            raise InputError(f"A probability lies from 0 to 1, not at {least:g}.")
        pieces = self._suggestible(question, source)
        self._require_probabilities()
        found = self._at_least(least, pieces, reasons=False)
        if reasons:
            # They cost more than all the rest, so only those that are wanted are worked out.
            wanted = {one.segment for one in found}
            chosen = [one for one in pieces if one.segment in wanted]
            found = self._at_least(least, chosen, reasons=True)
        return sorted(found, key=lambda one: -round(one.probability or 0, 6))

    def steered(
        self,
        order: WorkOrder,
        question: str | None,
        source: str | None,
        seed: int,
        limit: int | None,
    ) -> list[Id]:
        """Return the segments in an order of a model; what is in a blind round is left out.

        Raises:
            NotFound: if question or source has nothing to code.
            Refused: inside a round.
        """
        _require_no_round(self._session)
        pieces = self._suggestible(question, source)
        scores = self._learning.asking().scores(pieces)
        if order is WorkOrder.RARE:
            used = self._used()
            times = [used.get(code, 0) for code in self._learning.codes.codes]
            rows = list(islice(ordering.rare_first(scores, times, seed), limit))
        elif order is WorkOrder.UNCERTAIN:
            rows = ordering.least_certain(scores)[:limit]
        else:
            rows = ordering.most_certain(scores)[:limit]
        return [pieces[row].segment for row in rows]

    def _at_least(
        self, least: float, pieces: Sequence[Piece], *, reasons: bool
    ) -> list[Suggestion]:
        asking, every = self._learning.asking(), len(self._learning.codes.codes)
        return [
            one
            # All codes of all segments at once would be millions.
            for start in range(0, len(pieces), _SLICE)
            for suggested in asking.about(
                pieces[start : start + _SLICE], every, reasons=reasons, least=least
            )
            for one in suggested
        ]

    def _suggestible(self, question: str | None, source: str | None) -> list[Piece]:
        waiting = _waiting(self._session, self._learning.pieces, question, source)
        return self._learning.suggestible([one.segment for one in waiting])

    def _used(self) -> dict[str, int]:
        with self._session.reading() as connection:
            scope = shown(connection, self._session)
            return progress.code_counts(connection, self._session.person.id, scope)

    def _require_probabilities(self) -> None:
        finished = self._learning.finished
        if finished < FEWEST:
            raise Refused(
                f"No probability means anything yet: {FEWEST} different texts must be coded to "
                f"the end, and {finished} are. Mark segments done while coding."
            )


def unsteered(
    session: Session,
    order: WorkOrder,
    question: str | None,
    source: str | None,
    seed: int,
    limit: int | None,
) -> list[Id]:
    """Return the segments as they stand in the documents or the round's queue, or at random.

    Raises:
        NotFound: if question or source has nothing to code.
        Refused: inside a round, if another order than that of its queue is asked for.
    """
    if order is not WorkOrder.DOCUMENT:
        _require_no_round(session)
    with session.reading() as connection:
        pieces = read_pieces(connection)
        if session.round:
            queue = rounds.present(connection, session.round, session.person.id)
            known = pieces.by_id
            pieces = Pieces([known[one.segment] for one in queue if one.segment in known])
    waiting = _waiting(session, pieces, question, source)
    if order is WorkOrder.AUDIT:
        Random(seed).shuffle(waiting)
    return [one.segment for one in waiting][:limit]


def _require_no_round(session: Session) -> None:
    if session.round:
        raise Refused("A round is coded in the order of its queue.")


def _waiting(
    session: Session, pieces: Pieces, question: str | None, source: str | None
) -> list[Piece]:
    among = pieces.among(question, source)
    with session.reading() as connection:
        scope = shown(connection, session)
        finished = progress.finished_segments(connection, session.person.id, scope)
    return [one for one in among if one.segment not in finished]

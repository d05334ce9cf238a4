"""Trying suggestions on the study's own codings: how good would they have been?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.domain.coding import Origin
from qualcode.domain.errors import Refused
from qualcode.domain.trial import Trial
from qualcode.store import codings, rejections, sources
from qualcode.study.questions import require_question
from qualcode.study.rounds.rules import current_codebook
from qualcode.study.session import Session
from qualcode.study.suggestions.asked_codes import AskedCodes
from qualcode.study.suggestions.chosen_embedding import embedding_for
from qualcode.study.suggestions.finished_texts import FinishedText, finished_texts
from qualcode.study.suggestions.options import LearnFrom, SuggestionOptions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight
    from qualcode.suggest.trial.folds import Coded

Progress = Callable[[int, int, str], None]
"""Told (done, of, what)."""

_TAKEN = (Origin.ACCEPTED, Origin.EDITED)


class Trying:
    """Holds trials for the person at work, on what they may see."""

    def __init__(self, session: Session, options: SuggestionOptions) -> None:
        self._session = session
        self._options = options

    def trial(
        self,
        question: str | None = None,
        folds: int = 5,
        seed: int = 0,
        n: int = 1000,
        progress: Progress | None = None,
    ) -> Trial:
        """Return how good suggestions are for participants whose texts were not learnt from.

        Tried are the texts that suggestions are learnt from: what consensus or the person at work
        coded to the end, or the team if study.toml says so. `n` resamples are drawn from `seed`.
        `progress` is told (done, of, what); what it raises ends the trial.

        Raises:
            InputError: if folds, seed or `n` is not usable.
            NotFound: if the question is not known.
            Refused: if nobody is named, or less than two participants' texts are coded.
        """
        from qualcode.suggest.trial.holding import hold_trial
        from qualcode.suggest.trial.plan import Plan

        person = self._session.person.id
        with self._session.reading() as connection:
            require_question(connection, question)
            eyes = self._session.sight(connection)
            book = AskedCodes(current_codebook(connection, self._session), self._options.language)
            found = finished_texts(connection, eyes, person, self._options.learn_from, question)
            decided = _decided(connection, eyes, question, book)
        _require(book, found, self._options.learn_from)
        nobody = sum(one.speaker is None for one in found)
        plan = Plan(
            folds, seed, n, book.language, question,
            "source" if nobody == len(found) else "participant",
        )  # fmt: skip
        chosen = embedding_for(self._options.embedding)
        made = hold_trial(
            book.codebook, _coded(found, book), chosen.embedding, plan, decided, progress
        )
        more = [chosen.note] if chosen.note else []
        return replace(made, notes=(*made.notes, *more, *_notes(nobody, found, eyes)))


def _require(book: AskedCodes, found: Sequence[FinishedText], whose: LearnFrom) -> None:
    if not book.codes:
        raise Refused("The codebook has no code that can be suggested; add codes, then try again.")
    if found:
        return
    if whose is LearnFrom.TEAM:
        raise Refused("A trial needs texts that somebody coded to the end; there are none here.")
    raise Refused(
        "A trial needs texts that you or consensus coded to the end, and there are none here. "
        'What the team coded counts with learn_from = "team" in study.toml.'
    )


def _coded(found: Sequence[FinishedText], book: AskedCodes) -> list[Coded]:
    from qualcode.suggest.trial.folds import Coded

    return [
        Coded(
            one.text,
            one.codes,
            f"participant {one.speaker}" if one.speaker else f"source {one.source}",
            None if (among := book.among(one.question)) is None else tuple(sorted(among)),
            one.hinted,
        )
        for one in found
    ]


def _decided(
    connection: Connection, eyes: Sight, question: str | None, book: AskedCodes
) -> dict[str, tuple[int, int]]:
    """Return how often suggestions of each code were accepted and rejected, by anybody seen.

    One that was accepted and changed later counts as accepted for the code that it has now.
    """
    here = {one.id for one in sources.all_segments(connection, question)}
    taken = Counter(
        book.today(one.code)
        for one in codings.everything(connection, eyes, question)
        if one.origin in _TAKEN
    )
    refused = Counter(
        book.today(one.code) for one in rejections.listing(connection, eyes) if one.segment in here
    )
    return {code: (taken[code], refused[code]) for code in taken.keys() | refused.keys()}


def _notes(nobody: int, found: Sequence[FinishedText], eyes: Sight) -> list[str]:
    notes = []
    if 0 < nobody < len(found):
        notes.append(
            f"{nobody} of the texts are of nobody known; they stand for their source instead of "
            "a participant."
        )
    if eyes.notice:
        notes.append(eyes.notice)
    return notes

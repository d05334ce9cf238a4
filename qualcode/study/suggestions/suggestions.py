"""Suggestions in a study: codes proposed to the person at work, in or outside a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.provenance import PLAIN, Provenance, WorkOrder
from qualcode.domain.rejection import Rejection, StruckWord
from qualcode.domain.suggestion import Suggestion
from qualcode.store import rounds
from qualcode.study import place
from qualcode.study.session import Session
from qualcode.study.suggestions.options import SuggestionOptions, options_of
from qualcode.study.suggestions.refusing import Refusing

if TYPE_CHECKING:
    from qualcode.domain.discovery import Discovery
    from qualcode.domain.influence import InfluenceReport
    from qualcode.domain.trial import Trial
    from qualcode.study.suggestions.learning import Learning
    from qualcode.study.suggestions.queues import Queues

Progress = Callable[[int, int], None]


class Suggestions:
    """What codes are suggested to the person at work, and why.

    They are learnt from the person's own decisions and those of consensus, or, if study.toml says
    so, of the team as far as they may be seen. Nothing is ever suggested for the words of a segment
    that is in a round which is blind and open. Whatever is asked, what was decided in the meantime
    counts.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._refusing = Refusing(session)
        self._kept: Learning | None = None

    @property
    def options(self) -> SuggestionOptions:
        """Return what study.toml says of suggestions.

        Raises:
            InputError: naming the entry that is not usable.
        """
        folder = self._session.folder
        if folder is None:
            return SuggestionOptions()
        return options_of(place.content(folder), folder / place.FILE)

    @property
    def model(self) -> str:
        """Return 16 hexadecimal digits for all that suggestions are made with just now.

        Before all texts are read it is the model of those that are wanted at once.
        """
        return self._followed().suggester(at_once=True).model_hash

    @property
    def note(self) -> str:
        """Say what these suggestions have to do without; empty if nothing."""
        return self._followed().note

    def require_ready(self) -> None:
        """Refuse where nothing could be suggested whatever is asked.

        Raises:
            Refused: if suggestions are off, the round at work is blind, there is no code to apply
                or nothing to code.
        """
        if self._is_blind():
            raise Refused(
                f"The round '{self._session.round}' is blind and open: "
                "nothing is suggested in it, so that agreement measures the coders."
            )
        learning = self._followed()
        if not learning.codes.codes:
            raise Refused(
                "The codebook has no code to apply yet. Add some: qualcode codebook add FILE"
            )
        if not len(learning.pieces):
            raise Refused("There is nothing to code yet. Take in texts: qualcode import FILE")

    def prepare(self, progress: Progress | None = None) -> None:
        """Read all texts of the study, once; `progress` is told how many of how many are done.

        What it raises ends it; the next time it goes on there. Vectors are kept in the study's
        folder.
        """
        self._followed().prepare(progress)

    def follow(self) -> bool:
        """Take in what was decided since; say whether anything else may be suggested now."""
        before = self._kept
        return self._learning().follow() or self._kept is not before

    def of(
        self, segments: Sequence[Id], k: int = 3, *, reasons: bool = True, at_once: bool = False
    ) -> list[Suggestion]:
        """Return up to `k` suggestions for each segment, the best of each first.

        Left out are codes that the person has put on the segment or rejected there. All texts are
        read for it, if that was not done; if an answer is wanted `at_once`, the codebook alone is
        asked until then.

        Raises:
            Refused: if suggestions are off.
        """
        learning = self._followed()
        asking, pieces = learning.asking(at_once=at_once), learning.suggestible(segments)
        found = asking.about(pieces, k, reasons=reasons)
        return [one for suggested in found for one in suggested]

    def none_fit(self, segments: Sequence[Id], *, at_once: bool = False) -> set[Id]:
        """Return the segments for which rather none of the codes fits."""
        from qualcode.suggest.calibration import NONE_OF_THESE

        learning = self._followed()
        best = learning.asking(at_once=at_once).best(learning.suggestible(segments))
        likely = {segment: one.probability for segment, one in best.items()}
        return {one for one, sure in likely.items() if sure is not None and sure < NONE_OF_THESE}

    def suggest(self, text: str, k: int = 5) -> list[Suggestion]:
        """Return up to `k` codes for any text, the best first.

        Raises:
            Refused: if suggestions are off.
        """
        learning = self._followed()
        if self._is_blind() or text.strip() in learning.hidden:
            return []
        return learning.suggester().suggest(text, k)

    def queue(
        self,
        above: float,
        question: str | None = None,
        source: str | None = None,
        *,
        reasons: bool = True,
    ) -> list[Suggestion]:
        """Return what is suggested with a probability of at least `above`, most certain first.

        It is for segments that the person has not finished. Nothing is applied by it. Without
        `reasons` it is much quicker.

        Raises:
            InputError: if `above` is no probability.
            NotFound: if question or source has nothing to code.
            Refused: if suggestions are off, or too little is coded for probabilities.
        """
        return self._queues().above(above, question, source, reasons=reasons)

    def in_order(
        self,
        order: WorkOrder,
        question: str | None = None,
        source: str | None = None,
        seed: int = 0,
        limit: int | None = None,
    ) -> list[Id]:
        """Return the segments that the person has not finished, in an order to code them in.

        `seed` is that of the orders that draw. An order that a model makes leaves out what is in a
        blind round.

        Raises:
            NotFound: if question or source has nothing to code.
            Refused: in a round, which has the order of its queue as the only one; and, where a
                model makes the order, if suggestions are off.
        """
        if order.steered:
            return self._queues().steered(order, question, source, seed, limit)
        from qualcode.study.suggestions.queues import unsteered

        return unsteered(self._session, order, question, source, seed, limit)

    def reject(self, code: str, segment: Id, provenance: Provenance = PLAIN) -> Rejection | None:
        """Say that a suggested code does not apply to a segment; None if that was said before.

        To put the code on the segment later takes the rejection away.

        Raises:
            NotFound: if the codebook has no such code, or the study no such segment.
            Refused: if one has put the code there, if the segment is not one's own in the round at
                work, or its source is no longer in the study.
        """
        return self._refusing.reject(code, segment, provenance)

    def rejections(self) -> list[Rejection]:
        """Return what the person rejected, oldest first."""
        return self._refusing.rejections(self._session.person.id)

    def strike(self, code: str, word: str) -> StruckWord | None:
        """Let a word speak for a code no more; None if it was struck before.

        Raises:
            NotFound: if the codebook has no such code.
            InputError: if it is not one word.
        """
        return self._refusing.strike(code, word)

    def unstrike(self, code: str, word: str) -> StruckWord | None:
        """Let a struck word speak for a code again; None if it was not struck."""
        return self._refusing.unstrike(code, word)

    def struck(self) -> list[StruckWord]:
        """Return the words that the person struck, oldest first."""
        return self._refusing.struck(self._session.person.id)

    def trial(
        self,
        question: str | None = None,
        folds: int = 5,
        seed: int = 0,
        n: int = 1000,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Trial:
        """Return how good suggestions are for participants whose texts were not learnt from.

        They need not be on for it. `n` resamples are drawn from `seed`; `progress` is told (done,
        of, what), and what it raises ends the trial.

        Raises:
            InputError: if folds, seed or `n` is not usable.
            NotFound: if the question is not known.
            Refused: if nobody is named, or less than two participants' texts are coded.
        """
        from qualcode.study.suggestions.trying import Trying

        return Trying(self._session, self.options).trial(question, folds, seed, n, progress)

    def influence(
        self, question: str | None = None, n: int = 1000, seed: int = 0
    ) -> InfluenceReport:
        """Compare what was coded with a suggestion on the screen to what was coded without.

        Raises:
            InputError: if `n` or `seed` is not usable.
            NotFound: if the question is not known.
        """
        from qualcode.study.suggestions.influence import Influence

        return Influence(self._session).compared(question, n, seed)

    def discover(
        self,
        question: str | None = None,
        source: str | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Discovery:
        """Return what the codebook may lack, and codings that are worth a second look.

        They need not be on for it. `progress` is told (done, of, what); what it raises ends it.

        Raises:
            NotFound: if question or source has no text.
        """
        from qualcode.study.suggestions.discovering import Discovering

        return Discovering(self._session, self.options).discover(question, source, progress)

    def _learning(self) -> Learning:
        from qualcode.study.suggestions.learning import Learning

        options = self.options
        if not options.on:
            raise Refused(
                "Suggestions are off in this study. To have them, write `on = true` under "
                f"[suggestions] in {place.FILE}."
            )
        if self._kept is None or self._kept.options != options:
            self._kept = Learning(self._session, options)
        return self._kept

    def _followed(self) -> Learning:
        learning = self._learning()
        learning.follow()
        return learning

    def _queues(self) -> Queues:
        from qualcode.study.suggestions.queues import Queues

        return Queues(self._session, self._followed())

    def _is_blind(self) -> bool:
        if not self._session.round:
            return False
        with self._session.reading() as connection:
            one = rounds.find(connection, self._session.round)
        return one is not None and one.blind and one.is_open

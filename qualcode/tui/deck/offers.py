"""What a coder does with the suggestions on a deck, always for the row at the cursor alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.domain.provenance import Provenance
from qualcode.domain.suggestion import Suggestion
from qualcode.tui.suggesting.reasons import strike, struck_words

if TYPE_CHECKING:
    from qualcode.tui.deck.bench import DeckBench


class DeckOffers:
    """The best suggestion for the row at the cursor: accepted, changed or rejected."""

    def __init__(self, bench: DeckBench) -> None:
        self._bench = bench

    @property
    def at_hand(self) -> Suggestion | None:
        """Return the best suggestion for the row at the cursor."""
        row = self._bench.rows.focus
        return None if row is None else next(iter(self._bench.suggestions.on(row)), None)

    def wanted(self) -> Suggestion | None:
        """Return the same; where there is none, say so."""
        one = self.at_hand
        if one is None:
            self._bench.tell(self._bench.suggestions.none_told(self._bench.rows.focus))
        return one

    def _provenance(self, one: Suggestion) -> Provenance:
        bench = self._bench
        model = bench.suggestions.hints.model(one.segment) if one.segment else ""
        return Provenance(True, 1, one.score, one.probability, model, bench.work_order)

    def accept(self, instead: str = "") -> None:
        """Put the suggested code on its words, as an own coding.

        With another code `instead` that is put on them, which counts as edited.
        """
        one, bench, row = self.wanted(), self._bench, self._bench.rows.focus
        if one is None or row is None:
            return
        segment, code = bench.answers[row].segment, instead or one.code
        span, provenance = bench.suggestions.span(row, one), self._provenance(one)
        edited = code != one.code

        def deed() -> str:
            coding = bench.study.codings.apply(code, segment, span, provenance, edited=edited)
            if coding is None:
                return f"{bench.codes.name(code)} is on {bench.named([row])} already"
            bench.take_in([coding])
            bench.codes.used(code)
            more = "" if coding.span == segment.span else f", {len(coding.span)} characters"
            more = f" instead of {bench.codes.name(one.code)}" if edited else more
            return f"{bench.codes.name(code)} put on {bench.named([row])}{more}"

        if bench.attempt(deed) and not edited:
            bench.suggestions.hints.accept(one)

    def struck(self, code: str) -> list[str]:
        """Return the words that were struck out of the reasons for a code."""
        return struck_words(self._bench.study, code)

    def strike(self, code: str, word: str, back: bool) -> None:
        """Strike a word out of the reasons for a code, or let it count again."""
        bench = self._bench

        def deed() -> str:
            told = strike(bench.study, code, bench.codes.name(code), word, back)
            bench.committed()
            return told

        bench.attempt(deed)

    def reject(self) -> None:
        """Say that the suggestion does not apply to the row at the cursor."""
        one, bench, row = self.wanted(), self._bench, self._bench.rows.focus
        if one is None or row is None:
            return
        segment, provenance = bench.answers[row].segment.id, self._provenance(one)

        def deed() -> str:
            bench.study.suggestions.reject(one.code, segment, provenance)
            bench.committed()
            return f"{bench.codes.name(one.code)} not wanted on {bench.named([row])}"

        if bench.attempt(deed):
            bench.suggestions.hints.reject(one)

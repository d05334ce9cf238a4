"""What is suggested for the rows of a deck, and how sure the best of it is; no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.study.deck import Answer
from qualcode.study.desk import Mark
from qualcode.tui.coding.hints import NO_HINTS, Hints
from qualcode.tui.coding.suggesting import MOST, is_worth_a_look


class DeckHints:
    """What the hints propose for rows, which are meant by their numbers.

    They are asked about a row when somebody looks at it, and never about one on which the coder
    still owes a choice of their own where the hints wait for that: `chose` says whether the coder
    made one. `marks` are the coder's codings on a row. `painted` are the rows whose suggestion
    stood on the screen when it was painted last.
    """

    def __init__(
        self,
        answers: Sequence[Answer],
        marks: Callable[[int], Sequence[Mark]],
        chose: Callable[[int], bool],
        hints: Hints = NO_HINTS,
    ) -> None:
        self._answers = answers
        self._marks = marks
        self._chose = chose
        self.hints = hints
        self._revision = hints.revision, hints.age
        self._known: dict[int, list[Suggestion]] = {}
        self.painted: set[int] = set()

    @property
    def possible(self) -> bool:
        """Say whether there can be any."""
        return not self.hints.why_none

    @property
    def waits(self) -> bool:
        """Say whether suggestions wait for the coder's own first choice."""
        return self.hints.second_look

    def look_at(self, rows: Iterable[int], ahead: bool = False) -> None:
        """Ask about some rows at once, as far as they may be seen and are not known."""
        if not self.possible:
            return
        if (self.hints.revision, self.hints.age) != self._revision:
            self._revision = self.hints.revision, self.hints.age
            self._known.clear()
        new = {
            self._answers[row].segment.id: row
            for row in rows
            if row not in self._known and self._may_be_seen(row)
        }
        if not new:
            return
        self._known.update((row, []) for row in new.values())
        for suggestion in self.hints.of(list(new), ahead=ahead):
            row = new.get(suggestion.segment) if suggestion.segment else None
            if row is not None and is_worth_a_look(suggestion):
                self._known[row].append(suggestion)

    def _may_be_seen(self, row: int) -> bool:
        return not self.hints.second_look or self._chose(row)

    def on(self, row: int) -> list[Suggestion]:
        """Return what is suggested for a row, best first; no code that is on these words already.

        What lies outside the row is left out too.
        """
        self.look_at([row])
        if not self.possible or not self._may_be_seen(row):
            return []
        return [one for one in self._known[row] if self._is_free(row, one)][:MOST]

    def _is_free(self, row: int, one: Suggestion) -> bool:
        span = self.span(row, one)
        return span is not None and not any(
            mark.code == one.code and mark.start < span.end and mark.end > span.start
            for mark in self._marks(row)
        )

    def span(self, row: int, one: Suggestion) -> Span | None:
        """Return which words of the source a suggestion for a row is about."""
        whole = self._answers[row].segment.span
        return whole if one.span is None else one.span.intersection(whole)

    def is_shown(self, row: int) -> bool:
        """Say whether a suggestion for a row stands on the screen."""
        return row in self.painted and bool(self.on(row))

    def awaits(self, rows: Iterable[int]) -> bool:
        """Say whether any of some rows may be seen and is still to be answered for."""
        return self.possible and any(
            self._may_be_seen(row) and not self.hints.knows(self._answers[row].segment.id)
            for row in rows
        )

    def said_of(self, row: int) -> str:
        """Return what is to be said beside the suggestions for a row, empty if nothing."""
        if not self.possible:
            return ""
        if not self._may_be_seen(row):
            return "after your own first choice"
        fits = not self.hints.none_fits(self._answers[row].segment.id)
        return "" if fits else "rather none of these"

    def none_told(self, row: int | None) -> str:
        """Return in one sentence that there is no suggestion for a row, and why."""
        if not self.possible:
            return self.hints.why_none
        if row is not None and not self._may_be_seen(row):
            return "Suggestions show here after your own first choice."
        later = " as yet; more are being worked out" if self.hints.is_asking else ""
        return f"No suggestion on this answer{later}."

    def certainty(self, row: int) -> float | None:
        """Return how far the best suggestion for a row is from undecided: from 0 to 0.5.

        None if there is none, or if it does not say how probable it is.
        """
        best = next(iter(self.on(row)), None)
        return None if best is None or best.probability is None else abs(best.probability - 0.5)

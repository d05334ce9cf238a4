"""The answers of a deck with one coder's own work on them; always what the store has committed."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.domain.coding import LookState
from qualcode.domain.identity import Id
from qualcode.domain.source import SegmentKind
from qualcode.study import Study
from qualcode.study.deck import answers
from qualcode.study.desk import Mark, Page

_FINISHED = (LookState.DONE, LookState.NOTHING)


class DeckWork:
    """Codings, looks and flags of the person at work on the answers of a page.

    Rows are meant by their numbers in the list of answers.
    """

    def __init__(self, study: Study, page: Page) -> None:
        self.study = study
        self.page = page
        self.answers = answers(page)
        self._row_of = {answer.segment.id: row for row, answer in enumerate(self.answers)}
        self._read()

    def _read(self) -> None:
        work = self.study.desk.marks(self._row_of)
        self._marks: dict[Id, list[Mark]] = {}
        self._add(work.codings)
        self._looks = work.looks
        self._flags = self.study.flags.of_segments(self._row_of)

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many answers are finished, and how many there are."""
        finished = sum(state in _FINISHED for state in self._looks.values())
        return finished, len(self.answers)

    def marks(self, row: int) -> list[Mark]:
        """Return the coder's codings on a row, in the order of the text."""
        return self._marks.get(self.answers[row].segment.id, [])

    def codes_on(self, row: int) -> frozenset[str]:
        """Return the codes that the coder put on a row."""
        return frozenset(mark.code for mark in self.marks(row))

    def state(self, row: int) -> LookState | None:
        """Return how far the coder looked at a row."""
        return self._looks.get(self.answers[row].segment.id)

    def is_flagged(self, row: int) -> bool:
        """Say whether the coder flagged a row."""
        return self.answers[row].segment.id in self._flags

    def is_open(self, row: int) -> bool:
        """Say whether a row has no code and is not finished."""
        return not self.marks(row) and self.state(row) not in _FINISHED

    def has_chosen(self, row: int) -> bool:
        """Say whether the coder put a code on a row, or is finished with it."""
        return not self.is_open(row)

    def named(self, rows: Iterable[int]) -> str:
        """Return how some rows are called in one line."""
        known = list(rows)
        if len(known) == 1:
            answer = self.answers[known[0]]
            alone = self.page.question is not None and not answer.segment.place
            return answer.who if alone else f"{answer.who} {answer.segment.label}"
        kinds = {self.answers[row].segment.kind for row in known}
        return f"{len(known)} {'answers' if kinds <= {SegmentKind.ANSWER} else 'segments'}"

    def _add(self, marks: Iterable[Mark]) -> None:
        touched = {}
        for mark in marks:
            touched[mark.segment] = known = self._marks.setdefault(mark.segment, [])
            known.append(mark)
        for known in touched.values():
            known.sort()

    def _refresh(self, segments: list[Id]) -> None:
        """Replace what is known of some segments by what the store says now."""
        work = self.study.desk.marks(segments)
        for segment in segments:
            self._marks.pop(segment, None)
            self._looks.pop(segment, None)
        self._add(work.codings)
        self._looks.update(work.looks)
        self._flags.difference_update(segments)
        self._flags |= self.study.flags.of_segments(segments)

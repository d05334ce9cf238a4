"""The state of the deck: the rows, one's own work on them, and the deeds, each for many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from qualcode.domain.coding import LookState
from qualcode.domain.errors import QualcodeError
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.source import SegmentKind
from qualcode.study import Study
from qualcode.study.deck import Answer, answers
from qualcode.study.desk import Mark, Page
from qualcode.study.history import Undone
from qualcode.study.own_deeds import Done, at_the_screen
from qualcode.tui.codes import Codes
from qualcode.tui.deck_rows import DeckRows
from qualcode.tui.deeds import Told, in_passing, segment_of, what_was_done


class DeckBench:
    """One coder at the deck of one page; what is shown is always what the store has committed.

    A deed is for the selected rows, or for the one at the cursor, and is one step of undo. `at`
    is the number of an entry of the page to begin at, `left` the rows as the coder left the same
    deck before.
    """

    def __init__(
        self,
        study: Study,
        page: Page,
        codes: Codes,
        at: int | None = None,
        left: DeckRows | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._study = study
        self._clock = clock
        self.page = page
        self.codes = codes
        self.answers = answers(page)
        self._row_of = {answer.segment.id: row for row, answer in enumerate(self.answers)}
        work = study.desk.marks(self._row_of)
        self._marks: dict[Id, list[Mark]] = {}
        self._add(work.codings)
        self._looks = work.looks
        self.rows = DeckRows(self.answers, self.codes_on, self.is_open)
        self.told = Told()
        self.saved: datetime | None = None
        self._passed: dict[Id, None] = {}
        if left is not None and len(left.answers) == len(self.answers):
            self.rows.arrange_like(left)
        if at is not None:
            self.rows.go_to(sum(answer.number < at for answer in self.answers))

    @property
    def answer(self) -> Answer | None:
        """Return the answer at the cursor, None if the filter shows none."""
        return None if self.rows.focus is None else self.answers[self.rows.focus]

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many answers are finished, and how many there are."""
        finished = sum(state is not LookState.SEEN for state in self._looks.values())
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

    def is_open(self, row: int) -> bool:
        """Say whether a row has no code and is not finished."""
        return not self.marks(row) and self.state(row) in (None, LookState.SEEN)

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def named(self, rows: Iterable[int]) -> str:
        """Return how some rows are called in one line."""
        known = list(rows)
        if len(known) == 1:
            answer = self.answers[known[0]]
            alone = self.page.question is not None and not answer.segment.place
            return answer.who if alone else f"{answer.who} {answer.segment.label}"
        kinds = {self.answers[row].segment.kind for row in known}
        return f"{len(known)} {'answers' if kinds <= {SegmentKind.ANSWER} else 'segments'}"

    def apply(self, code: str) -> None:
        """Put a code on the target rows, as one deed."""
        rows, name = self.rows.targets, self.codes.name(code)

        def deed() -> str:
            new = self._study.codings.apply_to_all(
                code, [self.answers[one].segment for one in rows]
            )
            self.codes.used(code, len(new))
            if not new:
                return f"{name} is on {self.named(rows)} already"
            self._saved()
            self._add(
                Mark(one.span.start, one.span.end, one.id, one.code, one.segment) for one in new
            )
            for one in new:
                if self._looks.get(one.segment) in (None, LookState.NOTHING):
                    self._looks[one.segment] = LookState.SEEN
            there = len(rows) - len(new)
            more = f"; {there} had it already" if there else ""
            return f"{name} put on {self.named(self._row_of[one.segment] for one in new)}{more}"

        self._try(deed, rows)

    def take_off(self, code: str) -> None:
        """Take a code off the target rows, as one deed."""
        rows = [row for row in self.rows.targets if code in self.codes_on(row)]

        def deed() -> str:
            segments = [self.answers[row].segment.id for row in rows]
            gone = self._study.codings.take_off(code, segments)
            self._saved()
            self.codes.used(code, -len(gone))
            self._refresh(segments)
            return f"{self.codes.name(code)} taken off {self.named(rows)}"

        self._try(deed, rows)

    def look(self, state: LookState) -> None:
        """Say how far the target rows were looked at, as one deed."""
        rows = self.rows.targets
        coded = [row for row in rows if self.marks(row)]
        if state is LookState.NOTHING and coded:
            several = len(coded) > 1
            self.told = Told(
                f"NOT SAVED: {self.named(coded)} {'have' if several else 'has'} codes of yours: "
                f"take those off first, or leave {'them' if several else 'it'} out.",
                failed=True,
            )
            return

        def deed() -> str:
            segments = [self.answers[row].segment.id for row in rows]
            self._study.codings.look(segments, state)
            self._saved()
            self._looks.update(dict.fromkeys(segments, state))
            return f"{self.named(rows)}: {state.value}"

        self._try(deed, rows)

    def undo(self) -> None:
        """Take back the last deed, however many rows it was on."""
        self._step(self._study.history.undo, "undone", back=False)

    def redo(self) -> None:
        """Bring forth again what was taken back last."""
        self._step(self._study.history.redo, "done again", back=True)

    def _step(self, step: Callable[[Done], Undone], word: str, back: bool) -> None:
        def deed() -> str:
            while True:
                undone = step(at_the_screen)
                self._saved()
                touched = dict.fromkeys(map(segment_of, undone.events))
                here = [one for one in touched if one in self._row_of]
                self._refresh(here)
                if not all(map(in_passing, undone.events)):
                    break
                # Marks of passing by, made on the coding screen, are no steps of their own.
                self._passed.update(dict.fromkeys(here))
            self._count(undone.events)
            if len(here) == 1:
                self.rows.go_to(self._row_of[here[0]])
            return f"{word}: {self._what(undone, here, back)}"

        self._try(deed)

    def _count(self, events: Iterable[Event]) -> None:
        for event in events:
            content = event.after or event.before
            moved = None not in (event.before, event.after)
            if event.kind is EventKind.CODING and isinstance(content, dict) and not moved:
                self.codes.used(content["code"], -1 if event.before is None else 1)

    def _what(self, undone: Undone, here: list[Id], back: bool) -> str:
        """Return what was done and is taken back, or is done again."""
        codings = [one for one in undone.events if one.kind is EventKind.CODING]
        told: dict[str, dict[Id, None]] = {}
        for event in codings or undone.events:
            # Undone tells of the deed that was taken back; for a redo that is the undoing.
            after = event.before if back else event.after
            before = event.after if back else event.before
            what = what_was_done(self.codes, event, before, after)
            told.setdefault(what, {})[segment_of(event)] = None
        parts = []
        for what, segments in told.items():
            rows = [self._row_of[one] for one in segments if one in here]
            elsewhere = len(segments) - len(rows)
            places = [self.named(rows)] if rows else []
            places += [f"{elsewhere} of another text"] if elsewhere else []
            parts.append(f"{what} {' and '.join(places)}")
        return "; ".join(parts)

    def put_down(self) -> bool:
        """Note again what undo had to pass over; say whether everything is saved."""

        def deed() -> str:
            seen = [one for one in self._passed if self._looks.get(one) is None]
            if seen:
                self._study.codings.look(seen, LookState.SEEN)
            self._passed.clear()
            return ""

        self._try(deed)
        return not self.told.failed

    def _saved(self) -> None:
        self.saved = self._clock()

    def _add(self, marks: Iterable[Mark]) -> None:
        touched = {}
        for mark in marks:
            touched[mark.segment] = known = self._marks.setdefault(mark.segment, [])
            known.append(mark)
        for known in touched.values():
            known.sort()

    def _refresh(self, segments: list[Id]) -> None:
        """Replace what is known of some segments by what the store says now."""
        work = self._study.desk.marks(segments)
        for segment in segments:
            self._marks.pop(segment, None)
            self._looks.pop(segment, None)
        self._add(work.codings)
        self._looks.update(work.looks)

    def _try(self, deed: Callable[[], str], rows: list[int] | None = None) -> None:
        """Do a deed and tell of it; a failure leaves everything as it was and says so."""
        if rows is not None and not rows:
            self.tell("No answer is shown; f f shows all.")
            return
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)

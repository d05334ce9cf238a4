"""The state of the deck: the rows, what is suggested, and the deeds, each for many rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from qualcode.domain.coding import Coding, LookState
from qualcode.domain.errors import QualcodeError
from qualcode.domain.events import Event, EventKind
from qualcode.domain.identity import Id
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.study import Study
from qualcode.study.deck import Answer
from qualcode.study.desk import Mark, Page
from qualcode.study.history import Undone
from qualcode.study.own_deeds import Done, at_the_screen
from qualcode.tui.codes import Codes
from qualcode.tui.coding.hints import BLIND_ROUND, NO_HINTS, Hints, allowed
from qualcode.tui.coding.new_codes import NewCodes
from qualcode.tui.coding.told_deeds import in_passing, rejected, segment_of, what_was_done
from qualcode.tui.deck.hints import DeckHints
from qualcode.tui.deck.offers import DeckOffers
from qualcode.tui.deck.order import Order
from qualcode.tui.deck.rows import DeckRows
from qualcode.tui.deck.work import DeckWork
from qualcode.tui.told import Told


class DeckBench(DeckWork):
    """One coder at the deck of one page; what is shown is always what the store has committed.

    A deed is for the selected rows, or for the one at the cursor, and is one step of undo. `at`
    is the number of an entry of the page to begin at, `left` the rows as the coder left the same
    deck before. `hints` propose codes unless the round is blind.
    """

    def __init__(
        self,
        study: Study,
        page: Page,
        codes: Codes,
        at: int | None = None,
        left: DeckRows | None = None,
        clock: Callable[[], datetime] = datetime.now,
        hints: Hints = NO_HINTS,
    ) -> None:
        super().__init__(study, page)
        self._clock = clock
        self.codes = codes
        self._new_codes = NewCodes(study, codes)
        hints = allowed(hints, study, page)
        self.suggestions = DeckHints(self.answers, self.marks, self.has_chosen, hints)
        self.offers = DeckOffers(self)
        self.rows = DeckRows(self.answers, self.codes_on, self.is_open)
        self.told = Told(hints.why_none if hints is BLIND_ROUND else "")
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
    def work_order(self) -> WorkOrder:
        """Return in which order they are coded: as the rows are sorted, else as they came."""
        if self.rows.order is not Order.UNCERTAIN:
            return self.page.order
        return WorkOrder.CERTAIN if self.rows.backwards else WorkOrder.UNCERTAIN

    def tell(self, text: str) -> None:
        """Answer the last key with a line."""
        self.told = Told(text)

    def apply_pinned(self, place: int) -> None:
        """Put the pinned code of a place, from 0, on the target rows."""
        self.codes.apply_pinned(place, self.apply, self.tell)

    def apply(self, code: str) -> None:
        """Put a code on the target rows, as one deed."""
        rows, name = self.rows.targets, self.codes.name(code)
        order, segments = self.work_order, [self.answers[one].segment for one in rows]
        beside = [Provenance(self.suggestions.is_shown(one), order=order) for one in rows]
        each = {segment.id: one for segment, one in zip(segments, beside, strict=True)}

        def deed() -> str:
            new = self.study.codings.apply_to_all(code, segments, each)
            self.codes.used(code, len(new))
            if not new:
                return f"{name} is on {self.named(rows)} already"
            self.take_in(new)
            there = len(rows) - len(new)
            more = f"; {there} had it already" if there else ""
            return f"{name} put on {self.named(self._row_of[one.segment] for one in new)}{more}"

        self.attempt(deed, rows)

    def take_in(self, new: Iterable[Coding]) -> None:
        """Take in codings that were committed."""
        self.committed()
        for one in new:
            self._add([Mark(one.span.start, one.span.end, one.id, one.code, one.segment)])
            if self._looks.get(one.segment) in (None, LookState.NOTHING):
                self._looks[one.segment] = LookState.SEEN

    def coin(self, typed: str) -> None:
        """Make a new code, or find the one of that name, and put it on the target rows."""
        made: list[str] = []

        def deed() -> str:
            made.append(self._new_codes.make(typed))
            self.committed()
            return "it is new in the codebook"

        known = self._new_codes.known(typed)
        if known is not None:
            self.apply(known)
        elif self.attempt(deed, self.rows.targets):
            told = self.told.text
            self.apply(made[0])
            if not self.told.failed:
                self.tell(f"{self.told.text}; {told}")

    def turn_flag(self) -> None:
        """Flag the target rows; take the flags off if all of them have one."""
        rows = self.rows.targets
        bare = [row for row in rows if not self.is_flagged(row)]

        def deed() -> str:
            segments = [self.answers[row].segment.id for row in bare or rows]
            if bare:
                self.study.flags.put(segments)
                self._flags.update(segments)
            else:
                self.study.flags.take_off(segments)
                self._flags.difference_update(segments)
            self.committed()
            return f"{'flag on' if bare else 'flag taken off'} {self.named(bare or rows)}"

        self.attempt(deed, rows)

    def take_off(self, code: str) -> None:
        """Take a code off the target rows, as one deed."""
        rows = [row for row in self.rows.targets if code in self.codes_on(row)]

        def deed() -> str:
            segments = [self.answers[row].segment.id for row in rows]
            gone = self.study.codings.take_off(code, segments)
            self.committed()
            self.codes.used(code, -len(gone))
            self._refresh(segments)
            return f"{self.codes.name(code)} taken off {self.named(rows)}"

        self.attempt(deed, rows)

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
            self.study.codings.look(segments, state)
            self.committed()
            self._looks.update(dict.fromkeys(segments, state))
            return f"{self.named(rows)}: {state.value}"

        self.attempt(deed, rows)

    def undo(self) -> None:
        """Take back the last deed, however many rows it was on."""
        self._step(self.study.history.undo, "undone", back=False)

    def redo(self) -> None:
        """Bring forth again what was taken back last."""
        self._step(self.study.history.redo, "done again", back=True)

    def _step(self, step: Callable[[Done], Undone], word: str, back: bool) -> None:
        def deed() -> str:
            while True:
                undone = step(at_the_screen)
                self.committed()
                touched = dict.fromkeys(map(segment_of, undone.events))
                here = [one for one in touched if one in self._row_of]
                self._refresh(here)
                if not all(map(in_passing, undone.events)):
                    break
                # Marks of passing by, made on the coding screen, are no steps of their own.
                self._passed.update(dict.fromkeys(here))
            if any(event.kind is EventKind.CODEBOOK for event in undone.events):
                self.codes.take_in(self.study.catalogue.codebook)
            self._count(undone.events)
            for event in undone.events:
                if event.kind is EventKind.REJECTION and event.before is None:
                    self.suggestions.hints.restore(*rejected(event))
            if len(here) == 1:
                self.rows.go_to(self._row_of[here[0]])
            return f"{word}: {self._what(undone, here, back)}"

        self.attempt(deed)

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
            elsewhere = sum(bool(one) for one in segments) - len(rows)
            places = [self.named(rows)] if rows else []
            places += [f"{elsewhere} of another text"] if elsewhere else []
            parts.append(f"{what} {' and '.join(places)}".rstrip())
        return "; ".join(parts)

    def put_down(self) -> bool:
        """Note again what undo had to pass over; say whether everything is saved."""

        def deed() -> str:
            seen = [one for one in self._passed if self._looks.get(one) is None]
            if seen:
                self.study.codings.look(seen, LookState.SEEN)
            self._passed.clear()
            return ""

        self.attempt(deed)
        return not self.told.failed

    def renew(self) -> None:
        """Take in what was done on other screens; rows stay where they are."""
        self.codes.renewed(self.study.catalogue.codebook)
        self._read()

    def committed(self) -> None:
        """Take note that something was committed, from which more may be suggested."""
        self.saved = self._clock()
        self.suggestions.hints.follow()

    def attempt(self, deed: Callable[[], str], rows: list[int] | None = None) -> bool:
        """Do a deed and tell of it; a failure leaves everything as it was and says so."""
        if rows is not None and not rows:
            self.tell("No answer is shown; f f shows all.")
            return False
        try:
            self.told = Told(deed())
        except QualcodeError as error:
            self.told = Told(f"NOT SAVED: {error}", failed=True)
        return not self.told.failed

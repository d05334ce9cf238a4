"""One coder at work on one sheet: what is coded, what was looked at, and the deeds.

Every deed is in the study before this module says so; the screen paints from here.
"""

from __future__ import annotations

from collections import deque

from qualcode.domain.codebook import Code
from qualcode.domain.coding import Coding, LookState, Memo, MemoSubject
from qualcode.domain.errors import Refused
from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.history import AT_THE_SCREEN
from qualcode.tui.page.sheet import Block, Sheet
from qualcode.tui.page.spans import Entry, SpanIndex

PINS = 9
_RECENT = 12


class Desk:
    """What the coder has done on the sheet. Other coders' codings are never loaded here."""

    def __init__(self, study: Study, sheet: Sheet) -> None:
        self.study = study
        self.sheet = sheet
        self.study_title = study.title
        self.codebook = study.catalogue.codebook
        self.recent: deque[str] = deque(maxlen=_RECENT)
        self.reload()

    def reload(self) -> None:
        """Read codings, looks and memos of the sheet from the study."""
        coder, blocks = self.study.coder.id, self.sheet.blocks
        segments = [block.segment.id for block in blocks]
        if self.sheet.source is not None:
            codings = self.study.codings.of_source(self.sheet.source, coder)
        else:
            codings = self.study.codings.of_segments(segments, coder)
        self.codings: dict[str, Coding] = {coding.id: coding for coding in codings}
        self.index = SpanIndex(self.entry(coding) for coding in codings)
        self.looks: dict[Id, LookState] = {
            look.segment: look.state for look in self.study.codings.looks(coder, segments)
        }
        self._count_codings()
        self.memos: dict[str, Memo] = {
            memo.subject: memo
            for kind, subjects in (
                (MemoSubject.SEGMENT, segments),
                (MemoSubject.CODING, list(self.codings)),
                (MemoSubject.SOURCE, sorted({block.segment.source for block in blocks})),
            )
            for memo in self.study.memos.about(kind, list(map(str, subjects)))
            if memo.coder == coder
        }

    def _count_codings(self) -> None:
        self.coded: dict[Id, int] = {}
        for coding in self.codings.values():
            self.coded[coding.segment] = self.coded.get(coding.segment, 0) + 1

    def entry(self, coding: Coding) -> Entry:
        """Return where a coding lies on the sheet."""
        block = self.sheet.blocks[self.sheet.of_segment[coding.segment]]
        return Entry(*_edges(block.to_sheet(coding.span)), coding.id)

    def span_of(self, coding: Coding) -> Span:
        """Return the span of a coding on the sheet."""
        entry = self.entry(coding)
        return Span(entry.start, entry.end)

    def codings_on(self, span: Span) -> list[Coding]:
        """Return the codings that touch a span of the sheet, in the order of the text."""
        return [self.codings[entry.key] for entry in self.index.within(span.start, span.end)]

    def offered(self, position: int) -> list[Code]:
        """Return the codes that may be put on the segment here: those asked of its question.

        Where none of the codes is for the question, or there is no question, all are offered.
        """
        question = self.sheet.block_at(position).segment.question
        usable = [code for code in self.codebook.codes if code.applicable]
        if question is None:
            return usable
        asked = [code for code in usable if question in self.codebook.asked(code.id)]
        anywhere = [code for code in usable if not self.codebook.asked(code.id)]
        return asked + anywhere or usable

    def pinned(self, position: int) -> list[Code]:
        """Return the codes on the keys 1 to 9 here: those with a digit for key, then the first."""
        offered = self.offered(position)
        places: dict[int, Code] = {int(one.key): one for one in offered if one.key in _DIGITS}
        others = (one for one in offered if one.key not in _DIGITS)
        pins = (places.get(digit) or next(others, None) for digit in range(1, PINS + 1))
        return [code for code in pins if code is not None]

    def apply(self, code: str, target: Span) -> Coding | None:
        """Put a code on the target; None if it was there already."""
        block = self.sheet.block_at(target.start)
        coding = self.study.codings.apply(code, block.segment, block.to_source(target))
        self._remember(code)
        if coding is None:
            return None
        self.codings[coding.id] = coding
        self.coded[coding.segment] = self.coded.get(coding.segment, 0) + 1
        self.index.insert(self.entry(coding))
        if self.looks.get(coding.segment) in (None, LookState.NOTHING):
            self.looks[coding.segment] = LookState.SEEN
        return coding

    def _remember(self, code: str) -> None:
        if code in self.recent:
            self.recent.remove(code)
        self.recent.appendleft(code)

    def uncode(self, coding: Coding) -> None:
        """Take one coding off."""
        self.study.codings.remove(coding)
        self.index.remove(self.entry(coding))
        del self.codings[coding.id]
        self.coded[coding.segment] -= 1

    def mark(self, block: Block, state: LookState) -> None:
        """Say how far the segment was looked at."""
        self.study.codings.look([block.segment.id], state)
        self.looks[block.segment.id] = state

    def undo(self) -> str:
        """Take back the last deed and say which."""
        undone = self.study.history.undo(AT_THE_SCREEN)
        self.reload()
        return f"Took back: {undone}."

    def redo(self) -> str:
        """Bring forth again what was taken back last and say what."""
        redone = self.study.history.redo(AT_THE_SCREEN)
        self.reload()
        return f"Did again: {redone}."

    def write_memo(self, kind: MemoSubject, subject: str, text: str) -> None:
        """Write or change one's memo about something; an empty text takes it away."""
        known = self.memos.get(subject)
        if text.strip() == (known.text if known else ""):
            return
        if known is None:
            self.memos[subject] = self.study.memos.write(kind, subject, text.strip())
            return
        changed = self.study.memos.rewrite(known, text.strip())
        if changed.text:
            self.memos[subject] = changed
        else:
            del self.memos[subject]

    def waits(self, number: int) -> bool:
        """Say whether a block is neither coded nor marked done or without any code that applies."""
        segment = self.sheet.blocks[number].segment.id
        return not self.coded.get(segment) and self.looks.get(segment) not in _FINISHED

    def next_waiting(self, position: int, backwards: bool = False) -> Span:
        """Return the next block that waits to be coded.

        Raises:
            Refused: if there is none in that direction.
        """
        here = self.sheet.number_at(position)
        numbers = range(here - 1, -1, -1) if backwards else range(here + 1, len(self.sheet.blocks))
        for number in numbers:
            if self.waits(number):
                return self.sheet.blocks[number].span
        raise Refused("Nothing waits to be coded before this." if backwards else _ALL_DONE)

    @property
    def looked(self) -> int:
        """Count the blocks that were looked at."""
        return len(self.looks)


_DIGITS = frozenset("123456789")
_FINISHED = frozenset({LookState.DONE, LookState.NOTHING})
_ALL_DONE = "Nothing after this waits to be coded."


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end

"""All memos that one may see, with what they are on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.errors import Refused
from qualcode.study import Study
from qualcode.study.memos import MemoLine
from qualcode.tui.frame import Frame
from qualcode.tui.lists.list_painting import (
    column,
    facts,
    ground_of,
    moment_told,
    paragraphs,
    row_line,
)
from qualcode.tui.lists.taking_back import take_back
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.memos import MEMOS
from qualcode.tui.screens.memo_writing import MemoWritingScreen
from qualcode.tui.widgets.memo import MemoEditor

_WHO, _ABOUT = 10, 24
_MORE_FROM = 80
_QUOTED = 300
_ORDER = (
    MemoSubject.STUDY, MemoSubject.CODE, MemoSubject.PARTICIPANT, MemoSubject.SOURCE,
    MemoSubject.SEGMENT, MemoSubject.CODING, MemoSubject.CELL,
)  # fmt: skip


class MemosScreen(MemoWritingScreen[MemoLine]):
    """The memos by what they are on, the newest of each kind first."""

    EMPTY: ClassVar[str] = (
        "No memos yet.\nn writes one on the study; m on the coding screen writes one on what you "
        "read."
    )

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        self._names = study.team.names()
        self._notice = study.left_out
        self._rewritten: Memo | None = None
        super().__init__(MEMOS, frame)

    def rows(self) -> Sequence[MemoLine]:
        """Return the memos by kind, the newest first."""
        newest = sorted(self._study.memos.lines(), key=lambda one: one.memo.changed, reverse=True)
        return sorted(newest, key=lambda one: _ORDER.index(one.memo.kind))

    def said(self, row: MemoLine) -> str:
        """Return writer, subject and words of a memo."""
        return f"{self._writer(row)} {row.memo.kind.value} {row.about} {row.memo.text}"

    def heading(self, row: MemoLine) -> str:
        """Return what kind of thing a memo is on."""
        kind = row.memo.kind
        return "on the study" if kind is MemoSubject.STUDY else f"on {kind.value}s"

    def head(self) -> Line:
        """Return how many memos there are."""
        return [words(f" Memos  {len(self.list.all) or ''}", self.inks.bar(bold=True))]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "edit": partial(self.attempt, self._edit_chosen),
            "new": partial(self._write, None),
            "undo": partial(self.attempt, self._undo),
        }

    def open(self, row: MemoLine) -> None:
        """Go to the place of a memo, or write on where there is none."""
        if row.spot is not None:
            self.app.show_spot(row.spot)
        elif row.memo.kind is MemoSubject.CODING:
            self.tell("The coding that this memo was on is gone, so there is no place to go to.")
        else:
            self._edit(row)

    def line(self, row: MemoLine, chosen: bool, width: int) -> Line:
        """Return what a memo is on, who wrote it, and its words."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        room = _ABOUT + max(0, width - _MORE_FROM)
        about = column(row.about, room, inks.text, ground, bold=True) if row.about else []
        left: Line = [
            *about,
            *column(self._writer(row), _WHO, inks.accent, ground),
            words(row.memo.text[:_QUOTED], style(inks.text, ground)),
        ]
        return row_line(inks, chosen, width, left, [])

    def detail(self, row: MemoLine, width: int) -> Sequence[Line]:
        """Return a memo's words, what it is on, who wrote it and when."""
        inks = self.inks
        told = [
            ("on", f"{row.memo.kind.value} {row.about}".strip()),
            ("by", f"{self._writer(row)}, {moment_told(row.memo.changed)}"),
        ]
        lines = [*facts(told, inks, width), *paragraphs(row.memo.text, inks, width)]
        return [*lines, [], *paragraphs(self._notice, inks, width)] if self._notice else lines

    def under(self) -> ComposeResult:
        """The editor."""
        yield MemoEditor()

    def keep_words(self) -> None:
        """Keep what is written, as a memo of one's own."""
        text, old = self._editor.text.strip(), self._rewritten
        if old is not None and text != old.text:
            self._study.memos.rewrite(old, text)
            self.tell("memo kept" if text else "memo taken away; u takes that back")
        elif old is None and text:
            self._study.memos.write(MemoSubject.STUDY, "", text)
            self.tell("memo on the study kept")
        self._editor.close()
        self.renew()

    def _edit_chosen(self) -> None:
        if (row := self.list.row) is not None:
            self._edit(row)

    def _edit(self, row: MemoLine) -> None:
        if row.memo.coder != self._study.coder.id:
            raise Refused(f"This memo is {self._writer(row)}'s; only they can change it.")
        self._write(row.memo)

    def _write(self, memo: Memo | None) -> None:
        self._rewritten = memo
        self._editor.open(None, memo.text if memo else "")

    def _undo(self) -> None:
        told = take_back(self._study)
        self.renew()
        self.tell(told)

    def _writer(self, row: MemoLine) -> str:
        return self._names.get(row.memo.coder, row.memo.coder)

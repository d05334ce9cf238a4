"""Memos that are written while one codes: on a segment, a coding or a source."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.coding import Memo, MemoSubject
from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.tui.coding.own_work import OwnWork


@dataclass(frozen=True, slots=True)
class Noted:
    """What a memo is about: its kind and id, what it is called, and the segment it is read at."""

    kind: MemoSubject
    subject: str
    name: str
    segment: Id


class Noting:
    """One's own memos; those on segments are kept in step in `work`."""

    def __init__(self, study: Study, work: OwnWork) -> None:
        self._study = study
        self._work = work

    def memo(self, about: Noted) -> Memo | None:
        """Return one's own memo about something, the newest if there are several."""
        if about.kind is MemoSubject.SEGMENT:
            return self._work.memos.get(about.segment)
        coder = self._study.coder.id
        found = self._study.memos.about(about.kind, [about.subject])
        return next((one for one in reversed(found) if one.coder == coder and one.text), None)

    def write(self, about: Noted, text: str) -> bool:
        """Keep the memo about something, an empty text takes it away; say whether it changed."""
        old = self.memo(about)
        if text == (old.text if old else ""):
            return False
        if old is not None:
            memo = self._study.memos.rewrite(old, text)
        else:
            memo = self._study.memos.write(about.kind, about.subject, text)
        if about.kind is MemoSubject.SEGMENT:
            self._work.memos.pop(about.segment, None)
            if text:
                self._work.memos[about.segment] = memo
        return True

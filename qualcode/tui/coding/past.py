"""One's own deeds that still stand, newest first, as a list to go back in."""

from __future__ import annotations

from itertools import takewhile

from qualcode.domain.events import EventKind
from qualcode.domain.identity import Id
from qualcode.study import Study
from qualcode.study.history import DeedLine
from qualcode.tui.coding.deeds import Deeds

MOST = 60
_AT_ONCE = 200
_PAGES = 5
_HERE = {kind.value for kind in (
    EventKind.CODING, EventKind.LOOK, EventKind.FLAG, EventKind.MEMO, EventKind.CODEBOOK,
    EventKind.REJECTION, EventKind.STRUCK_WORD,
)}  # fmt: skip


class Past:
    """Reads what the person at work did, less what was taken back."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def standing(self) -> list[DeedLine]:
        """Return the newest of one's deeds that stand, at most 60."""
        own: list[DeedLine] = []
        before: Id | None = None
        for _ in range(_PAGES):
            page = self._study.history.deeds(_AT_ONCE, before)
            own += [one for one in page if one.coder == self._study.coder.id]
            if len(own) > 2 * MOST or len(page) < _AT_ONCE:
                break
            before = page[-1].deed
        standing = _less_what_was_undone(own)[:MOST]
        # Undo goes one by one, so that it ends before what was done elsewhere.
        return list(takewhile(_was_done_here, standing))

    def in_words(self, deeds: Deeds) -> dict[DeedLine, str]:
        """Return the same deeds, each with what it did; marks of passing by are left out."""
        told = {one: deeds.in_words(one) for one in self.standing()}
        return {one: words for one, words in told.items() if words}


def _was_done_here(line: DeedLine) -> bool:
    kinds = {_kind(part) for part in line.told.split(", ")}
    return kinds <= _HERE


def _kind(part: str) -> str:
    """Return the kind in a part such as `2 struck words added`."""
    return " ".join(part.split()[1:-1]).removesuffix("s")


def _less_what_was_undone(newest_first: list[DeedLine]) -> list[DeedLine]:
    """Return the deeds that stand; a redo stands for the deed that it brought back."""
    depth: dict[Id, int] = {}
    for line in reversed(newest_first):
        depth[line.deed] = 0 if line.undoes is None else depth.get(line.undoes, 0) + 1
    gone: set[Id] = set()
    standing: list[DeedLine] = []
    for line in newest_first:
        if line.deed in gone:
            continue
        if depth[line.deed] % 2:
            if line.undoes is not None:
                gone.add(line.undoes)
        else:
            standing.append(line)
    return standing

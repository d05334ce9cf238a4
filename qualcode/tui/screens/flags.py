"""One's own flags: places to come back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from qualcode.study import Study
from qualcode.study.flags import Flagged
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
from qualcode.tui.registry.flags import FLAGS
from qualcode.tui.screens.listing import ListScreen

_PLACE = 26
_QUOTED = 300


class FlagsScreen(ListScreen[Flagged]):
    """The flags of the person at work, by source."""

    EMPTY: ClassVar[str] = "No flags yet.\nOn the coding screen ! puts one on what you read."

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        super().__init__(FLAGS, frame)

    def rows(self) -> Sequence[Flagged]:
        """Return the flags by place."""
        return self._study.flags.all()

    def said(self, row: Flagged) -> str:
        """Return the place and the words of a flag."""
        return f"{row.spot.source_name} {row.spot.label} {row.words}"

    def head(self) -> Line:
        """Return how many flags there are."""
        count = len(self.list.all)
        return [words(f" Flags  {count or ''}", self.inks.bar(bold=True))]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "unflag": partial(self.attempt, self._unflag),
            "undo": partial(self.attempt, self._undo),
        }

    def open(self, row: Flagged) -> None:
        """Go to the place."""
        self.app.show_spot(row.spot)

    def line(self, row: Flagged, chosen: bool, width: int) -> Line:
        """Return a flag's place and words."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        left: Line = [
            *column(f"⚑ {_place(row)}", _PLACE, inks.accent, ground, bold=True),
            words(row.words[:_QUOTED], style(inks.text, ground)),
        ]
        return row_line(inks, chosen, width, left, [])

    def detail(self, row: Flagged, width: int) -> Sequence[Line]:
        """Return the words that are flagged, with their place."""
        told = [("place", _place(row)), ("flagged", moment_told(row.moment))]
        return [*facts(told, self.inks, width), [], *paragraphs(row.words, self.inks, width)]

    def _unflag(self) -> None:
        row = self.list.row
        if row is not None and row.spot.segment is not None:
            self._study.flags.take_off([row.spot.segment])
            self.renew()
            self.tell(f"flag taken off {_place(row)}; u takes that back")

    def _undo(self) -> None:
        told = take_back(self._study)
        self.renew()
        self.tell(told)


def _place(row: Flagged) -> str:
    return f"{row.spot.source_name} {row.spot.label}"

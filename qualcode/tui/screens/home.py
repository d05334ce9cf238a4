"""What can be coded: open rounds, questions with all their answers, sources; with progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment

from qualcode.study import Study
from qualcode.tui.choices import Choice, choices
from qualcode.tui.frame import Frame
from qualcode.tui.inks import style
from qualcode.tui.registry.home import HOME
from qualcode.tui.safe_text import Line, cropped, spread, words
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.verbs import Verb

_BAR = 10


class HomeScreen(ListScreen[Choice]):
    """The list of open rounds, questions and sources."""

    DETAILED: ClassVar[bool] = False
    EMPTY: ClassVar[str] = "Nothing here yet. Take texts in with: qualcode import"

    def __init__(self, study: Study, frame: Frame, chosen: str = "") -> None:
        self._study = study
        super().__init__(HOME, frame)
        self.list.choose(lambda choice: choice.name == chosen)

    def rows(self) -> Sequence[Choice]:
        """Return what the person at work can open."""
        return choices(self._study)

    def said(self, row: Choice) -> str:
        """Return the words by which a choice is found."""
        return f"{row.name} {row.about}"

    def heading(self, row: Choice) -> str:
        """Return the kind of a choice."""
        return row.kind

    def head(self) -> Line:
        """Return the study's title."""
        return [words(f" {self.frame.study}", self.inks.bar(bold=True))]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {**super().verbs(), "deck": self._open_deck}

    def open(self, row: Choice) -> None:
        """Open a choice on the coding screen."""
        self.app.open(row.kind, row.name)

    def _open_deck(self) -> None:
        if (row := self.list.row) is not None:
            self.attempt(partial(self.app.open_deck, row.kind, row.name))

    def line(self, row: Choice, chosen: bool, width: int) -> Line:
        """Return a choice with how far the person at work is."""
        inks, progress = self.inks, row.progress
        ground = inks.selection if chosen else inks.background
        filled = _BAR * progress.finished // max(1, progress.segments)
        state = f"{progress.finished:>4}/{progress.segments:<4} done {progress.coded:>4} coded "
        right: Line = [
            Segment("█" * filled + "░" * (_BAR - filled), style(inks.good, ground)),
            Segment(state, style(inks.dim, ground)),
        ]
        left: Line = [
            Segment(" ▸ " if chosen else "   ", style(inks.accent, ground, bold=True)),
            words(f"{row.name}  ", style(inks.text, ground, bold=True)),
            words(row.about, style(inks.dim, ground)),
        ]
        room = width - sum(segment.cell_length for segment in right) - 1
        return spread(cropped(left, room), right, width, style(inks.text, ground))

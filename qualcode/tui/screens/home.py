"""What can be coded, what to do next, and how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment

from qualcode.domain.provenance import WorkOrder
from qualcode.study import Study
from qualcode.tui.frame import Frame
from qualcode.tui.habits.going_on import going_on
from qualcode.tui.habits.sitting_state import Sitting
from qualcode.tui.lists.choices import Choice, choices
from qualcode.tui.lists.list_painting import bar, ground_of, paragraphs, row_line
from qualcode.tui.lists.next_steps import Step, next_steps
from qualcode.tui.lists.overview import agreement_told, overview
from qualcode.tui.lists.overview_painting import in_few_lines, in_full
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.home import HOME
from qualcode.tui.registry.orders import ordering
from qualcode.tui.screens.listing import ListScreen

_QUESTION, _SHORT_QUESTION = 6, 2
_ASK = "a counts it"
_COUNTING = "counting ..."


class HomeScreen(ListScreen[Choice | Step]):
    """What to do next, then open rounds, questions and sources; beside them how far all are."""

    EMPTY: ClassVar[str] = (
        "Nothing here yet. On the command line:\n"
        "  qualcode import FILE ...          take texts and surveys in\n"
        "  qualcode codebook add FILE        take a codebook in\n"
        "  qualcode coder add NAME           let one more person code"
    )

    def __init__(self, study: Study, frame: Frame, sitting: Sitting, chosen: str = "") -> None:
        self._study = study
        self._sitting = sitting
        self._agreement = _ASK
        super().__init__(HOME, frame)
        self.list.choose(lambda row: isinstance(row, Choice) and row.name == chosen)

    def rows(self) -> Sequence[Choice | Step]:
        """Return what to do next, and what the person at work can open."""
        known = choices(self._study)
        self._overview = overview(self._study)
        going = going_on(self._study, self._sitting)
        return [*next_steps(self._study, known, going, self._overview), *known]

    def said(self, row: Choice | Step) -> str:
        """Return the words by which a row is found."""
        return f"{row.name} {row.about}"

    def heading(self, row: Choice | Step) -> str:
        """Return the kind of a row."""
        return row.kind if isinstance(row, Choice) else "go on"

    def head(self) -> Line:
        """Return the study's title."""
        return [words(f" {self.frame.study}", self.inks.bar(bold=True))]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {**super().verbs(), "deck": self._open_deck, "count": self._count,
                **ordering(self._open_in_order)}  # fmt: skip

    def open(self, row: Choice | Step) -> None:
        """Open a row on the coding screen, where one was if one was there."""
        if isinstance(row, Step) and row.going is not None:
            self.app.go_on(row.going)
        elif isinstance(row, Step) and row.command:
            self.tell(f"On the command line: {row.command}")
        elif row.kind:
            self.app.open(row.kind, row.name)
        else:
            self.app.go_to(row.name)

    def _open_deck(self) -> None:
        row = self.list.row
        if row is not None and row.kind:
            self.attempt(partial(self.app.open_deck, row.kind, row.name))

    def _open_in_order(self, order: WorkOrder) -> None:
        row = self.list.row
        if row is not None and row.kind:
            self.app.open_in_order(order, row.kind, row.name)

    def _count(self) -> None:
        if not self._overview.closed:
            self.tell("No round is closed yet, so there is nothing to compare.")
        elif self._agreement != _COUNTING:
            self._agreement = _COUNTING
            self.run_worker(self._counted, thread=True, exit_on_error=False)

    def _counted(self) -> None:
        told = agreement_told(self._study, self._overview.closed, self.app.reports)
        self.app.call_from_thread(self._show_agreement, told)

    def _show_agreement(self, told: str) -> None:
        self._agreement = told
        if self.is_current:
            self.show_now()

    def detail(self, row: Choice | Step, width: int) -> Sequence[Line]:
        """Return a question in full, and how far everybody is."""
        most = _QUESTION if self.is_wide else _SHORT_QUESTION
        asked = row.about if row.kind == "questions" and isinstance(row, Choice) else ""
        lines = paragraphs(asked, self.inks, width, most)
        painted = in_full if self.is_wide else in_few_lines
        between: list[Line] = [[]] if lines and self.is_wide else []
        told = painted(self._overview, self._agreement, self.inks, width)
        return [*lines, *between, *told]

    def line(self, row: Choice | Step, chosen: bool, width: int) -> Line:
        """Return what to do next, or a text with how far the person at work is."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        left: Line = [
            words(f"{row.name}  ", style(inks.text, ground, bold=True)),
            words("" if row.about == row.name else row.about, style(inks.dim, ground)),
        ]
        right: Line = []
        if isinstance(row, Choice):
            one = row.progress
            state = f" {one.finished:>4}/{one.segments:<4} done {one.coded:>4} coded "
            right = [
                bar(one.finished, one.segments, inks, ground),
                Segment(state, style(inks.dim, ground)),
            ]
        return row_line(inks, chosen, width, left, right)

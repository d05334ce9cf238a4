"""Where a coder stands on a page: the workbench of the coding screen, and how much one unit is."""

from __future__ import annotations

from qualcode.cli.plain import telling
from qualcode.domain.coding import Coding
from qualcode.domain.errors import Refused
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.codes import Codes, Habits
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.habits.pins import Pins
from qualcode.tui.habits.sitting_state import read_sitting, state_folder
from qualcode.tui.page.units import Step
from qualcode.tui.suggesting.looked_up import LookedUpHints
from qualcode.tui.told import Told


class Place:
    """One coder at one unit of a page.

    `at_end` says that the coder was done with the last segment, so that there is no place to go.
    """

    def __init__(self, study: Study, page: Page, at: int | None = None) -> None:
        def habits(_: float | None = None) -> Habits:
            return study.desk.code_counts(), study.desk.recent_codes()

        question = page.question.id if page.question else ""
        # The digits are those of the screen, and stay from day to day.
        self._sitting = read_sitting(state_folder(), study.coder.id)
        codes = Codes(study.catalogue.codebook, question, habits, Pins(self._sitting))
        self.hints = LookedUpHints(study)
        self.bench = Workbench(study, page, codes, at, self.hints)
        self.page = page
        self.at_end = False

    @property
    def codes(self) -> Codes:
        """Return the codes, those for the question that is read first."""
        return self.bench.codes

    @property
    def step(self) -> Step:
        """Return how much one unit is."""
        return self.bench.manner.unit

    @property
    def unit(self) -> Span:
        """Return where on the page the unit lies that a code is put on."""
        return self.bench.units.at(self.step, self.bench.cursor.position)

    @property
    def here(self) -> list[Coding]:
        """Return one's own codings that share text with the unit."""
        entry, unit = self.bench.entry, self.unit
        return [one for one in self.bench.here if unit.overlaps(entry.on_page(one.span))]

    @property
    def progress(self) -> str:
        """Return how many segments are finished."""
        self.bench.work.reach(len(self.page.entries) - 1)
        finished, all_ = self.bench.progress
        return f"{finished} of {all_} segments finished"

    def shown(self) -> list[str]:
        """Return the unit: its number, who speaks, its words, its codes, the memo."""
        bench, unit, text = self.bench, self.unit, self.page.text
        entry, identity = bench.entry, bench.entry.segment.id
        memo = bench.work.memos.get(identity)
        return [
            telling.place_line(bench.units, entry, unit, bench.work.state(identity)),
            *telling.text_lines(unit.of(text)),
            telling.codings_line(self.codes, entry, unit, text, self.here),
            *([telling.memo_line(memo.text)] if memo else []),
        ]

    def answer(self) -> str:
        """Return what the workbench told last.

        Raises:
            Refused: if that was a failure.
        """
        if self.bench.told.failed:
            raise Refused(self.bench.told.text)
        return telling.one_line(self.bench.told.text)

    def put_down(self, leaving: bool = True) -> None:
        """Commit which segments were passed by; after an undo that may wait until one leaves.

        Raises:
            Refused: if that cannot be saved.
        """
        self._sitting.write()
        self.bench.changed.clear()
        self.bench.told = Told()
        self.bench.note_passed(leaving)
        self.answer()

"""The framework matrix: cases or groups by themes, with summaries to write and quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult

from qualcode.domain.errors import QualcodeError
from qualcode.domain.matrix import Matrix
from qualcode.study import Study
from qualcode.tui.agreement.dials import Dial
from qualcode.tui.frame import Frame
from qualcode.tui.lists.taking_back import take_back
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.matrix.bench import MatrixBench, Stand
from qualcode.tui.matrix.painting import detail_lines, head_told, heading_line, stand_line
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.matrix import MATRIX
from qualcode.tui.screens.computed import ComputedScreen
from qualcode.tui.screens.memo_writing import MemoWritingScreen
from qualcode.tui.widgets.memo import MemoEditor


class MatrixScreen(MemoWritingScreen[Stand], ComputedScreen[Stand]):
    """A grid of cells, or a list of them under their cases where there is no room for a grid."""

    SETTINGS: ClassVar[str] = "WHAT THE MATRIX IS OF"

    def __init__(self, study: Study, frame: Frame) -> None:
        self._study = study
        self.bench = MatrixBench(study)
        super().__init__(MATRIX, frame)

    def rows(self) -> Sequence[Stand]:
        """Return the cases, or their cells."""
        return self.bench.stands()

    def said(self, row: Stand) -> str:
        """Return the words by which a case or cell is found."""
        name = self.bench.name(row.row)
        if row.column is None:
            return name
        return f"{name} {self.bench.theme(row)} {self.bench.cell(row).summary}"

    def heading(self, row: Stand) -> str:
        """Return the case above its cells."""
        return "" if row.column is None else self.bench.name(row.row)

    def head(self) -> Line:
        """Return what the matrix is of."""
        inks = self.inks
        return [
            words(" MATRIX  ", inks.bar(bold=True)),
            words(head_told(self.bench), inks.bar()),
            words(f"  {self.frame.study}", inks.quiet(inks.panel)),
        ]

    def headings(self, width: int) -> Sequence[Line]:
        """Return the names of the themes."""
        return [heading_line(self.bench, width, self.inks)]

    def notice(self) -> str:
        """Return what blind rounds keep back."""
        return self._study.left_out if self.bench.matrix is not None else ""

    def line(self, row: Stand, chosen: bool, width: int) -> Line:
        """Return a case with its cells, or a cell."""
        return stand_line(self.bench, row, chosen, width, self.inks)

    def detail(self, row: Stand, width: int) -> Sequence[Line]:
        """Return summaries and quotations of the chosen cell."""
        return detail_lines(self.bench, row, self.inks, width)

    def empty(self) -> str:
        """Return why there is no matrix."""
        if self.background.is_busy:
            return "The quotations are being gathered …"
        nothing = "No theme has a quotation that counts; o sets what the matrix is of."
        return self.bench.refused or nothing

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "right": partial(self._across, 1),
            "left": partial(self._across, -1),
            "edit": self._edit,
            "undo": partial(self.attempt, self._undo),
            "by": partial(self.set, "by"),
            "options": self.set,
            "report": self._report,
        }

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        return self.bench.dials()

    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for another matrix."""
        self.bench.change(changed)

    def begin(self) -> None:
        """Gather the matrix."""
        self.background.begin(self.bench.compute, self._take, self._refuse)

    def _take(self, matrix: Matrix) -> None:
        self.bench.take(matrix)
        self._stay()

    def _refuse(self, error: QualcodeError) -> None:
        self.bench.refuse(str(error))
        self.renew()

    def on_resize(self) -> None:
        """Have a grid where there is room for one; what any list does comes after."""
        self._fit()

    def on_mount(self) -> None:
        """Have a grid where there is room for one from the beginning."""
        self._fit()

    def _fit(self) -> None:
        if self.bench.is_grid != self.is_wide:
            row = self.list.row
            if row is not None:
                self.bench.column = self.bench.at(row)
            self.bench.is_grid = self.is_wide
            self._stay()

    def _stay(self) -> None:
        """Take the lines anew, and stay at the same cell."""
        row = self.list.row
        column = None if self.bench.is_grid else self.bench.column
        if row is not None and row.column is not None and column is not None:
            column = row.column
        self.renew()
        if row is not None:
            self.list.choose(lambda one: one.row.key == row.row.key and one.column == column)

    def _across(self, step: int) -> None:
        row = self.list.row
        if row is None or row.column is None:
            self.bench.move(step)
            return
        places = [at for at, one in enumerate(self.list.shown) if one.column == row.column]
        now = places.index(self.list.place)
        self.list.go(places[max(0, min(now + step, len(places) - 1))])

    def open(self, row: Stand) -> None:
        """Show the quotations behind the chosen cell."""
        from qualcode.tui.screens.theme_quotes import ThemeQuotesScreen

        if not self.bench.cell(row).quotations:
            self.tell("There is no quotation in this cell.")
            return
        behind = self.bench.behind(row)
        self.app.push_screen(ThemeQuotesScreen(self._study, behind, self.frame))

    def under(self) -> ComposeResult:
        """What must be known, and the editor."""
        yield from super().under()
        yield MemoEditor()

    def _edit(self) -> None:
        if (row := self.list.row) is not None:
            own = self.bench.own(row)
            self._editor.open(None, own.memo.text if own else "")

    def keep_words(self) -> None:
        """Keep what is written, as a memo of one's own."""
        if (row := self.list.row) is not None:
            self.tell(self.bench.write(row, self._editor.text.strip()))
        self._editor.close()

    def _undo(self) -> None:
        told = take_back(self._study)
        self.begin()
        self.tell(told)

    def _report(self) -> None:
        if self.background.is_busy:
            self.tell("Wait until the matrix is there.")
        else:
            self.background.begin(self.bench.export, self.tell, self.refuse)

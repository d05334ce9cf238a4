"""The codes as a tree to move through: folded and unfolded, filtered, retired ones at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from qualcode.tui.codebook.bench import CodebookBench
from qualcode.tui.codebook.painting import row
from qualcode.tui.codebook.tree import Branch
from qualcode.tui.codebook.uses import Uses
from qualcode.tui.frame import Frame
from qualcode.tui.looks.safe_text import Line
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.codebook import CODEBOOK
from qualcode.tui.screens.listing import ListScreen

_AT_ONCE, _LATER = 0.03, 0.1


class CodeTreeScreen(ListScreen[Branch]):
    """The rows of the codebook editor; whatever changes, the place stays at its code."""

    EMPTY: ClassVar[str] = "No codes yet. n adds one; or: qualcode codebook add FILE"

    def __init__(self, bench: CodebookBench, frame: Frame) -> None:
        self.bench = bench
        self.uses: Uses | None = None
        super().__init__(CODEBOOK, frame)

    def rows(self) -> Sequence[Branch]:
        """Return the codes as a tree."""
        return self.bench.rows()

    def said(self, row: Branch) -> str:
        """Return the words by which a code is found."""
        code = row.code
        return " ".join((code.name, code.id, row.above, *code.aliases, code.short, code.definition))

    def heading(self, row: Branch) -> str:
        """Return what stands above the retired codes."""
        above = row.code.retired is not None
        return "retired" if above else ""

    def line(self, row_: Branch, chosen: bool, width: int) -> Line:
        """Return a code as a row of the tree."""
        return row(self.bench, row_, self.uses, chosen, self.inks, width)

    def show_now(self) -> None:
        """Show everything as it is now; what is still counted follows."""
        self.uses = self.bench.counting.uses(_AT_ONCE)
        super().show_now()
        if not self.bench.counting.is_done:
            self.waiting.later("counts", _LATER, self.show_now)

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions on the tree itself to what they do."""
        return {
            **super().verbs(),
            "filter": self._begin_filter,
            "fold_all": self._fold_all,
            "retired": self._turn_retired,
        }

    def renew(self, code: str = "") -> None:
        """Show the codes as the bench has them; the place stays at its code, or goes to another."""
        here = self.list.row
        self.bench.whole = self.list.typing is not None or bool(self.list.wanted)
        super().renew()
        wanted = code or (here.code.id if here is not None else "")
        self.list.choose(lambda one: one.code.id == wanted)

    def _begin_filter(self) -> None:
        self.list.begin()
        self.renew()

    def end_filter(self) -> None:
        """Show all codes again, the place at the code that was found."""
        here = self.list.row
        self.list.end()
        if here is not None:
            self.bench.show(here.code.id)
        self.renew(here.code.id if here is not None else "")

    def fold(self, branch: Branch) -> None:
        """Fold what is below a code; where nothing is, go to the code above."""
        if not self.bench.fold(branch) and branch.code.parent is not None:
            self.list.choose(lambda one: one.code.id == branch.code.parent)
        self.renew()

    def unfold(self, branch: Branch) -> None:
        """Show what is below a code; where it is shown, go to the first of it."""
        if not self.bench.unfold(branch) and branch.folded is not None:
            self.list.move(1)
        self.renew()

    def _fold_all(self) -> None:
        here = self.list.row
        self.bench.fold_all()
        self.renew()
        if here is not None and (self.list.row is None or self.list.row.code != here.code):
            above = {one.id for one in self.bench.codebook.ancestors(here.code.id)}
            self.list.choose(lambda one: one.code.id in above)

    def _turn_retired(self) -> None:
        self.bench.with_retired = not self.bench.with_retired
        self.renew()

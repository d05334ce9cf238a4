"""The quotations of a code: read them, go to their text, decide those of a code that was split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment

from qualcode.tui.codebook.quotations import Quotation, Quotations
from qualcode.tui.codebook.words import counted
from qualcode.tui.deck.painting import wrapped_text
from qualcode.tui.frame import Frame
from qualcode.tui.lists.quotation_painting import quotation_line
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.code_quotations import CODE_QUOTATIONS
from qualcode.tui.screens.keyed import Numbered
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.widgets.bars import Foot


class CodeQuotationsScreen(ListScreen[Quotation]):
    """All quotations of one code that may be seen."""

    EMPTY: ClassVar[str] = "No quotation of this code that you may see."

    def __init__(self, quotations: Quotations, frame: Frame) -> None:
        self._quotations = quotations
        super().__init__(CODE_QUOTATIONS, frame)
        self._hint()

    def rows(self) -> Sequence[Quotation]:
        """Return the quotations, one's own first."""
        return self._quotations.rows()

    def said(self, row: Quotation) -> str:
        """Return the words by which a quotation is found."""
        return f"{self._quotations.words(row)} {row.source.name} {row.coder}"

    def heading(self, row: Quotation) -> str:
        """Return whose a quotation is."""
        return "yours" if row.own else "by others"

    def head(self) -> Line:
        """Return the code, and how many quotations there are."""
        inks, rows = self.inks, self.list.all
        own = sum(row.own for row in rows)
        whose = f", {own} yours" if own else ""
        deciding = whose + " to decide" * bool(whose and self._quotations.waiting)
        within = f"{self.frame.study} ▸ " if self.is_wide else ""
        return [
            words(f" {within}codebook ▸ ", inks.quiet(inks.panel)),
            words(self._quotations.name, inks.bar(bold=True)),
            Segment(f"  {counted(len(rows), 'quotation')}{deciding}", inks.quiet(inks.panel)),
        ]

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "decide": self._hint,
            "undo": partial(self.attempt, self._undo),
        }

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions with a key for each of several things to what they do."""
        return {"decide": self._decide}

    def foot(self) -> Foot:
        """Return what stands at the foot; digits only where there is something to choose."""
        unused = () if self._quotations.offered else ("decide",)
        return self.frame.keymap.foot(self.register, without=unused)

    def silence(self) -> None:
        """Show the digits again in place of what was told."""
        self._hint()

    def _hint(self) -> None:
        offered = self._quotations.offered
        names = (f"{n} {self._quotations.name_of(one)}" for n, one in enumerate(offered[:9], 1))
        self.tell("   ".join(names))

    def _decide(self, place: int) -> None:
        if (row := self.list.row) is None:
            return

        def deed() -> None:
            told = self._quotations.decide(row, place)
            self.renew()
            self.tell(told)

        self.attempt(deed)

    def _undo(self) -> None:
        told = self._quotations.undo()
        self.renew()
        self.tell(told)

    def open(self, row: Quotation) -> None:
        """Show a quotation in its text."""
        self.app.show_spot(self._quotations.spot(row))

    def line(self, row: Quotation, chosen: bool, width: int) -> Line:
        """Return a quotation with its place and its coder."""
        spot, quoted = self._quotations.spot(row), self._quotations.words(row)
        coder = f"{row.coder} · {row.coding.round}" if row.coding.round else row.coder
        return quotation_line(spot, quoted, coder, self.inks, chosen, width)

    def detail(self, row: Quotation, width: int) -> Sequence[Line]:
        """Return a quotation in the words around it."""
        inks = self.inks
        before, after = self._quotations.around(row)
        quotation = self._quotations.words(row)
        whole = f"{before}⟦{quotation}⟧{after}" if before or after else quotation
        spot = self._quotations.spot(row)
        head = [words(f" {row.source.name} {spot.label}", inks.bar(bold=True))]
        return [head, *([Segment(f" {line}", inks.bar())]
                        for line in wrapped_text(whole, width - 2))]  # fmt: skip

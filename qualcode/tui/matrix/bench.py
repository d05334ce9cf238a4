"""The state of the framework matrix: what is asked for, which cell is chosen, one's own summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode.domain.coding import Memo
from qualcode.domain.counting import Share
from qualcode.domain.errors import Refused
from qualcode.domain.matrix import BY_PARTICIPANT, BY_SOURCE, Line, Matrix, MatrixCell, Summary
from qualcode.domain.source import SourceKind
from qualcode.study import Study
from qualcode.study.findings.quotations import Wanted
from qualcode.tui.agreement.dials import Dial, dial
from qualcode.tui.quoting.behind import Behind, behind_cell

_CONFIDENTIAL = "a confidential working document: it holds what respondents said"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the matrix is of; None is everything, or what the study does by itself."""

    by: str = BY_SOURCE
    question: str | None = None
    rule: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """A place to stand at: a case or group, or one of its cells where each has a line."""

    row: Line
    column: int | None = None


class MatrixBench:
    """Cases or groups by themes; there is no matrix before the first has arrived.

    Where `is_grid`, each case is one line and `column` says which cell; else each cell is a line.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self.asked = Asking(by=_usual(study))
        self.matrix: Matrix | None = None
        self.refused = ""
        self.column = 0
        self.is_grid = True

    def compute(self) -> Matrix:
        """Return the matrix that is asked for; this takes a while and is done in a thread.

        Raises:
            NotFound: if something that was chosen is gone.
        """
        asked = self.asked
        return self._study.matrices.matrix(
            asked.by, question=asked.question, coder_rule=asked.rule, kind=asked.kind
        )

    def take(self, matrix: Matrix) -> None:
        """Show a matrix."""
        self.matrix, self.refused = matrix, ""
        self.move(0)

    def refuse(self, sentence: str) -> None:
        """Show why there is no matrix."""
        self.matrix, self.refused = None, sentence

    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for another matrix."""
        self.asked = replace(self.asked, **changed)

    def stands(self) -> Sequence[Stand]:
        """Return the lines to move through."""
        if self.matrix is None or not self.matrix.columns:
            return ()
        if self.is_grid:
            return [Stand(row) for row in self.matrix.rows]
        columns = range(len(self.matrix.columns))
        return [Stand(row, at) for row in self.matrix.rows for at in columns]

    def move(self, columns: int) -> None:
        """Go some themes to the right, or, negative, to the left."""
        last = len(self.matrix.columns) - 1 if self.matrix is not None else 0
        self.column = max(0, min(self.column + columns, last))

    def cell(self, stand: Stand, column: int | None = None) -> MatrixCell:
        """Return a cell of a line: the one of a theme, else the chosen one."""
        if self.matrix is None:
            raise Refused("There is no matrix yet.")
        at = column if column is not None else self.at(stand)
        return self.matrix.cell(stand.row.key, self.matrix.columns[at].code)

    def at(self, stand: Stand) -> int:
        """Return the number of the theme that is chosen."""
        return self.column if stand.column is None else stand.column

    def theme(self, stand: Stand) -> str:
        """Return the name of the theme that is chosen."""
        return self.matrix.columns[self.at(stand)].name if self.matrix is not None else ""

    def name(self, row: Line) -> str:
        """Return what a case or group is called."""
        return row.name or f"no {self.asked.by}"

    def behind(self, stand: Stand) -> Behind:
        """Return the quotations of the chosen cell."""
        asked, cell = self.asked, self.cell(stand)
        rule = self.matrix.coder_rule if self.matrix is not None else asked.rule
        wanted = Wanted(asked.question, rule, asked.kind)
        return behind_cell(self._study, cell, self.name(stand.row), self.theme(stand), wanted)

    def own(self, stand: Stand) -> Summary | None:
        """Return one's own summary of the chosen cell, None if there is none."""
        mine = self._study.coder.id
        return next((one for one in self.cell(stand).summaries if one.memo.coder == mine), None)

    def write(self, stand: Stand, text: str) -> str:
        """Keep one's own summary of the chosen cell; return what is to be told.

        Raises:
            NotFound: if the theme is gone.
        """
        own, cell = self.own(stand), self.cell(stand)
        if text == (own.memo.text if own else ""):
            return ""
        memo = self._study.matrices.summarise(cell.place, text)
        self._put(cell, memo)
        return "summary kept; u takes that back" if text else "summary taken away; u takes it back"

    def _put(self, cell: MatrixCell, memo: Memo) -> None:
        """Show a summary at once: the whole matrix takes a moment to compute."""
        others = [one for one in cell.summaries if one.memo.coder != memo.coder]
        mine = [Summary(memo, self._study.coder.name)] if memo.text else []
        changed = replace(cell, summaries=(*others, *mine))
        if self.matrix is not None:
            cells = tuple(changed if one is cell else one for one in self.matrix.cells)
            self.matrix = replace(self.matrix, cells=cells)

    def export(self) -> str:
        """Write the matrix as a web page into the study's folder; return what is to be told.

        Raises:
            Refused: if there is no matrix, or the study has no folder.
            StoreUnavailable: if the file cannot be written.
        """
        if self.matrix is None:
            raise Refused("There is no matrix to write yet.")
        if self._study.folder is None:
            raise Refused("The study has no folder here; write it with: qualcode matrix -o FILE")
        target = Path("exports") / f"matrix-by-{self.asked.by}.html"
        self._study.matrices.write(self.matrix, self._study.folder / target)
        return f"Written: {target}, {_CONFIDENTIAL}"

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        study, asked = self._study, self.asked
        named = sorted({name for one in study.participants for name in one.attributes})
        rules = [*(share.value for share in Share), *(one.name for one in study.team)]
        questions = [one.question.id for one in study.desk.questions()]
        groups = [(BY_SOURCE, "source"), (BY_PARTICIPANT, "participant")]
        return [
            dial("by", "by", [*groups, *((one, one) for one in named)], asked.by),
            dial("question", "question", [(None, "all questions"), *_same(questions)],
                 asked.question),
            dial("rule", "coders", [(None, "as the study does"), *_same(rules)], asked.rule),
            dial("kind", "sources", [(None, "all"), *_same([one.value for one in SourceKind])],
                 asked.kind),
        ]  # fmt: skip


def _usual(study: Study) -> str:
    """Return by what a matrix is at first: an attribute of few values, else sources."""
    values: dict[str, set[str]] = {}
    for one in study.participants:
        for name, value in one.attributes.items():
            values.setdefault(name, set()).add(str(value))
    some = [name for name, known in sorted(values.items()) if 2 <= len(known) <= 6]
    return min(some, key=lambda name: len(values[name]), default=BY_SOURCE)


def _same(values: Sequence[str]) -> list[tuple[object, str]]:
    return [(one, one) for one in values]

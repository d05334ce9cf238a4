"""Closed items: how answers are spread, or means, also by group."""

from __future__ import annotations

from typing import Any, ClassVar

from qualcode.domain.scales import AnswerRow, MeanRow
from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.tui.tables.asking import Asking
from qualcode.tui.tables.view import View

Item = AnswerRow | MeanRow


def scales(study: Study, asked: Asking) -> Release[Any]:
    """Count answers, or compute means.

    Raises:
        InputError: if the chosen question has no mean.
        Confidential: if small cells are asked for by somebody who is not the lead.
    """
    items = (asked.item,) if asked.item else ()
    made = study.scales.means if asked.form == "means" else study.scales.answers
    return made(items, asked.group, unsuppressed=asked.everything)


class ScalesView(View[Item]):
    """Answers under their question; with groups, the groups of an answer stand together."""

    WITHOUT_TEXT: ClassVar[str] = "These are closed questions; there are no quotations."

    def __init__(self, study: Study, asked: Asking, release: Release[Any]) -> None:
        super().__init__(study, asked, release)
        self.rows = list(release)
        self._texts = {one.id: one.text for one in study.catalogue.instrument.questions}

    def said(self, row: Item) -> str:
        """Return question, answer and group."""
        return f"{row.question} {row.place} {row.name} {row.group}"

    def heading(self, row: Item) -> str:
        """Return the item, and with groups the answer."""
        item = f"{row.question}.{row.place}" if row.place else row.question
        by_group = isinstance(row, AnswerRow) and self.release.by
        return f"{item}: {row.name}" if by_group else item

    def text(self, row: Item) -> str:
        """Return the words of the question."""
        return self._texts.get(row.question, "")

    def range(self, row: MeanRow) -> tuple[float, float]:
        """Return between which values the means of an item are drawn."""
        question = self.study.catalogue.instrument.by_id.get(row.question)
        if question is not None and question.low is not None and question.high is not None:
            return question.low, question.high
        known = [
            value
            for one in self.rows
            if isinstance(one, MeanRow) and (one.question, one.place) == (row.question, row.place)
            for value in (one.low, one.high, one.lower_quartile, one.upper_quartile, one.mean)
            if value is not None
        ]
        return (min(known), max(known)) if known else (0.0, 1.0)

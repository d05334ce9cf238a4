"""The typical words of a code."""

from __future__ import annotations

from typing import Any

from qualcode.domain.errors import InputError
from qualcode.domain.keyness import WordRow
from qualcode.privacy.release import Release
from qualcode.study import Study
from qualcode.tui.quoting.behind import Behind, behind_word
from qualcode.tui.tables.asking import Asking
from qualcode.tui.tables.view import View


def typical_words(study: Study, asked: Asking) -> Release[WordRow]:
    """Compute the typical words of the chosen code.

    Raises:
        InputError: if there is no code.
        Confidential: if small cells are asked for by somebody who is not the lead.
    """
    if asked.of is None:
        raise InputError("There is no code yet.")
    return study.typical_words.table(
        asked.of,
        question=asked.question,
        coder_rule=asked.rule,
        kind=asked.sources,
        unsuppressed=asked.everything,
    )


class WordsView(View[WordRow]):
    """Words, the most typical first."""

    def __init__(self, study: Study, asked: Asking, release: Release[Any]) -> None:
        super().__init__(study, asked, release)
        self.rows = [row for row in release if row.word is not None]
        self.code = str(release.query["code"])

    @property
    def name(self) -> str:
        """Return the name of the code."""
        known = self.study.catalogue.codebook.by_id.get(self.code)
        return known.name if known else self.code

    def said(self, row: WordRow) -> str:
        """Return the word."""
        return row.word or ""

    def behind(self, row: WordRow) -> Behind | None:
        """Return the quotations that hold the word."""
        told = f"{row.n} times, {row.people} persons"
        wanted = self.asked.wanted(self.release.coder_rule)
        return behind_word(self.study, self.code, row.word or "", told, wanted)

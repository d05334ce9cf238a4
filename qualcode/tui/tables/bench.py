"""The state of the screen of tables: which one, what was computed, which cell is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from qualcode.study import Study
from qualcode.tui.agreement.dials import Dial
from qualcode.tui.tables.asking import Asking, Kind, dials, largest, usual
from qualcode.tui.tables.associations import AssociationsView, associations
from qualcode.tui.tables.grid import GridView
from qualcode.tui.tables.saturation import SaturationView, saturation
from qualcode.tui.tables.scales import ScalesView, scales
from qualcode.tui.tables.view import View
from qualcode.tui.tables.words import WordsView, typical_words

_MEASURES = ("n", "share", "lift")


class TablesBench:
    """One table at a time; there is none before the first has arrived."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.asked = usual(study)
        self.view: View[Any] | None = None
        self.refused = ""

    @property
    def everything(self) -> bool:
        """Say whether small cells are asked for too."""
        return self.asked.everything

    def compute(self) -> View[Any]:
        """Return the table that is asked for; this takes a while and is done in a thread.

        Raises:
            Confidential: if small cells are asked for by somebody who is not the lead.
            NotFound: if something that was chosen is gone.
            InputError: if what was chosen does not go together.
        """
        return _MADE[self.asked.kind](self._study, self.asked)

    def take(self, view: View[Any]) -> None:
        """Show a table."""
        if self.view is not None:
            view.column = self.view.column
            view.move(0)
        self.view, self.refused = view, ""

    def refuse(self, sentence: str) -> None:
        """Show why there is no table."""
        self.view, self.refused = None, sentence

    def change(self, changed: Mapping[str, Any]) -> None:
        """Ask for something else; another kind of table begins at its first column."""
        other = dict(changed)
        if "by" in other:
            other.setdefault("value", largest(self._study, other["by"]))
        if "kind" in other:
            self.view = None
        self.asked = replace(self.asked, **other)

    def next_measure(self) -> bool:
        """Let cells hold the next measure; say whether there are cells."""
        if not isinstance(self.view, GridView):
            return False
        at = _MEASURES.index(self.asked.measure)
        self.asked = replace(self.asked, measure=_MEASURES[(at + 1) % len(_MEASURES)])
        self.view.asked = self.asked
        return True

    def move(self, columns: int) -> None:
        """Go some columns to the right, or, negative, to the left."""
        if self.view is not None:
            self.view.move(columns)

    def dials(self) -> list[Dial]:
        """Return what can be set, as it is set now."""
        return dials(self._study, self.asked)


def _together(study: Study, asked: Asking) -> View[Any]:
    made = study.together.cooccurrence(
        asked.within, level=asked.level, question=asked.question, coder_rule=asked.rule,
        kind=asked.sources, unsuppressed=asked.everything,
    )  # fmt: skip
    return GridView(study, asked, made)


def _sequence(study: Study, asked: Asking) -> View[Any]:
    made = study.together.sequence(
        asked.stream, asked.steps, asked.question, asked.rule, asked.sources,
        unsuppressed=asked.everything,
    )  # fmt: skip
    return GridView(study, asked, made)


def _associations(study: Study, asked: Asking) -> View[Any]:
    return AssociationsView(study, asked, associations(study, asked))


def _scales(study: Study, asked: Asking) -> View[Any]:
    return ScalesView(study, asked, scales(study, asked))


def _saturation(study: Study, asked: Asking) -> View[Any]:
    return SaturationView(study, asked, *saturation(study, asked))


def _words(study: Study, asked: Asking) -> View[Any]:
    return WordsView(study, asked, typical_words(study, asked))


_MADE: Mapping[Kind, Callable[[Study, Asking], View[Any]]] = {
    Kind.TOGETHER: _together,
    Kind.SEQUENCE: _sequence,
    Kind.ASSOCIATIONS: _associations,
    Kind.SCALES: _scales,
    Kind.SATURATION: _saturation,
    Kind.WORDS: _words,
}

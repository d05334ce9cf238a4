"""The settings: each with its value, what it means, and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from qualcode.tui.frame import Frame
from qualcode.tui.habits.settings_schema import SCHEMA, Setting, Value
from qualcode.tui.lists.list_painting import column, ground_of, paragraphs, row_line
from qualcode.tui.looks.inks import style
from qualcode.tui.looks.safe_text import Line, words
from qualcode.tui.registry.action import Verb
from qualcode.tui.registry.settings import SETTINGS
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.suggesting.live import AS_STUDY, AT_ONCE, OFF, SECOND, SETTING

_TITLE = 40


class SettingsScreen(ListScreen[Setting]):
    """The settings of the schema; a change holds at once."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(SETTINGS, frame)

    def rows(self) -> Sequence[Setting]:
        """Return all settings."""
        return SCHEMA

    def _told(self, row: Setting, value: Value) -> str:
        """Return how a value is told, and what it comes to where the study decides that."""
        if (row.key, value) != (SETTING, AS_STUDY):
            return row.told(value)
        said = self.app.study.suggestions.options
        comes_to = OFF if not said.on else SECOND if said.second_look else AT_ONCE
        return f"as the study: {row.told(comes_to)}"

    def said(self, row: Setting) -> str:
        """Return the words by which a setting is found."""
        return f"{row.title} {row.key} {row.help}"

    def head(self) -> Line:
        """Return what this screen is."""
        return [words(" Settings", self.inks.bar(bold=True))]

    def line(self, row: Setting, chosen: bool, width: int) -> Line:
        """Return a setting with its value."""
        inks = self.inks
        ground = ground_of(inks, chosen)
        value = self.frame.settings.value(row.key)
        mark = "" if value == row.default else "  (changed)"
        left: Line = [
            *column(row.title, min(_TITLE, width // 2), inks.text, ground),
            words(self._told(row, value), style(inks.accent, ground, bold=True)),
            words(mark, style(inks.dim, ground)),
        ]
        return row_line(inks, chosen, width, left, [])

    def detail(self, row: Setting, width: int) -> Sequence[Line]:
        """Return what a setting means, what it may be, and where it is kept."""
        path = self.frame.settings.path
        known = ", ".join(row.choices.values())
        place = f"{row.key} in {path}" if path else "It holds until you leave."
        return [
            *paragraphs(row.help, self.inks, width),
            *paragraphs(f"It may be: {known}. At first: {row.told(row.default)}.",
                        self.inks, width),
            *paragraphs(place, self.inks, width),
        ]  # fmt: skip

    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of actions to what they do."""
        return {
            **super().verbs(),
            "next_value": partial(self._step, 1),
            "previous_value": partial(self._step, -1),
            "usual_value": self._usual,
        }

    def open(self, row: Setting) -> None:
        """Give a setting its next value."""
        self._change(row, row.beside(self.frame.settings.value(row.key), 1))

    def _step(self, step: int) -> None:
        if (row := self.list.row) is not None:
            self._change(row, row.beside(self.frame.settings.value(row.key), step))

    def _usual(self) -> None:
        if (row := self.list.row) is not None:
            self._change(row, row.default)

    def _change(self, row: Setting, value: Value) -> None:
        self.tell(f"{row.title}: {self._told(row, value)}")
        self.app.change_setting(row.key, value)

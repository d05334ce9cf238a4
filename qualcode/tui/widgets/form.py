"""Fields to fill in: each is a line, or an editor of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words, wrapped
from qualcode.tui.registry.action import key_name
from qualcode.tui.widgets.lines import Lines

KEYS = (
    ("Ctrl+S", "keep"),
    ("Esc", "leave"),
    (f"{key_name('tab')} ↑↓", "next field"),
)
"""The keys of a form, for the foot of a screen."""

_LABEL = 14


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; of `several` lines Enter begins a new one, else it keeps the form.

    `hint` is shown while the field is empty.
    """

    id: str
    label: str
    text: str = ""
    several: bool = False
    hint: str = ""


class _Editor(TextArea):
    """The text of one field; tells its form of the keys that are not for text."""

    def __init__(self, form: Form, field: Field) -> None:
        super().__init__(
            field.text, soft_wrap=True, show_line_numbers=False, compact=True,
            highlight_cursor_line=False, placeholder=field.hint,
        )  # fmt: skip
        self.cursor_blink = False
        self.field = field
        self._form = form
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        self._form.seen = event
        if self._form.meant(self, event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        if not self.field.several:
            event.prevent_default()
            await super()._on_paste(events.Paste(" ".join(event.text.splitlines())))

    @property
    def is_first_row(self) -> bool:
        """Say whether the cursor stands in the first row that is seen."""
        return self._row == 0

    @property
    def is_last_row(self) -> bool:
        """Say whether the cursor stands in the last row that is seen."""
        return self._row >= self.wrapped_document.height - 1

    @property
    def _row(self) -> int:
        return self.wrapped_document.location_to_offset(self.cursor_location).y


class Form(VerticalScroll, can_focus=False):
    """Fields over a screen; it stays open until it is closed, so that it can be told what is wrong.

    Tab, Shift+Tab and the arrows go from field to field, Ctrl+S keeps, as does Enter on a field of
    one line, Esc leaves.
    """

    DEFAULT_CSS = f"""
    Form {{ layer: above; display: none; background: $surface; scrollbar-size-vertical: 1; }}
    Form Horizontal {{ height: auto; }}
    Form #form-title, Form .-label {{ height: auto; }}
    Form .-label {{ width: {_LABEL}; }}
    Form TextArea {{ height: auto; max-height: 9; min-height: 1; width: 1fr; margin-right: 1; }}
    """

    class Kept(Message):
        """What was filled in is to be kept; `values` map the ids of all fields to their texts."""

        def __init__(self, values: dict[str, str]) -> None:
            super().__init__()
            self.values = values

    class Left(Message):
        """Nothing is to be kept."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self.seen: events.Key | None = None
        self._inks: Inks | None = None
        self._editors: list[_Editor] = []
        self._labels: list[Lines] = []
        self._at = 0
        self._title = ""
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """The title; the fields come when it is opened."""
        yield Lines("form-title")

    @property
    def is_open(self) -> bool:
        """Say whether the form takes the keys."""
        return bool(self.display)

    @property
    def values(self) -> dict[str, str]:
        """Map the ids of all fields to what stands in them."""
        return {one.field.id: one.text for one in self._editors}

    def open(self, title: str, fields: Sequence[Field], inks: Inks, at: str = "") -> None:
        """Show fields to be filled in, the cursor in the one of id `at`, else in the first."""
        self.close()
        self._title, self._wrong, self._inks = title, "", inks
        self._editors = [_Editor(self, field) for field in fields]
        self._at = next((place for place, one in enumerate(fields) if one.id == at), 0)
        self.display = True
        self._show_title()
        self.mount(*(self._row(editor) for editor in self._editors))
        self._show_labels(inks)
        self._focus(self._at)

    def _row(self, editor: _Editor) -> Widget:
        label = Lines()
        label.add_class("-label")
        label.styles.height = 1
        self._labels.append(label)
        return Horizontal(label, editor)

    def _show_labels(self, inks: Inks) -> None:
        for label, editor in zip(self._labels, self._editors, strict=True):
            name = words(f" {editor.field.label}", inks.quiet(inks.panel), _LABEL)
            label.put([[name]], inks.bar())

    def close(self) -> None:
        """Put the form away."""
        self.display = False
        self.query(Horizontal).remove()
        self._editors, self._labels = [], []
        if self.screen.focused is not None:
            self.screen.set_focus(None)

    def complain(self, text: str) -> None:
        """Say what is wrong with what was filled in."""
        self._wrong = text
        self._show_title()
        self.scroll_home(animate=False)

    def reframe(self, inks: Inks) -> None:
        """Show title and labels in other colours."""
        self._inks = inks
        self._show_title()
        self._show_labels(inks)

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before a field had the keys; of others, keep the screen out.

        What a field leaves, such as an arrow, goes on to its own bindings.
        """
        event.prevent_default()
        if event is not self.seen and self._editors:
            event.stop()
            self._editors[self._at].post_message(events.Key(event.key, event.character))

    def meant(self, editor: _Editor, key: str) -> bool:
        """Do what a key means to the form; say whether it means anything."""
        if key == "escape":
            self.post_message(self.Left())
        elif key == "ctrl+s" or (key == "enter" and not editor.field.several):
            self.post_message(self.Kept(self.values))
        elif key == "tab" or (key == "down" and editor.is_last_row):
            self._focus(self._at + 1)
        elif key == "shift+tab" or (key == "up" and editor.is_first_row):
            self._focus(self._at - 1)
        else:
            return False
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Take note of a field that was clicked."""
        if event.widget in self._editors:
            self._at = self._editors.index(event.widget)

    def _focus(self, place: int) -> None:
        self._at = place % len(self._editors)
        self.screen.set_focus(self._editors[self._at])

    def _show_title(self) -> None:
        if self._inks is None:
            return
        inks, width = self._inks, max(20, (self.size.width or self.app.size.width) - 2)
        lines: list[Line] = [[words(f" {self._title}", inks.bar(bold=True), width)]]
        if self._wrong:
            ink = style("#ffffff", inks.error, bold=True)
            lines += [[words(f" {line}", ink)] for line in wrapped(self._wrong, width - 1, 3)]
        title = self.query_one("#form-title", Lines)
        title.styles.height = len(lines)
        title.put(lines, inks.bar())

"""What is written on the coding screen: memos, and what a new code means."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.screen import Screen

from qualcode.domain.coding import MemoSubject
from qualcode.tui.coding.coining import Coining
from qualcode.tui.coding.modes.asking import Keys
from qualcode.tui.coding.noting import Noted
from qualcode.tui.coding.workbench import Workbench
from qualcode.tui.frame import Frame
from qualcode.tui.looks.inks import DARK
from qualcode.tui.looks.safe_text import shown
from qualcode.tui.widgets.memo import MemoEditor

if TYPE_CHECKING:
    from qualcode.tui.widgets.form import Form

_SEVERAL = ("include", "exclude")


class Writing:
    """The memo and the form under the text; the text stays in sight."""

    def __init__(self, screen: Screen[None], bench: Workbench, coining: Coining) -> None:
        self._screen = screen
        self._bench = bench
        self._coining = coining
        self._about: Noted | None = None
        self._code = ""
        self._inks = DARK
        self._held: list[events.Key] | None = None
        self.form: Form | None = None

    @cached_property
    def memo(self) -> MemoEditor:
        """Return where a memo is written."""
        return self._screen.query_one(MemoEditor)

    @property
    def is_open(self) -> bool:
        """Say whether something is written now."""
        waits = self._held is not None
        return waits or bool(self.memo.display) or (self.form is not None and self.form.is_open)

    @property
    def keys(self) -> Keys:
        """Return what the keys do."""
        if self.memo.display:
            return (("Esc", "keep and go back"),)
        return (("Enter Ctrl+S", "keep"), ("Tab ↑↓", "next field"), ("Esc", "leave it open"))

    def take(self, event: events.Key) -> None:
        """Take a key that was pressed before what is written in had the keys."""
        if self._held is not None:
            event.stop()
            self._held.append(event)
        elif self.form is not None and self.form.is_open:
            self.form.take(event)
        else:
            self.memo.take(event)

    def open_memo(self, kind: MemoSubject) -> None:
        """Write on the segment or the focused coding, or on the source."""
        bench = self._bench
        self._about = about = bench.noted(kind)
        memo = bench.noting.memo(about)
        self.memo.open(bench.entry, memo.text if memo else "")
        # As plain text: a name with brackets is no markup.
        told = f"memo on {about.name} · Esc keeps it and goes back"
        self.memo.border_title = Content(shown(told))

    def keep_memo(self) -> bool:
        """Keep what was written and go back to the text; say whether it is safe."""
        if self._about is None or self._bench.write_memo(self._about, self.memo.text):
            self._about = None
            self.memo.close()
        return not self.memo.display

    def describe(self, frame: Frame) -> None:
        """Change what is said of the code of the focused coding, else of the code used last."""
        shown, codes = self._bench.shown, self._bench.codes
        code = shown.code if shown is not None else next(iter(codes.recent), None)
        if code is None or code not in codes.codebook:
            self._bench.tell("No code was used before; ; shows a coding.")
        else:
            self.open_definition(code, frame)

    def open_definition(self, code: str, frame: Frame) -> None:
        """Ask what a code means; nothing need be said."""
        self._code, self._inks = code, frame.inks
        if self.form is None:
            self._held = []
            self._screen.call_later(self._fetch_form)
        else:
            self._ask(self.form)

    async def _fetch_form(self) -> None:
        # A page opens without what fields are typed into, since few codings need it.
        from qualcode.tui.widgets.form import Form

        self.form = Form()
        await self._screen.mount(self.form)
        self._ask(self.form)
        held, self._held = self._held or [], None
        for event in held:
            self.form.take(event)

    def _ask(self, form: Form) -> None:
        from qualcode.tui.widgets.form import Field

        code = self._bench.codes.codebook.by_id[self._code]
        belongs, does_not = ("\n".join(lines) for lines in (code.include, code.exclude))
        hints = ("what belongs to it, one a line", "what does not, one a line")
        fields = (
            Field("short", "in short", code.short, hint="a few words beside the name"),
            Field("definition", "definition", code.definition, several=True),
            Field("include", "include", belongs, several=True, hint=hints[0]),
            Field("exclude", "exclude", does_not, several=True, hint=hints[1]),
        )
        form.open(f"What does {code.name} mean?", fields, self._inks)

    def leave_definition(self) -> None:
        """Let the code be as it is."""
        if self.form is not None:
            self.form.close()

    def keep_definition(self, values: dict[str, str]) -> None:
        """Write what was said of the code into the codebook."""
        if self.form is None:
            return
        code = self._bench.codes.codebook.by_id[self._code]
        said = {
            name: _lines(text) if name in _SEVERAL else text.strip()
            for name, text in values.items()
        }
        new = {name: value for name, value in said.items() if value != getattr(code, name)}
        if not new or self._coining.edit_code(self._code, new):
            self.form.close()
        else:
            self.form.complain(self._bench.told.text)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())

"""What can be coded: open rounds, questions with all their answers, sources; with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from qualcode.domain.errors import QualcodeError
from qualcode.study import Study
from qualcode.tui.choices import Choice, choices
from qualcode.tui.inks import Inks, style
from qualcode.tui.keystrokes import passed_on, stroke
from qualcode.tui.prompt import Prompt
from qualcode.tui.safe_text import Line, cropped, spread, words
from qualcode.tui.widgets.bars import FootBar
from qualcode.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from qualcode.tui.app import CodingApp

_BAR = 10
_FOOT = (("Enter", "open"), ("D", "as a deck"), ("↑↓", "choose"), ("/", "find"), ("?", "help"),
         ("F3", "light/dark"), ("q", "quit"))  # fmt: skip


class HomeScreen(Screen[None], inherit_bindings=False):
    """The list of open rounds, questions and sources."""

    app: CodingApp

    def __init__(self, study: Study, inks: Inks, chosen: str = "") -> None:
        super().__init__(id="home")
        self._inks = inks
        self._title = study.title
        self._coder = study.coder.name
        self._all = choices(study)
        names = [choice.name for choice in self._all]
        self._chosen = names.index(chosen) if chosen in names else 0
        self._top = 0
        self._finding: Prompt | None = None
        self._problem = ""
        self._choices = self._all

    @property
    def choice(self) -> Choice | None:
        """Return the line that Enter opens."""
        return self._choices[self._chosen] if self._choices else None

    def compose(self) -> ComposeResult:
        """A head, the list, the keys."""
        yield Lines("head")
        yield Lines("list")
        yield FootBar("foot")

    def on_mount(self) -> None:
        """Show the list."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Show it at the new size."""
        self.call_after_refresh(self._show)

    def on_key(self, event: events.Key) -> None:
        """Choose, find, open, leave."""
        if passed_on(event, self):
            return
        pressed = stroke(event)
        self._problem = ""
        if self._finding is not None and self._type(pressed):
            self._show()
            return
        self._press(pressed)
        self._show()

    def _type(self, pressed: str) -> bool:
        """Take a stroke for the line that is typed; say whether it was one."""
        if self._finding is None:
            return False
        if pressed == "escape":
            self._finding = None
            self._filter("")
            return True
        if not self._finding.press(pressed):
            return False
        self._filter(self._finding.typed)
        return True

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self._choices = [
            choice
            for choice in self._all
            if all(word in f"{choice.name} {choice.about}".casefold() for word in wanted)
        ]
        self._chosen = 0

    def _press(self, pressed: str) -> None:
        height = max(1, self.query_one("#list").size.height - 2)
        moves = {"j": 1, "down": 1, "space": 1, "k": -1, "up": -1, "backspace": -1,
                 "pagedown": height, "pageup": -height, "G": len(self._choices),
                 "g": -len(self._choices)}  # fmt: skip
        if pressed in moves:
            last = max(0, len(self._choices) - 1)
            self._chosen = max(0, min(self._chosen + moves[pressed], last))
        elif pressed == "enter" and (choice := self.choice) is not None:
            self._open(choice)
        elif pressed == "D" and (choice := self.choice) is not None:
            self._open(choice, as_deck=True)
        elif pressed == "/":
            self._finding = Prompt()
        elif pressed in ("q", "ctrl+q"):
            self.app.leave()
        elif pressed == "f3":
            self.app.change_inks()
        elif pressed in ("?", "f1"):
            self.app.show_help()

    def on_click(self, event: events.Click) -> None:
        """Open the line that is clicked."""
        if event.widget is not None and event.widget.id == "list":
            rows = [number for number, _ in self._rows()]
            place = self._top + event.y
            if 0 <= place < len(rows) and (number := rows[place]) is not None:
                self._chosen = number
                self._open(self._choices[number])
                self._show()

    def _open(self, choice: Choice, as_deck: bool = False) -> None:
        """Open a line; a round may be closed, or a source removed, since the list was made."""
        try:
            (self.app.open_deck if as_deck else self.app.open)(choice.kind, choice.name)
        except QualcodeError as error:
            self._problem = str(error)

    def change_inks(self, inks: Inks) -> None:
        """Show everything in other colours."""
        self._inks = inks
        self._show()

    def _rows(self) -> list[tuple[int | None, str]]:
        """Return (number of the choice, None for a title; the title)."""
        rows: list[tuple[int | None, str]] = []
        kind = ""
        for number, choice in enumerate(self._choices):
            if choice.kind != kind:
                kind = choice.kind
                rows += [(None, "")] if rows else []
                rows.append((None, kind))
            rows.append((number, ""))
        return rows

    def _show(self) -> None:
        inks, width = self._inks, self.size.width
        plain, quiet = inks.bar(), inks.quiet(inks.panel)
        left: Line = [words(f" {self._title}", inks.bar(bold=True))]
        head = spread(left, [words(f"{self._coder} ", plain)], width, plain)
        self.query_one("#head", Lines).put([head], plain)
        lists = self.query_one("#list", Lines)
        rows = self._rows()
        place = next((i for i, (number, _) in enumerate(rows) if number == self._chosen), 0)
        height = max(1, lists.size.height)
        if place < self._top + 2:
            self._top = max(0, place - 2)
        elif place >= self._top + height:
            self._top = place - height + 1
        shown = rows[self._top : self._top + height]
        lines = [self._line(number, title, width) for number, title in shown]
        if not self._choices:
            lines = [[words(" Nothing here yet. Take texts in with: qualcode import", quiet)]]
        lists.put(lines, inks.plain())
        find = [("find:", self._finding.typed + "▏")] if self._finding is not None else []
        told = [(self._problem[: width - 5], "")] if self._problem else _FOOT
        self.query_one(FootBar).show(False, inks, [*find, *told])

    def _line(self, number: int | None, title: str, width: int) -> Line:
        inks = self._inks
        if number is None:
            return [words(f" {title.upper()}" if title else "", inks.quiet())]
        choice = self._choices[number]
        chosen = number == self._chosen
        ground = inks.selection if chosen else inks.background
        progress = choice.progress
        filled = _BAR * progress.finished // max(1, progress.segments)
        state = f"{progress.finished:>4}/{progress.segments:<4} done {progress.coded:>4} coded "
        right: Line = [
            Segment("█" * filled + "░" * (_BAR - filled), style(inks.good, ground)),
            Segment(state, style(inks.dim, ground)),
        ]
        left: Line = [
            Segment(" ▸ " if chosen else "   ", style(inks.accent, ground, bold=True)),
            words(f"{choice.name}  ", style(inks.text, ground, bold=True)),
            words(choice.about, style(inks.dim, ground)),
        ]
        room = width - sum(segment.cell_length for segment in right) - 1
        return spread(cropped(left, room), right, width, style(inks.text, ground))

"""A list that asks for single lines, tells on whole sheets, and works in the background."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from textual import events
from textual.worker import Worker

from qualcode.domain.errors import QualcodeError, Refused
from qualcode.tui.background import Background
from qualcode.tui.frame import Frame
from qualcode.tui.lists.listing import Row
from qualcode.tui.looks.safe_text import words
from qualcode.tui.prompt import Prompt
from qualcode.tui.redacting.painting import question_line, sheet_lines
from qualcode.tui.redacting.question import Question
from qualcode.tui.redacting.sheet import Sheet
from qualcode.tui.registry.action import Register
from qualcode.tui.screens.listing import ListScreen
from qualcode.tui.screens.wheeled import ROWS
from qualcode.tui.told import Told
from qualcode.tui.widgets.bars import Foot

_DOWN, _UP = ("j", "down", "space", "pagedown"), ("k", "up", "backspace", "pageup")
_BUSY = "Something is being worked on; wait until it is done."


class AskedListScreen(ListScreen[Row]):
    """A list with a question in its last line, or a sheet in its place; both take the keys."""

    def __init__(self, register: Register, frame: Frame) -> None:
        self.question: Question | None = None
        self.sheet: Sheet | None = None
        self.work = ""
        self._sheet_top = 0
        self.background = Background(self, self._show_progress)
        super().__init__(register, frame)

    @abstractmethod
    def confirmed(self) -> None:
        """Do what a sheet told of, since somebody said yes."""

    @abstractmethod
    def failed(self, error: QualcodeError) -> None:
        """Go on after work in the background was refused."""

    @property
    @abstractmethod
    def progress(self) -> str:
        """Return how far the work in the background is, as far as that is known."""

    def ask(self, asks: str, answered: Callable[[str], object], typed: str = "") -> None:
        """Ask for a line."""
        self.question = Question(asks, answered, prompt=Prompt(typed))

    def ask_secret(self, asks: str, answered: Callable[[str], object]) -> None:
        """Ask for a line that is not shown."""
        self.question = Question(asks, answered, secret=True)

    def require_rest(self) -> None:
        """Make sure that nothing is being worked on.

        Raises:
            Refused: if something is.
        """
        if self.work:
            raise Refused(_BUSY)

    def begin(self, what: str, work: Callable[[], object], done: Callable[[], object]) -> None:
        """Work in the background; the rows are asked for anew at its end, then `done` is called.

        Raises:
            Refused: if something is being worked on already.
        """
        self.require_rest()
        self.work = what

        def ended(_: object) -> None:
            self.work = ""
            self.renew()
            done()

        self.background.begin(work, ended, self._refused)

    def begin_sheet(self, what: str, work: Callable[[], Sheet]) -> None:
        """Work in the background and show the sheet that comes of it."""
        made: list[Sheet] = []
        self.begin(what, lambda: made.append(work()), lambda: self._show_sheet(made[0]))

    def _show_sheet(self, sheet: Sheet) -> None:
        self.sheet, self._sheet_top = sheet, 0

    def _refused(self, error: QualcodeError) -> None:
        self.work = ""
        self.told = Told(str(error), failed=True)
        self.renew()
        self.failed(error)

    def _show_progress(self) -> None:
        if self.is_current:
            self.show_now()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what was worked out."""
        self.background.arrived(event)

    def take(self, pressed: str) -> bool:
        """Take a key for what is asked, or for the sheet that is shown."""
        if self.question is not None:
            self._answer(self.question, pressed)
        elif self.sheet is not None:
            self._on_sheet(self.sheet, pressed)
        else:
            return super().take(pressed)
        return True

    def _answer(self, question: Question, pressed: str) -> None:
        if pressed == "escape":
            self.question = None
        elif pressed != "enter":
            question.prompt.press(pressed)
        elif question.prompt.typed.strip():
            self.question = None
            self.silence()
            self.attempt(partial(question.answered, question.prompt.typed))

    def _on_sheet(self, sheet: Sheet, pressed: str) -> None:
        if pressed in _DOWN:
            self._sheet_top += 1
        elif pressed in _UP:
            self._sheet_top = max(0, self._sheet_top - 1)
        elif pressed == "y" and sheet.confirmed:
            self.sheet = None
            self.confirmed()
        elif pressed in ("escape", "enter", "q"):
            self.sheet = None

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the line that is asked for, or the letters that narrow the list."""
        event.prevent_default()
        if self.question is not None:
            self.question.prompt.paste(event.text)
        else:
            self.list.paste(event.text)
        self.show_now()

    def on_click(self, event: events.Click) -> None:
        """Leave the list alone while something else is shown or asked."""
        if self.sheet is not None or self.question is not None:
            event.prevent_default()

    def wheel(self, beside: bool, step: int) -> None:
        """Scroll the sheet, or what the wheel is over."""
        if self.sheet is not None:
            self._sheet_top = max(0, self._sheet_top + ROWS * step)
        else:
            super().wheel(beside, step)

    def own_keys(self) -> Foot:
        """Return the keys of what is asked, or of the sheet."""
        if self.question is not None:
            return (("Enter", "go on"), ("Esc", "leave"))
        if self.sheet is None:
            return ()
        yes = (("y", "yes, for good"),) if self.sheet.confirmed else ()
        return (*yes, ("↓↑", "scroll"), ("Esc", "leave"))

    def show_now(self) -> None:
        """Show everything as it is now."""
        super().show_now()
        if self.sheet is not None:
            self._show_over(self.sheet)
        if self.question is not None:
            self._put("told", [question_line(self.question, self.inks, self.size.width)])
        elif self.work and not self.told.failed:
            told = f" {self.work} …{self.progress}  {self.background.seconds} s"
            self._put("told", [[words(told, self.inks.bar(bold=True))]])

    def _show_over(self, sheet: Sheet) -> None:
        for beside in ("#beside", "#below"):
            self.query_one(beside).display = False
        lines = sheet_lines(sheet, self.inks, self.size.width)
        room = self.size.height - 3
        self._sheet_top = max(0, min(self._sheet_top, len(lines) - room))
        self._put("list", lines[self._sheet_top :][:room])

"""A screen whose keys come from a register: chords, their hint, help, commands, leaving."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from qualcode.domain.errors import QualcodeError
from qualcode.tui.frame import Frame
from qualcode.tui.keys.chords import Chords, Heard
from qualcode.tui.keys.keystrokes import passed_on, stroke
from qualcode.tui.looks.inks import Inks
from qualcode.tui.registry.action import Register, Verb, key_name
from qualcode.tui.registry.keymap import LEAVE as LEAVE
from qualcode.tui.waiting import Waiting
from qualcode.tui.widgets.bars import Foot
from qualcode.tui.widgets.hint import Hint

if TYPE_CHECKING:
    from textual.message_pump import Callback

    from qualcode.tui.app import CodingApp

Numbered = Callable[[int], object]


class KeyedScreen(Screen[None], inherit_bindings=False):
    """A screen with a register of actions.

    `verbs` says what each action does; one that is `numbered` too is told the place of its key,
    from 0, when it is done by a key. What lies over the screen and is typed into comes first:
    see `take`.
    """

    app: CodingApp

    def __init__(self, register: Register, frame: Frame) -> None:
        # No id: several of a kind may lie over each other, and Textual refuses one twice.
        super().__init__(name=register.name)
        self.register = register
        self.frame = frame
        self.waiting = Waiting(self, self._if_there)
        self.chords = Chords(frame.keymap.meanings(register))
        self._numbers = frame.keymap.keys(register)
        self._verbs: Mapping[str, Verb] | None = None

    @property
    def inks(self) -> Inks:
        """Return the colours in use."""
        return self.frame.inks

    @property
    def is_there(self) -> bool:
        """Say whether its widgets are there: not before it is mounted, nor once it is left."""
        return self.is_mounted and self.display

    def call_after_refresh(self, callback: Callback, *args: Any, **kwargs: Any) -> bool:
        """Have something called once all is shown, unless the screen was left by then."""
        return super().call_after_refresh(self._if_there, partial(callback, *args, **kwargs))

    def _if_there(self, call: Callable[[], object]) -> None:
        if self.is_there:
            try:
                call()
            except QualcodeError as error:
                self._tell_of(error)

    async def on_event(self, event: events.Event) -> None:
        """Answer what happens; if the study cannot be read or written then, say so and stay."""
        try:
            await super().on_event(event)
        except QualcodeError as error:
            self._tell_of(error)

    def _tell_of(self, error: QualcodeError) -> None:
        self.app.say(str(error))
        if self.is_there:
            with suppress(QualcodeError):
                self.show_now()

    @abstractmethod
    def verbs(self) -> Mapping[str, Verb]:
        """Map the ids of this screen's own actions to what they do."""

    def numbered(self) -> Mapping[str, Numbered]:
        """Map the ids of actions that have a key for each of several things to what they do."""
        return {}

    @abstractmethod
    def show_now(self) -> None:
        """Show at once what a key changed."""

    def show_suggestions(self) -> None:
        """Show what is suggested by now, on a screen that shows suggestions."""

    def silence(self) -> None:
        """Forget what was told, since another key was pressed."""

    def take(self, pressed: str) -> bool:
        """Take a key for what lies over the screen, such as a picker; say whether it did."""
        return False

    def back_or_stay(self) -> str:
        """Go back to where one came from; on the first screen return which key leaves."""
        if not self.app.is_at_first:
            self.app.go_back()
            return ""
        # Whoever steps back once too often is still at work.
        keys = self._numbers["back"]
        return f"This is the first screen; {key_name(keys[0] if keys else LEAVE)} leaves."

    def unheard(self, pressed: str) -> None:
        """Answer a key that means nothing."""

    def on_key(self, event: events.Key) -> None:
        """Do what the key means where the keys go now."""
        if passed_on(event, self):
            return
        pressed = stroke(event)
        if pressed == LEAVE:
            self.app.leave()
        elif not self.take(pressed):
            self.press(pressed)
        if self.is_current:
            self.show_now()
            self._ring()

    def _ring(self) -> None:
        told = getattr(getattr(self, "bench", self), "told", None)
        if told and told.failed and self.frame.settings.flag("bell"):
            self.app.bell()

    def press(self, pressed: str) -> None:
        """Take a stroke that the register knows, or begins a chord, or means nothing."""
        if pressed == "escape" and self.chords.forget():
            return
        self.silence()
        before = self.chords.pending
        heard = self.chords.press(pressed)
        if isinstance(heard, str):
            self.act(heard, f"{before} {pressed}".strip())
        elif heard is Heard.UNKNOWN:
            self.unheard(pressed)

    def act(self, action: str, key: str = "") -> None:
        """Do an action of the register."""
        numbered = self.numbered().get(action)
        place = self.frame.keymap.place(self.register, action, key) if numbered else None
        if numbered is not None and place is not None:
            numbered(place)
            return
        if self._verbs is None:
            self._verbs = {**self._shared(), **self.verbs()}
        self._verbs[action]()

    def do(self, action: str) -> None:
        """Do an action that was chosen in the palette, and show it."""
        self.silence()
        self.act(action)
        self.show_now()

    def _shared(self) -> dict[str, Verb]:
        app = self.app
        return {
            **{name: going for name, going in app.goings().items() if name in self.register.by_id},
            "theme": app.change_colours,
            "help": lambda: app.show_help(self.register),
            "palette": app.action_command_palette,
            "back": app.go_back,
            "quit": app.leave,
        }

    @property
    def pending(self) -> str:
        """Return the strokes of a chord that is not complete."""
        return self.chords.pending.replace(" ", "")

    def ways(self) -> list[tuple[str, str, str]]:
        """Return (keys, meaning, colour) of what the chord that was begun may become."""
        by_id = self.register.by_id
        return [
            (self.pending + key, by_id[word].description, "")
            for key, word in self.chords.following()
        ]

    def foot(self) -> Foot:
        """Return (key, word) of what stands at the foot."""
        return self.frame.keymap.foot(self.register)

    @property
    def help_key(self) -> str:
        """Return the key of help, to be shown at the foot."""
        keys = self._numbers["help"]
        return key_name(keys[0]) if keys else ""

    def show_pending(self) -> None:
        """Let the hint wait for a chord that was begun, or take it away."""
        if self.chords.pending:
            delay = self.frame.settings.number("hint_delay") / 1000
            self.waiting.later("hint", delay, self.show_hint)
        else:
            self.query_one(Hint).hide()

    def show_hint(self) -> None:
        """Show what the chord that was begun may become."""
        if self.chords.pending:
            self.query_one(Hint).show(self.ways(), self.inks, self.size.width)

    def reframe(self, frame: Frame) -> None:
        """Show everything in other colours, under other keys."""
        self.frame = frame
        self.chords = Chords(frame.keymap.meanings(self.register))
        self._numbers = frame.keymap.keys(self.register)
        self.show_now()

"""What a stroke means now: an action in read mode, a code's own key in code mode."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from qualcode.tui.actions import BY_ID, coding_keys, reading_keys
from qualcode.tui.chords import Chords, Heard
from qualcode.tui.codes import Codes

_CODE = "code:"


class Mode(StrEnum):
    """What letters mean: commands, or codes."""

    READ = "READ"
    CODE = "CODE"


class Meaning(NamedTuple):
    """An action of the registry, or a code to put on."""

    action: str = ""
    code: str = ""


class Keyboard:
    """The keys of both modes."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._chords = Chords(reading_keys())

    @property
    def pending(self) -> str:
        """Return the strokes of a chord that is not complete."""
        return self._chords.pending.replace(" ", "")

    def read(self) -> None:
        """Let letters be commands."""
        self._chords = Chords(reading_keys())

    def code(self) -> None:
        """Let letters be the codes' own keys."""
        own = {key: f"{_CODE}{code}" for key, code in self._codes.keys.items()}
        claimed = frozenset(key.split(" ")[0] for key in own)
        self._chords = Chords({**coding_keys(claimed), **own})

    def press(self, stroke: str) -> Meaning | Heard:
        """Take one stroke."""
        heard = self._chords.press(stroke)
        if isinstance(heard, Heard):
            return heard
        if heard.startswith(_CODE):
            return Meaning(code=heard.removeprefix(_CODE))
        digit = int(stroke) if heard == "pinned" else 0
        if 0 < digit <= len(self._codes.pinned):
            return Meaning(code=self._codes.pinned[digit - 1])
        return Meaning(action=heard)

    def forget(self) -> bool:
        """Drop a chord that was begun; say whether one was."""
        return self._chords.forget()

    def ways(self) -> list[tuple[str, str, str]]:
        """Return (keys, meaning, colour) of what the chord that was begun may become."""
        found = []
        for key, word in self._chords.following():
            if word.startswith(_CODE):
                code = word.removeprefix(_CODE)
                name, colour = self._codes.name(code), self._codes.colour(code)
            else:
                name, colour = BY_ID[word].description, ""
            found.append((self.pending + key, name, colour))
        return found

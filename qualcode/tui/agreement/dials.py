"""What can be set about a computation: each setting with its values, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Dial:
    """One setting: what it is called, its values with the words for them, which one is chosen."""

    id: str
    name: str
    values: Sequence[tuple[object, str]]
    at: int = 0

    @property
    def value(self) -> object:
        """Return the chosen value."""
        return self.values[self.at][0]

    def turn(self, step: int) -> None:
        """Choose the next value (1) or the one before (-1), and after the last the first."""
        self.at = (self.at + step) % len(self.values)

    def find(self, letter: str) -> None:
        """Choose the next value whose words begin with a letter, if there is one."""
        count = len(self.values)
        for number in (*range(self.at + 1, count), *range(self.at)):
            if self.values[number][1].casefold().startswith(letter.casefold()):
                self.at = number
                return


class Dials:
    """All settings of one computation, and which of them the keys are about."""

    def __init__(self, dials: Sequence[Dial], first: str = "") -> None:
        self.all = [one for one in dials if len(one.values) > 1 or one.id == first]
        places = (number for number, one in enumerate(self.all) if one.id == first)
        self.place = next(places, 0)
        self._given = [one.at for one in self.all]

    @property
    def dial(self) -> Dial:
        """Return the setting that the keys are about."""
        return self.all[self.place]

    @property
    def changed(self) -> dict[str, object]:
        """Map the ids of settings that were turned to their new values."""
        pairs = zip(self.all, self._given, strict=True)
        return {one.id: one.value for one, given in pairs if one.at != given}

    def press(self, pressed: str) -> bool:
        """Take a key that moves, or turns a setting; say whether it did."""
        if pressed in ("down", "up", "tab"):
            step = -1 if pressed == "up" else 1
            self.place = (self.place + step) % len(self.all)
        elif pressed in ("right", "left", "space"):
            self.dial.turn(-1 if pressed == "left" else 1)
        elif len(pressed) == 1:
            self.dial.find(pressed)
        else:
            return False
        return True


def dial(id: str, name: str, values: Sequence[tuple[object, str]], chosen: object) -> Dial:
    """Return a setting at the value that holds now, which is added if it is none of those."""
    known = [value for value, _ in values]
    if chosen not in known:
        values, known = [*values, (chosen, str(chosen))], [*known, chosen]
    return Dial(id, name, values, known.index(chosen))

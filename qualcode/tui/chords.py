"""Turns key presses into what they mean when some things take two presses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.domain.codebook import Code
from qualcode.tui.actions import Action

Presses = tuple[str, ...]


class Chords:
    """Remembers the first press of a chord until the second comes."""

    def __init__(self, meanings: Mapping[Presses, str]) -> None:
        self._meanings = meanings
        self._begun: Presses = ()

    @property
    def begun(self) -> Presses:
        """Return the presses that wait for one more."""
        return self._begun

    def press(self, key: str) -> str | None:
        """Return what the press means, None if nothing or if a second press is awaited."""
        tried = (*self._begun, key)
        self._begun = ()
        # The whole chord counts first, so that a key of one press may begin no other.
        if tried in self._meanings:
            return self._meanings[tried]
        if any(presses[: len(tried)] == tried for presses in self._meanings):
            self._begun = tried
        return None

    def forget(self) -> None:
        """Drop a chord that was begun."""
        self._begun = ()

    def continuations(self) -> list[tuple[str, str]]:
        """Return what may follow the presses so far: each key with its meaning."""
        length = len(self._begun)
        return [
            (presses[length], meaning)
            for presses, meaning in self._meanings.items()
            if presses[:length] == self._begun and len(presses) > length
        ]


def of_actions(actions: Iterable[Action]) -> dict[Presses, str]:
    """Map the presses of each action to its id."""
    return {tuple(keys.split()): action.id for action in actions for keys in action.keys}


def of_codes(codes: Iterable[Code]) -> dict[Presses, str]:
    """Map the own key of each code, one press or two, to its id.

    A key that is the beginning of another's is left out: both could not be reached.
    """
    keys = {tuple(code.key): code.id for code in codes if code.key}
    return {
        presses: code
        for presses, code in keys.items()
        if not any(len(other) > len(presses) and other[: len(presses)] == presses for other in keys)
    }

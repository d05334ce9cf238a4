"""Keys that follow each other: what a prefix may become, and when it is complete."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class Heard(Enum):
    """What became of a stroke that completed nothing."""

    PENDING = auto()
    UNKNOWN = auto()


class Chords:
    """Maps strokes and chords to words, and keeps the strokes of a chord that is not complete.

    Keys are strokes parted by blanks. A complete key wins over a longer one that begins with it.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self._prefixes = {
            " ".join(strokes[:length])
            for strokes in (key.split(" ") for key in keys)
            for length in range(1, len(strokes))
        }
        self.pending = ""

    def press(self, stroke: str) -> str | Heard:
        """Take one stroke: the word that it completes, or whether more may follow."""
        key = f"{self.pending} {stroke}".strip()
        self.pending = ""
        if key in self._keys:
            return self._keys[key]
        if key in self._prefixes:
            self.pending = key
            return Heard.PENDING
        return Heard.UNKNOWN

    def forget(self) -> bool:
        """Drop the strokes that wait for more; say whether there were any."""
        waited, self.pending = bool(self.pending), ""
        return waited

    def following(self) -> list[tuple[str, str]]:
        """Return (stroke, word) of what may follow now."""
        lead = f"{self.pending} "
        return [(key.removeprefix(lead), word) for key, word in self._keys.items()
                if key.startswith(lead)]  # fmt: skip

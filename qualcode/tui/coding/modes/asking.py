"""What all that takes the keys for a while has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Keys = Sequence[tuple[str, str]]
"""Keys, and the words that say what they do now."""


class Asking(Protocol):
    """Takes every key while it is open."""

    @property
    def is_open(self) -> bool:
        """Say whether it takes the keys."""

    @property
    def keys(self) -> Keys:
        """Return what the keys do, for the foot of the screen."""

    def press(self, pressed: str) -> object:
        """Take a key."""

    def paste(self, text: str) -> object:
        """Take pasted text."""

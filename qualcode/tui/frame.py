"""What every screen is told: whose work it is, in which colours, under which keys."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.tui.inks import Inks
from qualcode.tui.registry.keymap import Keymap


@dataclass(frozen=True, slots=True)
class Frame:
    """The study's title, the name of the person at work, colours and keys."""

    study: str
    coder: str
    inks: Inks
    keymap: Keymap

"""What every screen is told: whose work it is, its colours and keys, what the person likes."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.tui.habits.settings import Settings
from qualcode.tui.looks.inks import Inks
from qualcode.tui.registry.keymap import Keymap


@dataclass(frozen=True, slots=True)
class Frame:
    """The study's title, the name of the person at work, colours, keys, settings."""

    study: str
    coder: str
    inks: Inks
    keymap: Keymap
    settings: Settings = field(default_factory=Settings)

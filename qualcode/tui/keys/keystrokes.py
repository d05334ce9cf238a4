"""What the terminal reports, as the registry of actions writes it."""

from __future__ import annotations

from textual.events import Key
from textual.screen import Screen

_SIGNS = {"enter", "tab", "escape", "backspace", "delete", "space"}


def stroke(event: Key) -> str:
    """Return the character of a printable key, else the key's name."""
    if event.key not in _SIGNS and event.is_printable and event.character:
        return event.character
    return event.key


def passed_on(event: Key, screen: Screen[None]) -> bool:
    """Take a key for a screen; one that was typed ahead goes to the screen that came since.

    Say whether it went there.
    """
    event.stop()
    event.prevent_default()
    if screen.is_current:
        return False
    shown = screen.app.screen
    (shown.focused or shown).post_message(Key(event.key, event.character))
    return True

"""One thing a person can do at a screen, and how its keys are written.

A key is what the terminal reports (`j`, `space`, `ctrl+r`); the parts of a chord are parted by
blanks (`g g`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Verb = Callable[[], object]
"""What an action does."""


class Group(StrEnum):
    """How help and docs arrange the actions."""

    MOVE = "Move"
    SELECT = "Select"
    CODE = "Code"
    SAY = "Say how far you looked"
    FIND = "Find"
    DECIDE = "Decide"
    CHANGE = "Change"
    ARRANGE = "Sort and filter"
    GO = "Go to another screen"
    SCREEN = "Screen"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do; `code_keys` are further keys for it in code mode."""

    id: str
    keys: tuple[str, ...]
    description: str
    help: str
    group: Group
    code_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """All that can be done at one screen.

    `name` is its section in a file of keys. `footer` says which actions stand at the foot of the
    screen, under which word, the most wanted first; `lead:x` stands for all chords that begin
    with the stroke x.
    """

    name: str
    title: str
    actions: tuple[Action, ...]
    footer: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Action]:
        """Map ids to actions."""
        return {action.id: action for action in self.actions}


DIGITS = tuple("123456789")

_MOST_TOLD = 4
_NAMES = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "backspace": "Backspace", "tab": "Tab",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp",
    "delete": "Del", "home": "Home", "end": "End",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return a key as people read it: `ctrl+right` is `Ctrl+→`, `g g` is `gg`."""
    return "".join(_stroke_name(stroke) for stroke in key.split(" "))


def _stroke_name(stroke: str) -> str:
    *held, last = stroke.split("+") if len(stroke) > 1 else (stroke,)
    if len(last) > 1 and last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join([*(one.capitalize() for one in held), _NAMES.get(last, last)])


def keys_told(keys: Iterable[str]) -> str:
    """Return all keys of an action as help and docs show them."""
    listed = tuple(keys)
    if listed == DIGITS:
        return "1-9"
    if len(listed) > _MOST_TOLD:
        return f"{listed[0]} {listed[1]} …"
    return " ".join(key_name(key) for key in listed)

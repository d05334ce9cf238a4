"""Which keys mean which action: the registers' own, and what somebody chose instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.tui.registry.action import DIGITS, Action, Register, key_name

EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Keymap:
    """Keys by screen and action; `chosen` maps a register's name and an action's id to its keys.

    What is chosen for `everywhere` holds at each screen that does not choose for itself. A chosen
    key is taken from whatever else it would mean there.
    """

    chosen: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def keys(self, register: Register) -> dict[str, tuple[str, ...]]:
        """Map the ids of a screen's actions to their keys."""
        own = {**self.chosen.get(EVERYWHERE, {}), **self.chosen.get(register.name, {})}
        taken = {key for action in register.actions for key in own.get(action.id, ())}
        return {
            action.id: own[action.id]
            if action.id in own
            else tuple(key for key in action.keys if key not in taken)
            for action in register.actions
        }

    def meanings(self, register: Register) -> dict[str, str]:
        """Map keys and chords to the ids of a screen's actions."""
        return {key: action for action, keys in self.keys(register).items() for key in keys}

    def code_meanings(self, register: Register, claimed: frozenset[str]) -> dict[str, str]:
        """Map the keys of code mode; `claimed` are the first strokes of the codes' own keys.

        Letters never mean actions there, so that a slip never does anything but code.
        """
        steady = self._steady(register)
        return {key: action for key, action in steady if key.split(" ")[0] not in claimed}

    def _steady(self, register: Register) -> Iterator[tuple[str, str]]:
        known = self.keys(register)
        for action in register.actions:
            for key in steady_keys(action, known[action.id]):
                yield key, action.id

    def foot(self, register: Register, code_mode: bool = False) -> list[tuple[str, str]]:
        """Return (key, word) of what stands at the foot of a screen."""
        known, shown = self.keys(register), []
        for action, word in register.footer.items():
            if action.startswith("lead:"):
                keys: tuple[str, ...] = () if code_mode else (action.removeprefix("lead:") + "…",)
            elif code_mode:
                keys = steady_keys(register.by_id[action], known[action], own_first=True)
            else:
                keys = known[action]
            if keys:
                shown.append(("1-9" if keys == DIGITS else key_name(keys[0]), word))
        return shown


def steady_keys(action: Action, keys: tuple[str, ...], own_first: bool = False) -> tuple[str, ...]:
    """Return the keys of an action that hold in code mode too."""
    known = (*action.code_keys, *keys) if own_first else (*keys, *action.code_keys)
    return tuple(key for key in known if not is_letters(key))


def is_letters(key: str) -> bool:
    """Say whether a key is a chord or a letter, which in code mode means a code."""
    return " " in key or (len(key) == 1 and key.isalpha())

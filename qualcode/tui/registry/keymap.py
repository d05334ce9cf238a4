"""Which keys mean which action: a preset's, and what somebody chose instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from qualcode.tui.registry.action import DIGITS, Action, Register, key_name
from qualcode.tui.registry.presets import EVERYWHERE, STANDARD, Keys, Preset

LEAVE = "ctrl+q"
"""The one key that is nobody's to change: it leaves from anywhere, whatever is being typed."""

_LEAVING = "quit"


@dataclass(frozen=True)
class Keymap:
    """Keys by screen and action; `chosen` maps a register's name and an action's id to its keys.

    What is chosen for `everywhere` holds at each screen that does not choose for itself. No key
    means two things: a chosen key is taken from whatever else it would mean there, and so is one
    that would begin, or be begun by, a chosen chord.
    """

    chosen: Keys = field(default_factory=dict)
    preset: Preset = STANDARD
    _known: dict[str, tuple[Register, dict[str, tuple[str, ...]]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def keys(self, register: Register) -> dict[str, tuple[str, ...]]:
        """Map the ids of a screen's actions to their keys."""
        known = self._known.get(register.name)
        if known is None or known[0] is not register:
            known = self._known[register.name] = register, self._resolved(register)
        return known[1]

    def _resolved(self, register: Register) -> dict[str, tuple[str, ...]]:
        wishes = {action.id: self._wished(register, action) for action in register.actions}
        given: dict[str, tuple[str, ...]] = {}
        taken = _Taken()
        taken.take(LEAVE)
        # The nearer a wish is to the person, the earlier it is granted.
        for name in sorted(wishes, key=lambda name: wishes[name][0]):
            keys = dict.fromkeys(wishes[name][1])
            given[name] = tuple(key for key in keys if taken.take(key))
            if name == _LEAVING:
                given[name] += (LEAVE,)
        return {action.id: given[action.id] for action in register.actions}

    def _wished(self, register: Register, action: Action) -> tuple[int, tuple[str, ...]]:
        """Return (0 for what is nearest to the person, keys) of what an action would have."""
        layers = (
            self.chosen.get(register.name, {}),
            self.chosen.get(EVERYWHERE, {}),
            self.preset.keys.get(register.name, {}),
            self.preset.keys.get(EVERYWHERE, {}),
        )
        for nearness, layer in enumerate(layers):
            if action.id in layer:
                return nearness, layer[action.id]
        return len(layers), tuple(key for key in action.keys if self.preset.keeps(key))

    def place(self, register: Register, action: str, key: str) -> int | None:
        """Return the place of a key, from 0, among all that an action would have.

        It does not change when another action takes one of them. None if the key does not mean
        the action.
        """
        if key not in self.keys(register)[action]:
            return None
        return self._wished(register, register.by_id[action])[1].index(key)

    def meanings(self, register: Register) -> dict[str, str]:
        """Map keys and chords to the ids of a screen's actions."""
        return {key: action for action, keys in self.keys(register).items() for key in keys}

    def code_meanings(self, register: Register, claimed: frozenset[str]) -> dict[str, str]:
        """Map the keys of code mode; `claimed` are the first strokes of the codes' own keys.

        Letters never mean actions there, so that a slip never does anything but code.
        """
        found: dict[str, str] = {}
        for key, action in self._steady(register):
            if key.split(" ")[0] not in claimed:
                found.setdefault(key, action)
        return found

    def _steady(self, register: Register) -> Iterator[tuple[str, str]]:
        known = self.keys(register)
        for action in register.actions:
            for key in known[action.id]:
                if not is_letters(key):
                    yield key, action.id
        for action in register.actions:
            for key in action.code_keys:
                yield key, action.id

    def foot(
        self, register: Register, code_mode: bool = False, without: Collection[str] = ()
    ) -> list[tuple[str, str]]:
        """Return (key, word) of what stands at the foot of a screen, `without` some actions."""
        known, shown = self.keys(register), []
        for action, word in register.footer.items():
            if action in without:
                continue
            if action.startswith("lead:"):
                keys = () if code_mode else _led(action.removeprefix("lead:"), known)
            elif code_mode:
                keys = steady_keys(register.by_id[action], known[action], own_first=True)
            else:
                keys = known[action]
            if keys:
                shown.append(("1-9" if keys == DIGITS else key_name(keys[0]), word))
        return shown


class _Taken:
    """Keys that are given away; none of them begins another."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._begun: set[str] = set()

    def take(self, key: str) -> bool:
        """Take a key if it is free; say whether it was."""
        begun = beginnings(key)
        if key in self._keys or key in self._begun or not self._keys.isdisjoint(begun):
            return False
        self._keys.add(key)
        self._begun.update(begun)
        return True


def beginnings(key: str) -> list[str]:
    """Return what a chord begins with, without the whole of it; nothing for a single key."""
    strokes = key.split(" ")
    return [" ".join(strokes[:length]) for length in range(1, len(strokes))]


def _led(lead: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the sign for all chords that begin with a stroke, if there are any."""
    led = any(key.startswith(f"{lead} ") for keys in known.values() for key in keys)
    return (f"{lead}…",) if led else ()


def steady_keys(action: Action, keys: tuple[str, ...], own_first: bool = False) -> tuple[str, ...]:
    """Return the keys of an action that hold in code mode too."""
    known = (*action.code_keys, *keys) if own_first else (*keys, *action.code_keys)
    return tuple(key for key in known if not is_letters(key))


def is_letters(key: str) -> bool:
    """Say whether a key is a chord or a letter, which in code mode means a code."""
    return " " in key or (len(key) == 1 and key.isalpha())

"""Reads keys as people write them, and says which of them no terminal can tell apart."""

from __future__ import annotations

import re

from qualcode.tui.registry.keymap import LEAVE

_NAMES = {
    "space": "space", "enter": "enter", "return": "enter", "esc": "escape", "escape": "escape",
    "backspace": "backspace", "tab": "tab", "up": "up", "down": "down", "left": "left",
    "right": "right", "↑": "up", "↓": "down", "←": "left", "→": "right", "pgdn": "pagedown",
    "pgdown": "pagedown", "pagedown": "pagedown", "pgup": "pageup", "pageup": "pageup",
    "del": "delete", "delete": "delete", "ins": "insert", "insert": "insert", "home": "home",
    "end": "end", "plus": "+",
    **{f"f{number}": f"f{number}" for number in range(1, 25)},
}  # fmt: skip
_HELD = {"alt": "alt", "option": "alt", "ctrl": "ctrl", "control": "ctrl", "shift": "shift"}
_WITH_SHIFT = frozenset(
    ("tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete")
)
_WITH_CTRL = _WITH_SHIFT - {"tab"}
_SAME = {
    "ctrl+m": "Enter", "ctrl+j": "Enter", "ctrl+i": "Tab", "ctrl+[": "Esc", "ctrl+h": "Backspace",
}  # fmt: skip


class BadKey(ValueError):
    """A key that cannot be used; the message says why."""


def read_key(written: str) -> str:
    """Return a key or chord as terminals report it: `Ctrl+R` is `ctrl+r`, `g g` is `g g`.

    Raises:
        BadKey: if it is no key, or one that a terminal does not send or cannot tell from another.
    """
    strokes = [_stroke(one) for one in (written.split() if written.strip() else [])]
    if not strokes:
        raise BadKey("a key must be named; a blank is written Space")
    if len(strokes) > 1 and "escape" in strokes:
        raise BadKey("Esc gives a chord up, so none can hold it")
    if LEAVE in strokes:
        raise BadKey("Ctrl+Q leaves from anywhere and cannot mean anything else")
    return " ".join(strokes)


def _stroke(written: str) -> str:
    if len(written) == 1:
        return _NAMES.get(written, written)
    *held, last = re.split(r"\+(?=.)", written)
    unknown = next((one for one in held if one.lower() not in _HELD), None)
    if unknown is not None:
        raise BadKey(f"'{unknown}' in '{written}' is not Ctrl, Shift or Alt")
    modifiers = sorted({_HELD[one.lower()] for one in held})
    named = _NAMES.get(last.lower())
    if named is None and len(last) != 1:
        raise BadKey(f"'{last}' is not the name of a key{_hint(last)}")
    return _held(modifiers, named or last, written)


def _hint(last: str) -> str:
    if last.isalpha() and last.islower() and len(last) <= 3:
        return f"; keys that follow each other are parted by blanks: '{' '.join(last)}'"
    return ""


def _held(modifiers: list[str], last: str, written: str) -> str:
    """Return a stroke with what is held down, refused where terminals do not send it."""
    if len(last) == 1:
        return _letter(modifiers, last, written)
    allowed = {"shift": _WITH_SHIFT, "ctrl": _WITH_CTRL, "alt": _WITH_SHIFT}
    for modifier in modifiers:
        is_f = last[0] == "f" and last[1:].isdigit()
        if last not in allowed[modifier] and not (is_f and modifier == "ctrl"):
            raise BadKey(f"most terminals do not send {written}")
    return "+".join([*modifiers, last])


def _letter(modifiers: list[str], last: str, written: str) -> str:
    if not modifiers:
        return last
    if modifiers == ["shift"] and last.isalpha():
        return last.upper()
    if "shift" in modifiers:
        raise BadKey(f"terminals send the same for {written} without Shift")
    key = "+".join([*modifiers, last.lower()])
    if key in _SAME:
        raise BadKey(f"terminals send the same for {written} as for {_SAME[key]}")
    if "ctrl" in modifiers and not ("a" <= last.lower() <= "z"):
        raise BadKey(f"most terminals do not send {written}")
    return key

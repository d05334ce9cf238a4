"""Writes keys.md from the registers of the screens. Run: python docs/make_keys_reference.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.tui.registry.action import Action, Group, Register, keys_told
from qualcode.tui.registry.keymap import Keymap
from qualcode.tui.registry.presets import PRESETS, STANDARD, Preset
from qualcode.tui.registry.registers import REGISTERS

_NAMED = 4
PAGE = Path(__file__).with_name("keys.md")
HEAD = """\
# Keys

What every key does, screen by screen. F1 or `?` shows the same list for the screen you are at,
Ctrl+P searches it by name and does what you choose. The name at the left
is what an action is called in a file of keys of your own, under the screen's name in brackets.

## Other keys

`gk` opens the list of all keys: Enter and a key give the action under the cursor that key, `+` one
more, `-` none, `d` its usual ones again. It holds at once, and is written to `keys.toml`
in the folder of your [settings](settings.md). You can write that file by hand too:

```toml
[everywhere]
help = "F12"

[coding]
undo = ["u", "Ctrl+Z", "Backspace"]
next_uncoded = "Tab"
```

A key is written as this page shows it or as terminals report it: `u`, `G`, `Ctrl+R`, `ctrl+r`,
`Space`, `PgDn`, `Shift+Tab`, `F5`. Keys that follow each other are parted by blanks: `g g`. Several
keys for an action stand in a list; an empty list leaves it without any, and Ctrl+P still has it.

- What stands under `[everywhere]` holds at each screen that does not say otherwise.
- A key that you choose is taken from whatever else it meant, and so are the chords that begin with
  it.
- Two actions of one screen cannot have the same key, nor can a key begin a chord of yours.
- Terminals send the same for Ctrl+M and Ctrl+J as for Enter, for Ctrl+I as for Tab, for Ctrl+[ as
  for Esc, for Ctrl+H as for Backspace: these are refused, and so is Ctrl with Enter, or a digit.
- Ctrl+Q leaves from anywhere and cannot mean anything else. The list of commands keeps some key.

If something in the file cannot be used, one sentence says which line and why, and none of it is
used. `qualcode code --keymap FILE` takes another file for this sitting.

## Presets

`qualcode code --keymap NAME` begins with one of these, the variable `QUALCODE_KEYMAP` for all
sittings, and so does the setting `keymap`. Your own keys are added to it.

| preset | |
|---|---|
"""


def reference() -> str:
    """Return the whole page."""
    parts = (part for register in REGISTERS for part in _parts(register))
    return HEAD + "".join(_presets()) + "".join(parts)


def _presets() -> Iterator[str]:
    for preset in PRESETS.values():
        yield f"| `{preset.name}` | {preset.about} |\n"
    for preset in PRESETS.values():
        rows = list(_differences(preset))
        if rows:
            yield f"\n`{preset.name}` differs from `{STANDARD.name}` so:\n\n"
            yield f"| screen | action | `{STANDARD.name}` | `{preset.name}` |\n|---|---|---|---|\n"
            yield from rows


def _differences(preset: Preset) -> Iterator[str]:
    usual, other = Keymap(), Keymap(preset=preset)
    found: dict[tuple[str, str, str], list[str]] = {}
    for register in REGISTERS:
        before, now = usual.keys(register), other.keys(register)
        for action in register.by_id:
            if before[action] != now[action]:
                row = action, _keys(before[action]), _keys(now[action])
                found.setdefault(row, []).append(f"`{register.name}`")
    for (action, old, new), screens in found.items():
        where = " ".join(screens) if len(screens) <= _NAMED else "most or all"
        yield f"| {where} | `{action}` | {old} | {new} |\n"


def _parts(register: Register) -> Iterator[str]:
    yield f"\n## {register.title} (`{register.name}`)\n"
    for group in Group:
        rows = [_row(action) for action in register.actions if action.group is group]
        if rows:
            yield f"\n### {group.value}\n\n| action | keys | what it does |\n|---|---|---|\n"
            yield from rows


def _row(action: Action) -> str:
    return f"| `{action.id}` | {_keys(action.keys)} | {action.help} |\n"


def _keys(keys: tuple[str, ...]) -> str:
    if not keys:
        return "by Ctrl+P"
    told = " ".join(f"`{key}`" for key in keys_told(keys).split(" "))
    return told.replace("|", chr(92) + "|")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")

"""Writes keys.md from the registers of the screens. Run: python docs/make_keys_reference.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.tui.registry.action import Action, Group, Register, keys_told
from qualcode.tui.registry.registers import REGISTERS

PAGE = Path(__file__).with_name("keys.md")
HEAD = """\
# Keys

What every key does, screen by screen. F1 or `?` shows the same list for the screen you are at,
Ctrl+P searches it by name and does what you choose. The name at the left
is what an action is called in a file of keys of your own, under the screen's name in brackets.
"""


def reference() -> str:
    """Return the whole page."""
    return HEAD + "".join(part for register in REGISTERS for part in _parts(register))


def _parts(register: Register) -> Iterator[str]:
    yield f"\n## {register.title} (`{register.name}`)\n"
    for group in Group:
        rows = [_row(action) for action in register.actions if action.group is group]
        if rows:
            yield f"\n### {group.value}\n\n| action | keys | what it does |\n|---|---|---|\n"
            yield from rows


def _row(action: Action) -> str:
    keys = " ".join(f"`{key}`" for key in keys_told(action.keys).split(" "))
    return f"| `{action.id}` | {keys.replace('|', chr(92) + '|')} | {action.help} |\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")

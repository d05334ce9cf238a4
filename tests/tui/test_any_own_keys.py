"""Any file of own keys at all: it is refused in a sentence, or every action is reached or told."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.errors import InputError
from qualcode.tui.keys.chords import Chords, Heard
from qualcode.tui.keys.own_keys import PALETTE, OwnKeys, without_keys
from qualcode.tui.registry.keymap import LEAVE, Keymap
from qualcode.tui.registry.presets import EVERYWHERE, PRESETS
from qualcode.tui.registry.registers import REGISTERS

KEYS = st.sampled_from(
    (
        "x",
        "g",
        "g g",
        "z",
        "z z z",
        "Ctrl+R",
        "Ctrl+P",
        "Esc",
        "Enter",
        "1",
        "?",
        "F5",
        "Space",
        "é",
    )
)
SECTIONS = {
    EVERYWHERE: sorted({name for one in REGISTERS for name in one.by_id}),
    **{one.name: sorted(one.by_id) for one in REGISTERS},
}
CHOICES = st.sampled_from(sorted(SECTIONS)).flatmap(
    lambda section: st.tuples(
        st.just(section),
        st.dictionaries(
            st.sampled_from(SECTIONS[section]), st.lists(KEYS, max_size=3), min_size=1, max_size=4
        ),
    )
)


def _written(choices: dict[str, dict[str, list[str]]]) -> str:
    lines = []
    for section, actions in choices.items():
        lines.append(f"[{section}]")
        lines += [f"{name} = {json.dumps(keys)}" for name, keys in actions.items()]
    return "\n".join(lines)


@settings(max_examples=60)
@given(st.lists(CHOICES, max_size=3).map(dict), st.sampled_from(sorted(PRESETS)))
def test_every_action_is_reached_or_told(
    choices: dict[str, dict[str, list[str]]], preset: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keys.toml"
        path.write_text(_written(choices), encoding="utf-8")
        try:
            keymap = OwnKeys(path, PRESETS[preset]).keymap
        except InputError:
            with pytest.raises(InputError, match=re.escape(str(path))):
                OwnKeys(path, PRESETS[preset])
            return
    told = {(register.name, action) for register, action in without_keys(keymap)}
    usual = Keymap(preset=PRESETS[preset])
    for register in REGISTERS:
        meanings, keys = keymap.meanings(register), keymap.keys(register)
        for action, ways in keys.items():
            wished = {**choices.get(EVERYWHERE, {}), **choices.get(register.name, {})}
            emptied = wished.get(action) == []
            unheard = not ways and usual.keys(register)[action] and not emptied
            assert bool(unheard) == ((register.name, action) in told)
            assert all(_pressed(meanings, way) == action for way in ways)
        if PALETTE in register.by_id:
            assert keys[PALETTE]
        if "quit" in register.by_id:
            assert _pressed(meanings, LEAVE) == "quit"


def _pressed(meanings: dict[str, str], way: str) -> str | Heard:
    chords = Chords(meanings)
    *_, heard = [chords.press(stroke) for stroke in way.split(" ")]
    return heard

"""What can be done at each screen: no key means two things, all is explained, all is documented."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from qualcode.tui.registry.action import Action, Group, Register, key_name, keys_told
from qualcode.tui.registry.keymap import Keymap
from qualcode.tui.registry.registers import REGISTERS

DOCS = Path(__file__).parents[2] / "docs"

each = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)


@each
def test_no_key_means_two_things(register: Register) -> None:
    keys = [key for action in register.actions for key in action.keys]
    assert len(keys) == len(set(keys))
    leads = {
        " ".join(strokes[:length])
        for strokes in (key.split(" ") for key in keys)
        for length in range(1, len(strokes))
    }
    assert not leads & set(keys)


@each
def test_every_action_is_explained(register: Register) -> None:
    assert len(register.by_id) == len(register.actions)
    for action in register.actions:
        assert action.help.endswith("."), action.id
        assert action.description, action.id


@each
def test_what_stands_at_the_foot_can_be_done(register: Register) -> None:
    known = {*register.by_id, *(f"lead:{key[0]}" for a in register.actions for key in a.keys)}
    assert set(register.footer) <= known
    assert len(Keymap().foot(register)) == len(register.footer)


def test_the_page_of_keys_is_the_registers() -> None:
    made = runpy.run_path(str(DOCS / "make_keys_reference.py"))
    page = (DOCS / "keys.md").read_text(encoding="utf-8")
    assert page == made["reference"](), "run: python docs/make_keys_reference.py"
    for register in REGISTERS:
        assert register.title in page


def test_a_chosen_key_is_taken_from_whatever_else_it_would_mean() -> None:
    register = Register(
        "here",
        "Here",
        (
            Action("up", ("k", "up"), "up", "Go up.", Group.MOVE),
            Action("down", ("j",), "down", "Go down.", Group.MOVE),
        ),
        {"down": "down", "up": "up"},
    )
    keymap = Keymap({"here": {"down": ("k",)}, "everywhere": {"up": ("x",), "down": ("y",)}})
    assert keymap.keys(register) == {"up": ("x",), "down": ("k",)}
    only = Keymap({"here": {"down": ("k",)}})
    assert only.meanings(register) == {"up": "up", "k": "down"}
    assert only.foot(register) == [("k", "down"), ("↑", "up")]


def test_keys_are_told_as_people_read_them() -> None:
    assert [key_name(key) for key in ("g g", "ctrl+right", "f10", "space", "] u")] == [
        "gg", "Ctrl+→", "F10", "Space", "]u",
    ]  # fmt: skip
    assert keys_told("123456789") == "1-9"
    assert keys_told(("a", "b", "c", "d", "e")) == "a b …"

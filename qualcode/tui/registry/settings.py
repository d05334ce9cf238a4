"""What can be done at the settings, and at the list of keys."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

SETTINGS = Register(
    "settings",
    "Settings",
    (
        *listing("Give the setting its next value."),
        Action(
            "next_value", ("l", "right", "+"), "next value",
            "Give the setting its next value; it holds at once.", Group.CHANGE,
        ),
        Action(
            "previous_value", ("h", "left", "-"), "value before",
            "Give the setting the value before.", Group.CHANGE,
        ),
        Action(
            "usual_value", ("d", "delete"), "usual value",
            "Give the setting the value that it has at first.", Group.CHANGE,
        ),
        *EVERYWHERE,
    ),
    {
        "next_value": "next value",
        "previous_value": "value before",
        "usual_value": "usual",
        "keys": "keys",
        "filter": "find",
        "back": "back",
    },
)  # fmt: skip

KEYS = Register(
    "keys",
    "Keys",
    (
        *listing("Press the key that the action is to have; Esc leaves it as it is."),
        Action(
            "add_key", ("+", "a"), "a key more",
            "Press one more key for the action; Esc leaves it as it is.", Group.CHANGE,
        ),
        Action(
            "no_key", ("-",), "no key",
            "Take all keys off the action; the list of all commands still has it.", Group.CHANGE,
        ),
        Action(
            "usual_keys", ("d", "delete"), "usual keys",
            "Give the action its usual keys again.", Group.CHANGE,
        ),
        *EVERYWHERE,
    ),
    {
        "open": "other key",
        "add_key": "one more",
        "usual_keys": "usual",
        "no_key": "none",
        "filter": "find",
        "back": "back",
    },
)  # fmt: skip

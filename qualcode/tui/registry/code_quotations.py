"""What can be done at the list of a code's quotations."""

from __future__ import annotations

from qualcode.tui.registry.action import DIGITS, Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OWN = (
    Action(
        "decide", DIGITS, "put under a new code",
        "Put your coding under one of the codes that the line above the keys shows: those that "
        "the code was split into, or that are to be used for it. What you leave waits here.",
        Group.CODE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo", "Take back your last decision here.", Group.CODE,
    ),
)  # fmt: skip

CODE_QUOTATIONS = Register(
    "code_quotations",
    "The quotations of a code",
    (*listing("Show the quotation in its text; q comes back.", "ctrl+z"), *_OWN, *EVERYWHERE),
    {
        "open": "show in the text",
        "decide": "put under",
        "undo": "undo",
        "filter": "find",
        "back": "back",
    },
)

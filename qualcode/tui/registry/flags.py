"""What can be done at the list of one's flags."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OWN = (
    Action("unflag", ("d", "delete"), "take the flag off", "Take this flag off.", Group.CHANGE),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed, here or on the coding screen.", Group.CHANGE,
    ),
)  # fmt: skip

FLAGS = Register(
    "flags",
    "Your flags",
    (*listing("Go to the place in the text; q comes back."), *_OWN, *EVERYWHERE),
    {"open": "go there", "unflag": "flag off", "undo": "undo", "filter": "filter", "back": "back"},
)

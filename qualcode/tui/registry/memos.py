"""What can be done at the list of memos."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OWN = (
    Action(
        "edit", ("e",), "write on",
        "Change the words of this memo, if it is yours; Esc keeps them. A memo without words is "
        "taken away.", Group.CHANGE,
    ),
    Action(
        "new", ("n",), "new memo on the study",
        "Write a new memo on the study as a whole. Memos on a text, a code or a participant are "
        "written where those are.", Group.CHANGE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed, here or on the coding screen.", Group.CHANGE,
    ),
)  # fmt: skip

_OPENING = (
    "Go to the place in the text that the memo is on; q comes back. A memo that has no place, on "
    "the study, a code or a participant, is opened to be changed."
)

MEMOS = Register(
    "memos",
    "Memos",
    (*listing(_OPENING), *_OWN, *EVERYWHERE),
    {"open": "go there", "edit": "edit", "new": "new", "undo": "undo", "filter": "filter",
     "back": "back"},
)  # fmt: skip

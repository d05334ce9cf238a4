"""What can be done at the list of what can be coded."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing
from qualcode.tui.registry.orders import ORDERING

_OPENING = "Open this line on the coding screen; the first line goes on where you were."

_OWN = (
    Action(
        "deck", ("D", "g d"), "as a deck",
        "Show all answers to the question (or the round's queue, or the source) as rows: sort, "
        "filter, select many, and code them at once.", Group.SCREEN,
    ),
    Action(
        "count", ("a",), "count the agreement",
        "Count how well the coders of the round agree that was closed last, and how many "
        "disagreements of it are left to settle. It is counted behind the screen.", Group.SCREEN,
    ),
)  # fmt: skip

HOME = Register(
    "home",
    "The list of texts",
    (*listing(_OPENING), *_OWN, *ORDERING, *EVERYWHERE),
    {"open": "open", "deck": "as a deck", "filter": "filter", "lead:g": "go to", "theme": "colours",
     "back": "leave"},
)  # fmt: skip

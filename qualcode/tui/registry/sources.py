"""What can be done at the list of sources."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing
from qualcode.tui.registry.orders import ORDERING

_TURN = "asked for again it is turned round."

_OWN = (
    Action(
        "deck", ("D",), "as a deck",
        "Show what is to be coded in this source as rows: sort, filter, select many, and code "
        "them at once.", Group.SCREEN,
    ),
    Action("sort_name", ("s n",), "sort by name", f"Sort by name; {_TURN}", Group.ARRANGE),
    Action(
        "sort_kind", ("s k",), "sort by kind",
        f"Sort by kind of text, surveys last; {_TURN}", Group.ARRANGE,
    ),
    Action(
        "sort_date", ("s d",), "sort by date of import",
        f"Sort by when they were imported, the newest first; {_TURN}", Group.ARRANGE,
    ),
    Action(
        "sort_length", ("s l",), "sort by length",
        f"Sort by length, the longest first; {_TURN}", Group.ARRANGE,
    ),
    Action(
        "sort_progress", ("s p",), "sort by what is left",
        f"Sort by how many segments you have not finished, the most first; {_TURN}",
        Group.ARRANGE,
    ),
)  # fmt: skip

SOURCES = Register(
    "sources",
    "Sources",
    (*listing("Open the text; q comes back."), *_OWN, *ORDERING, *EVERYWHERE),
    {"open": "open", "deck": "as a deck", "lead:s": "sort", "filter": "filter", "back": "back"},
)

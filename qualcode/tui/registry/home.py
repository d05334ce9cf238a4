"""What can be done at a list, and at the list of what can be coded."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE

LISTING = (
    Action("next", ("j", "down", "space"), "next", "Go to the next line.", Group.MOVE),
    Action("previous", ("k", "up", "backspace"), "before", "Go to the line before.", Group.MOVE),
    Action("page_down", ("pagedown", "ctrl+d"), "page down", "Go a screen down.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action(
        "first", ("g g", "home", "ctrl+home"), "to the top", "Go to the first line.", Group.MOVE,
    ),
    Action("last", ("G", "end", "ctrl+end"), "to the end", "Go to the last line.", Group.MOVE),
    Action(
        "detail_down", ("J",), "text down", "Scroll what stands beside the list down.", Group.MOVE,
    ),
    Action("detail_up", ("K",), "text up", "Scroll it up.", Group.MOVE),
    Action("open", ("enter",), "open", "Open this line.", Group.SCREEN),
    Action(
        "filter", ("/",), "filter",
        "Show only lines that hold the letters you type; Enter opens, Esc shows all again.",
        Group.FIND,
    ),
    Action("escape", ("escape",), "one step back", "Show all lines again.", Group.SCREEN),
)  # fmt: skip
"""What can be done at every list."""

_OWN = (
    Action(
        "deck", ("D", "g d"), "as a deck",
        "Show all answers to the question (or the round's queue, or the source) as rows: sort, "
        "filter, select many, and code them at once.", Group.SCREEN,
    ),
)  # fmt: skip

HOME = Register(
    "home",
    "The list of texts",
    (*LISTING, *_OWN, *EVERYWHERE),
    {"open": "open", "deck": "as a deck", "filter": "find", "theme": "colours", "back": "leave"},
)

"""What can be done at the framework matrix."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OWN = (
    Action(
        "right", ("right", "l"), "theme right",
        "Go to the next theme; where each cell has a line, to the same theme of the next case.",
        Group.MOVE,
    ),
    Action(
        "left", ("left", "h"), "theme left",
        "Go to the theme before, or to the same theme of the case before.", Group.MOVE,
    ),
    Action(
        "edit", ("e",), "summary",
        "Write your own summary of this cell; Esc keeps it. One without words is taken away. "
        "Those of others stay beside it.", Group.CHANGE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed, here or on the coding screen.", Group.CHANGE,
    ),
    Action(
        "by", ("b",), "cases or groups",
        "Choose what the rows are: sources, participants, or the values of an attribute.",
        Group.ARRANGE,
    ),
    Action(
        "options", ("o",), "what it is of",
        "Choose the rows, the question, whose codings count, and the kind of sources.",
        Group.ARRANGE,
    ),
    Action(
        "report", ("R",), "write it",
        "Write the matrix as a web page into the study's exports; it holds quotations.",
        Group.SCREEN,
    ),
)  # fmt: skip

MATRIX = Register(
    "matrix",
    "Framework matrix",
    (*listing("Show the quotations behind this cell."), *_OWN, *EVERYWHERE),
    {
        "open": "quotations", "edit": "summary", "undo": "undo", "by": "by", "options": "options",
        "report": "write it", "filter": "find", "back": "back",
    },
)  # fmt: skip

"""What can be done at the search through all texts."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OPENING = "Go to the place in the text; q comes back to what was found."

_OWN = (
    Action(
        "ask", ("/",), "type what to look for",
        "Type words: all of them must stand in a segment; those in double quotes must stand "
        "together. A word stands for its beginnings too until a blank follows it. While you type, "
        "the arrows move, Enter opens, and Tab goes to what was found, where letters are commands.",
        Group.FIND,
    ),
    Action(
        "toggle", ("space",), "select",
        "Select this segment, or leave it out again, and go to the next.", Group.SELECT,
    ),
    Action(
        "all", ("A", "ctrl+a"), "select all that is read",
        "Select all that is found and read so far (more is read as you go down); again: nothing.",
        Group.SELECT,
    ),
    Action(
        "pick", ("c",), "choose a code",
        "Choose a code for the selected segments, or for this one: Enter puts it on, Tab puts it "
        "on and stays for another. It is one deed, and one undo takes it back.", Group.CODE,
    ),
    Action(
        "repeat", (".",), "last code again",
        "Put the code that you used last on the selected segments, or on this one.", Group.CODE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed, here or on the coding screen, however many segments it was on.",
        Group.CODE,
    ),
)  # fmt: skip

SEARCH = Register(
    "search",
    "Search through all texts",
    (*(one for one in listing(_OPENING, "space") if one.id != "filter"), *_OWN, *EVERYWHERE),
    {"open": "go there", "ask": "words", "toggle": "select", "all": "all", "pick": "code",
     "repeat": "again", "undo": "undo", "back": "back"},
)  # fmt: skip

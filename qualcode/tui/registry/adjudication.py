"""What can be done on the adjudication screen."""

from __future__ import annotations

from dataclasses import replace

from qualcode.domain.disputes import LETTERS
from qualcode.tui.registry.action import DIGITS, Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE

_OWN = (
    Action(
        "take", tuple(LETTERS), "take one reading",
        "Take the reading of this letter, with its codes on its words. The next open one follows.",
        Group.DECIDE,
    ),
    Action(
        "both", ("+", "="), "take both",
        "Take the codes of all readings; where two put a code on overlapping words, on all of "
        "them.", Group.DECIDE,
    ),
    Action(
        "neither", ("0", "n"), "take neither",
        "Keep only the codes that all readings have; if there is none, nothing applies.",
        Group.DECIDE,
    ),
    Action(
        "toggle", DIGITS, "choose single codes",
        "Choose codes one by one by their number, beginning with those that all readings have; "
        "Enter decides.", Group.DECIDE,
    ),
    Action(
        "other", ("o", "/"), "another code",
        "Type letters of a code's name; Enter decides with it in place of the disputed codes, Tab "
        "takes it in and stays for another.", Group.DECIDE,
    ),
    Action(
        "accept", ("enter",), "decide what is chosen",
        "Decide with the codes that are chosen; if none were chosen, go to the next.",
        Group.DECIDE,
    ),
    Action(
        "reason", ("r",), "reason",
        "Write why, in one line; it goes with the decision that follows, or that is there.",
        Group.DECIDE,
    ),
    Action(
        "edge_case", ("e",), "to the codebook",
        "Send the segment with its reason to the codebook, as an edge case of the code that is "
        "shown: one that belongs if consensus has the code, else one that comes close. Before "
        "the decision it is sent with it.", Group.DECIDE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed of adjudication, also one from an earlier day.", Group.DECIDE,
    ),
    Action(
        "redo", ("ctrl+r", "ctrl+y"), "redo", "Bring forth again what you took back last.",
        Group.DECIDE,
    ),
    Action(
        "agreed", ("t",), "take over what all agree on",
        "Let consensus code what all coders read alike, in one deed; it is done by itself at "
        "the beginning.", Group.DECIDE,
    ),
    Action(
        "next", ("j", "down", "space"), "next", "Go to the next without deciding.", Group.MOVE,
    ),
    Action(
        "previous", ("k", "up", "backspace"), "previous",
        "Go to the one before, also to what you decided since you sat down.", Group.MOVE,
    ),
    Action(
        "next_code", ("tab",), "next code",
        "Show the definition of the next code, and mark its words in the text.", Group.MOVE,
    ),
    Action(
        "page_down", ("pagedown", "ctrl+d"), "text down", "Scroll a long text down.", Group.MOVE,
    ),
    Action("page_up", ("pageup", "ctrl+u"), "text up", "Scroll it up.", Group.MOVE),
    Action(
        "everything", ("v",), "decided ones too",
        "Step through all disagreements, or only those that are open.", Group.MOVE,
    ),
    Action(
        "escape", ("escape",), "one step back",
        "Leave the chosen codes, or the reason; else go back to where you came from.",
        Group.SCREEN,
    ),
)  # fmt: skip

_FOOTER = {
    "both": "both",
    "neither": "neither",
    "other": "other",
    "toggle": "codes",
    "reason": "reason",
    "edge_case": "codebook",
    "undo": "undo",
    "next": "next",
    "previous": "before",
    "back": "back",
}

# `g` takes a reading here, so no chord may begin with it.
_ELSEWHERE = tuple(
    replace(action, keys=tuple(key for key in action.keys if not key.startswith("g ")))
    for action in EVERYWHERE
)

ADJUDICATION = Register("adjudication", "Adjudication", (*_OWN, *_ELSEWHERE), _FOOTER)

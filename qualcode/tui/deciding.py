"""Everything a person can do on the adjudication screen: keys, foot, help, palette, docs."""

from __future__ import annotations

from qualcode.domain.disputes import LETTERS
from qualcode.tui.actions import Action, Group, key_name

_DIGITS = tuple("123456789")

DECIDING = (
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
        "toggle", _DIGITS, "choose single codes",
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
        "escape", ("escape",), "one step back", "Leave the chosen codes, or the reason.",
        Group.SCREEN,
    ),
    Action(
        "theme", ("f3",), "light or dark", "Change between dark and light colours.", Group.SCREEN,
    ),
    Action("help", ("?", "f1"), "help", "Show this list.", Group.SCREEN),
    Action(
        "palette", ("ctrl+p",), "all commands", "Search all commands by name and do one.",
        Group.SCREEN,
    ),
    Action(
        "quit", ("q", "ctrl+q"), "leave", "Leave; everything is saved already.", Group.SCREEN,
    ),
)  # fmt: skip

KEYS = {key: action.id for action in DECIDING for key in action.keys}
"""What each key does."""

FOOTER = {
    "both": "both",
    "neither": "neither",
    "other": "other",
    "toggle": "codes",
    "reason": "reason",
    "edge_case": "codebook",
    "undo": "undo",
    "next": "next",
    "previous": "back",
    "quit": "leave",
}
"""Which actions stand at the foot after the readings' letters, the most wanted first."""


def offered() -> list[tuple[str, str]]:
    """Return (key, word) of what stands at the foot."""
    keys = {action.id: "1-9" if action.id == "toggle" else key_name(action.keys[0])
            for action in DECIDING}  # fmt: skip
    return [(keys[action], word) for action, word in FOOTER.items()]

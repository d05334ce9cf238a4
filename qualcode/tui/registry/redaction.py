"""What can be done where names are found and replaced."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import listing

_OWN = (
    Action(
        "replace", ("r",), "replace",
        "Replace these words by the pseudonym that is shown; the next that waits follows.",
        Group.DECIDE,
    ),
    Action(
        "generalise", ("v",), "say it vaguer",
        "Put something vaguer in the place of these words, such as [an officer]; the next that "
        "waits follows.", Group.DECIDE,
    ),
    Action(
        "keep", ("o",), "keep",
        "Keep these words as they are; a reason is asked for.", Group.DECIDE,
    ),
    Action(
        "edit", ("e",), "other words",
        "Write what is to stand there instead of what is proposed; the same words get it "
        "proposed too.", Group.DECIDE,
    ),
    Action(
        "same", ("s",), "all of the same words",
        "Decide about all waiting hits of the same words, in any text, as about this one.",
        Group.DECIDE,
    ),
    Action(
        "name", ("a",), "to the confirmed names",
        "Put these words, or a part of them, on the list of confirmed names: it is replaced in "
        "all texts. The list lies in the vault only.", Group.DECIDE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "take back",
        "Let this hit wait for a decision again.", Group.DECIDE,
    ),
    Action(
        "next_waiting", ("n", "tab"), "next that waits",
        "Go to the next hit about which nothing is decided, from the end to the top.", Group.MOVE,
    ),
    Action(
        "waiting", ("w",), "only those that wait",
        "Show only the hits about which nothing is decided, or all again.", Group.ARRANGE,
    ),
    Action(
        "apply", ("A",), "apply",
        "Show how many replacements would be made and which codings would change; y makes them. "
        "It cannot be undone.", Group.CHANGE,
    ),
    Action(
        "left_over", ("R",), "what is left",
        "Take copies and caches of replaced words away, and look in the database and all files of "
        "the study for names that are still there.", Group.FIND,
    ),
)  # fmt: skip

_OPENING = (
    "Write what is to stand in the place of these words; while the vault is closed, ask for its "
    "passphrase."
)

REDACTION = Register(
    "redaction",
    "Redaction",
    (*listing(_OPENING), *_OWN, *EVERYWHERE),
    {"replace": "replace", "generalise": "vaguer", "keep": "keep", "edit": "edit",
     "same": "same", "name": "name", "apply": "apply", "undo": "undo", "next_waiting": "next",
     "back": "back"},
)  # fmt: skip

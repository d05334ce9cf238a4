"""What can be done at the codebook editor."""

from __future__ import annotations

from dataclasses import replace

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.listing import LISTING

_MEANT = {
    "open": replace(
        next(one for one in LISTING if one.id == "open"),
        description="change all fields",
        help="Fill in all that is said of this code: Ctrl+S, or Enter in a line, keeps it, Esc "
        "leaves it. While a code is carried: put it under this one, or merge it into this one. "
        "When a change waits: do it.",
        group=Group.CHANGE,
    ),
    "filter": replace(
        next(one for one in LISTING if one.id == "filter"),
        help="Show only codes whose name, id, aliases or definition hold the letters you type, "
        "folded ones too; Enter goes to the code, Esc shows all again.",
    ),
    "escape": replace(
        next(one for one in LISTING if one.id == "escape"),
        help="Leave the change that waits or the code that is carried; show all codes again.",
    ),
}

_OWN = (
    Action(
        "fold", ("left", "h"), "fold",
        "Fold what is below this code; where nothing is, go to the code above.", Group.MOVE,
    ),
    Action(
        "unfold", ("right", "l"), "unfold",
        "Show what is below this code; where it is shown, go to the first of it.", Group.MOVE,
    ),
    Action(
        "fold_all", ("z",), "fold or unfold all",
        "Show themes only, or everything again.", Group.MOVE,
    ),
    Action(
        "retired", ("t",), "retired codes",
        "Show retired codes at the end, or leave them out.", Group.MOVE,
    ),
    Action(
        "quotations", ("o",), "its quotations",
        "List what was coded with this code, as far as you may see it; Enter goes to the text. "
        "After a split, digits there put your codings under one of the new codes.", Group.SCREEN,
    ),
    Action("edit", ("e",), "change all fields", "The same as Enter on a code.", Group.CHANGE),
    Action(
        "new_beside", ("n",), "new code beside",
        "Add a code after this one, below the same theme.", Group.CHANGE,
    ),
    Action("new_below", ("N",), "new code below", "Add a code below this one.", Group.CHANGE),
    Action(
        "rename", ("r",), "rename",
        "Give it another name. Codings stay with the code, the old name is kept as an alias.",
        Group.CHANGE,
    ),
    Action(
        "key", ("y",), "its key",
        "Choose the key that puts it on at the coding screen: one character, or two letters.",
        Group.CHANGE,
    ),
    Action(
        "colour", ("c",), "its colour",
        "Choose among eight colours that colour-blind eyes tell apart and those of the codebook.",
        Group.CHANGE,
    ),
    Action(
        "move", ("m",), "move",
        "Carry the code, with all below it: go to where it belongs, then Enter puts it under "
        "that code, b before it, a after it. What it would do is shown first.", Group.CHANGE,
    ),
    Action(
        "before", ("b",), "put it before this",
        "Put the code that is carried before this one, below the same theme.", Group.CHANGE,
    ),
    Action(
        "after", ("a",), "put it after this", "Put the code that is carried after this one.",
        Group.CHANGE,
    ),
    Action(
        "shift_down", ("ctrl+down", "}"), "one place down",
        "Put the code after its next sibling.", Group.CHANGE,
    ),
    Action(
        "shift_up", ("ctrl+up", "{"), "one place up", "Put the code before its sibling above.",
        Group.CHANGE,
    ),
    Action(
        "merge", ("M",), "merge into another",
        "Go to the code that stays, Enter: all codings of this one become its. What it would do "
        "is shown first.", Group.CHANGE,
    ),
    Action(
        "split", ("s",), "split",
        "Name the codes that this one is split into. Each coder then decides, coding by coding, "
        "which of them it becomes.", Group.CHANGE,
    ),
    Action(
        "retire", ("x",), "retire",
        "Let it, and those below it, no longer be put on anything; say what to use instead and "
        "why. Codings stay.", Group.CHANGE,
    ),
    Action("revive", ("X",), "bring back", "Let a retired code be put on again.", Group.CHANGE),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last change of the codebook, with the codings that followed it.",
        Group.CHANGE,
    ),
    Action(
        "redo", ("ctrl+r", "ctrl+y"), "redo", "Make again what you took back last.", Group.CHANGE,
    ),
    Action(
        "apply_edits", ("A",), "take over the file",
        "Take over what was changed by hand in codebook.yaml; its comments stay.", Group.CHANGE,
    ),
    Action(
        "refuse_edits", ("R",), "drop the file's changes",
        "Write codebook.yaml as the study has it; what was changed by hand is lost.",
        Group.CHANGE,
    ),
    Action(
        "view_edits", ("v",), "diff or card",
        "While codebook.yaml holds changes made by hand: show them, or the card of the code.",
        Group.SCREEN,
    ),
)  # fmt: skip

CODEBOOK = Register(
    "codebook",
    "The codebook",
    (*(_MEANT.get(one.id, one) for one in LISTING), *_OWN, *EVERYWHERE),
    {
        "open": "change",
        "new_beside": "new",
        "new_below": "below",
        "rename": "rename",
        "move": "move",
        "merge": "merge",
        "split": "split",
        "retire": "retire",
        "quotations": "quotations",
        "undo": "undo",
        "filter": "filter",
        "back": "back",
    },
)

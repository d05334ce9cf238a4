"""What a coder can do at the coding screen.

In code mode letters and digits that a code claims are its own.
"""

from __future__ import annotations

from qualcode.tui.registry.action import DIGITS, Action, Group, Register
from qualcode.tui.registry.coding_moves import MOVES
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.orders import ORDERING

_OWN = (
    *MOVES,
    Action(
        "pick", ("c",), "choose a code",
        "Type letters of a code's name, or its key; Enter puts it on, Tab puts it on and stays for "
        "another, Ctrl+N makes a new code of what you typed, Ctrl+K sets the code's key.",
        Group.CODE, ("tab",),
    ),
    Action(
        "code_mode", ("C",), "code mode",
        "Letters become the codes' own keys until Esc; arrows, space, Enter, [ and ] still move.",
        Group.CODE,
    ),
    Action(
        "pinned", DIGITS, "put on a pinned code",
        "Put on one of the nine codes that the line above the status shows.", Group.CODE,
    ),
    Action(
        "pin", tuple(f"P {digit}" for digit in DIGITS), "pin to a digit",
        "Put the code of the coding that is shown, else the one used last, under a digit.",
        Group.CODE,
    ),
    Action(
        "highlighter", ("H",), "highlighter",
        "Choose a code first, by its digit or name; then each drag, and Enter on what you "
        "selected or on the unit, puts it on, until Esc.", Group.CODE,
    ),
    Action(
        "advance", ("A",), "go on after a code",
        "Let a code that is put on lead to the next unit, over what an interviewer says, or no "
        "more. A selection, . and , and Tab in the picker stay, for a second code.", Group.CODE,
    ),
    Action(
        "repeat", (".",), "last code again",
        "Put the code that you used last on the target, and stay.", Group.CODE,
    ),
    Action(
        "repeat_before", (",",), "the code before the last",
        "Put the code that you used before the last one on the target, and stay.", Group.CODE,
    ),
    Action(
        "in_vivo", ("i",), "new code in the words of the text",
        "Make a new code that is called as the selected words and put it on them; with nothing "
        "selected, type its name.", Group.CODE,
    ),
    Action(
        "next_coding", (";",), "next coding here",
        "Step through your codings in this segment, those on the unit first; the one shown becomes "
        "the target.",
        Group.CODE,
    ),
    Action(
        "describe", ("E",), "describe a code",
        "Say in the codebook what the code of the coding that is shown means, else the code used "
        "last: in short, its definition, what belongs to it and what does not.", Group.CODE,
    ),
    Action(
        "uncode", ("d", "delete"), "take a code off",
        "Take off the coding that is shown, or the only one on the target. With several the "
        "newest is shown first; the same key again takes it off.", Group.CODE,
    ),
    Action(
        "edges", ("e",), "move the edges of a coding",
        "Of the coding that is shown, or the only one on the target, move the end by words (w b), "
        "sentences () or characters (h l); o moves the other end, Enter keeps, Esc leaves it as "
        "it was.", Group.CODE,
    ),
    Action(
        "split", ("s",), "split a coding here",
        "Make two of the coding that goes through the cursor; the second begins at the cursor.",
        Group.CODE,
    ),
    Action(
        "flag", ("!",), "flag",
        "Flag this segment to come back to it, or take the flag off.", Group.CODE,
    ),
    Action(
        "accept", ("a",), "accept the suggestion",
        "Put the suggested code on, as a coding of yours, and go to the next suggestion.",
        Group.CODE,
    ),
    Action(
        "reject", ("x",), "reject the suggestion",
        "Say that the suggested code does not apply here, and go to the next suggestion. It does "
        "not come again on this segment; undo takes that back.", Group.CODE,
    ),
    Action(
        "why", ("y",), "why this is suggested",
        "List the words, the earlier codings and what in the codebook speaks for the suggestion. "
        "x there strikes a word out, so that it speaks for this code no more.", Group.CODE,
    ),
    Action(
        "adjust", ("Y",), "accept and move the edges",
        "Accept the suggestion and move its edges at once; it then counts as edited.", Group.CODE,
    ),
    Action(
        "accept_as", ("R",), "accept under another code",
        "Choose a code by its name, and put that on the words of the suggestion instead of the "
        "one that was suggested; it then counts as edited.", Group.CODE,
    ),
    Action(
        "next_suggestion", ("] s",), "next suggestion", "Go to the next suggestion.", Group.CODE,
    ),
    Action(
        "previous_suggestion", ("[ s",), "suggestion before", "Go to the suggestion before.",
        Group.CODE,
    ),
    Action(
        "memo", ("m", "ctrl+e"), "memo",
        "Write or change your memo on this segment, or on the coding that is shown. Esc keeps it "
        "and goes back; an empty memo is taken away.", Group.CODE,
    ),
    Action(
        "source_memo", ("M",), "memo on the text",
        "Write or change your memo on the whole source.", Group.CODE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed at this screen, also one from an earlier day.",
        Group.CODE,
    ),
    Action(
        "redo", ("ctrl+r", "ctrl+y"), "redo", "Bring forth again what you took back last.",
        Group.CODE,
    ),
    Action(
        "past", ("U",), "what you did",
        "Show what you did, newest first; Enter takes back all down to the chosen deed.",
        Group.CODE,
    ),
    Action(
        "done", ("D", "enter"), "done with the segment",
        "Say that you are done with this segment, coded or not, and go on to the next that "
        "is to be coded.", Group.SAY,
    ),
    Action(
        "nothing", ("N", "ctrl+n"), "nothing applies",
        "Say that no code applies to this segment, and go on to the next that is to be coded.",
        Group.SAY,
    ),
    Action(
        "find", ("/",), "find in this text",
        "Type what to look for; Enter stays at the place, Esc goes back.", Group.FIND,
    ),
    Action("next_match", ("n",), "next place found", "Go to the next place found.", Group.FIND),
    Action(
        "previous_match", ("p",), "place found before", "Go to the place found before.",
        Group.FIND,
    ),
    Action(
        "tree", ("t",), "codes shown",
        "Show the codes for this question, all codes, or (in a narrow terminal) none.",
        Group.SCREEN, ("ctrl+t",),
    ),
    Action(
        "deck", ("g d",), "as a deck",
        "Show all answers to the question (or the round's queue, or the source) as rows: sort, "
        "filter, select many, and code them at once.", Group.SCREEN,
    ),
    Action(
        "escape", ("escape",), "one step back",
        "Leave the selection, the coding that is shown, the highlighter, or code mode.",
        Group.SCREEN,
    ),
)  # fmt: skip

_FOOTER = {
    "pick": "code",
    "code_mode": "code mode",
    "repeat": "again",
    "done": "done",
    "nothing": "nothing",
    "next_uncoded": "uncoded",
    "select": "select",
    "undo": "undo",
    "memo": "memo",
    "find": "find",
    "tree": "codes",
    "back": "back",
}

CODING = Register("coding", "Coding", (*_OWN, *ORDERING, *EVERYWHERE), _FOOTER)

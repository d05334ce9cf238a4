"""What a coder can do at the coding screen.

In code mode letters and digits that a code claims are its own.
"""

from __future__ import annotations

from qualcode.tui.registry.action import DIGITS, Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE

_OWN = (
    Action(
        "next_segment", ("j", "down", "space"), "next segment",
        "Go to the next segment (answer, turn, paragraph). The one you leave counts as seen. "
        "While you select: one sentence more.", Group.MOVE,
    ),
    Action(
        "previous_segment", ("k", "up", "backspace"), "previous segment",
        "Go to the segment before. While you select: one sentence less.", Group.MOVE,
    ),
    Action(
        "next_word", ("w", "ctrl+right"), "next word",
        "Go to the next word; while you select, take it in.", Group.MOVE,
    ),
    Action(
        "previous_word", ("b", "ctrl+left"), "previous word",
        "Go to the word before; while you select, leave the last one out.", Group.MOVE,
    ),
    Action(
        "next_sentence", (")",), "next sentence",
        "Go to the next sentence; while you select, take it in.", Group.MOVE,
    ),
    Action(
        "previous_sentence", ("(",), "previous sentence",
        "Go to the sentence before; while you select, leave the last one out.", Group.MOVE,
    ),
    Action(
        "next_character", ("l", "right"), "next character",
        "Go one character on; emoji and letters with marks count as one.", Group.MOVE,
    ),
    Action(
        "previous_character", ("h", "left"), "previous character",
        "Go one character back.", Group.MOVE,
    ),
    Action("page_down", ("pagedown", "ctrl+d"), "page down", "Go a screen down.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action("first", ("g g", "ctrl+home"), "to the top", "Go to the first segment.", Group.MOVE),
    Action("last", ("G", "ctrl+end"), "to the end", "Go to the last segment.", Group.MOVE),
    Action(
        "next_uncoded", ("] u",), "next uncoded segment",
        "Go to the next segment that has no code of yours and that you did not finish "
        "(not seen, or only seen).", Group.MOVE, ("]",),
    ),
    Action(
        "previous_uncoded", ("[ u",), "previous uncoded segment",
        "Go back to the nearest segment before that has no code of yours and is not finished.",
        Group.MOVE, ("[",),
    ),
    Action(
        "select", ("v",), "select from the word here",
        "Begin a selection with the word under the cursor; then w, b, ), (, j and k change it. "
        "Again: leave it. A selection stays inside one segment.", Group.SELECT,
    ),
    Action(
        "select_sentence", ("V",), "select the sentence here",
        "Begin a selection with the sentence under the cursor.", Group.SELECT,
    ),
    Action(
        "select_word_on", ("shift+right",), "a word more at the end",
        "Take the next word into the selection; begins one if there is none.", Group.SELECT,
    ),
    Action(
        "select_word_back", ("shift+left",), "a word less at the end",
        "Leave the last word out; from a single word on, grow to the left.", Group.SELECT,
    ),
    Action(
        "select_sentence_on", ("shift+down",), "a sentence more",
        "Take the next sentence into the selection.", Group.SELECT,
    ),
    Action(
        "select_sentence_back", ("shift+up",), "a sentence less",
        "Leave the last sentence out of the selection.", Group.SELECT,
    ),
    Action(
        "other_end", ("o",), "move the other end",
        "Change which end of the selection moves.", Group.SELECT,
    ),
    Action(
        "grow", ("+",), "larger target",
        "Select more: words, then sentences, then the segment.", Group.SELECT,
    ),
    Action(
        "shrink", ("-",), "smaller target",
        "Select less: from the segment to the sentence, then the word under the cursor.",
        Group.SELECT,
    ),
    Action(
        "pick", ("c",), "choose a code",
        "Type letters of a code's name; Enter puts it on, Tab puts it on and stays for another.",
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
        "repeat", (".",), "last code again",
        "Put the code that you used last on the target.", Group.CODE,
    ),
    Action(
        "repeat_before", (",",), "the code before the last",
        "Put the code that you used before the last one on the target.", Group.CODE,
    ),
    Action(
        "next_coding", (";",), "next coding here",
        "Step through your codings in this segment; the one shown becomes the target.",
        Group.CODE,
    ),
    Action(
        "uncode", ("d", "delete"), "take a code off",
        "Take off the coding that is shown, or the only one on the target. With several the "
        "newest is shown first; the same key again takes it off.", Group.CODE,
    ),
    Action(
        "memo", ("m", "ctrl+e"), "memo on the segment",
        "Write or change your memo on this segment. Esc keeps it and goes back; an empty memo "
        "is taken away.", Group.CODE,
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
        "done", ("D", "enter"), "done with the segment",
        "Say that you are done with this segment, coded or not, and go on to the next.",
        Group.SAY,
    ),
    Action(
        "nothing", ("N", "ctrl+n"), "nothing applies",
        "Say that no code applies to this segment, and go on to the next.", Group.SAY,
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
        "Leave the selection, the coding that is shown, or code mode.", Group.SCREEN,
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

CODING = Register("coding", "Coding", (*_OWN, *EVERYWHERE), _FOOTER)

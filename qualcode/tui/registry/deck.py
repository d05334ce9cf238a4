"""What a coder can do on the survey deck."""

from __future__ import annotations

from qualcode.tui.registry.action import DIGITS, Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE
from qualcode.tui.registry.orders import ORDERING

_OWN = (
    Action("next", ("j", "down"), "next answer", "Go to the next answer.", Group.MOVE),
    Action("previous", ("k", "up"), "answer before", "Go to the answer before.", Group.MOVE),
    Action("page_down", ("pagedown", "ctrl+d"), "page down", "Go a screen down.", Group.MOVE),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action(
        "first", ("g g", "home", "ctrl+home"), "to the top", "Go to the first answer.", Group.MOVE,
    ),
    Action("last", ("G", "end", "ctrl+end"), "to the end", "Go to the last answer.", Group.MOVE),
    Action(
        "next_uncoded", ("] u",), "next uncoded answer",
        "Go to the next answer shown that has no code of yours and is not finished.", Group.MOVE,
    ),
    Action(
        "previous_uncoded", ("[ u",), "uncoded answer before",
        "Go back to the nearest such answer before.", Group.MOVE,
    ),
    Action(
        "text_down", ("J",), "text down", "Scroll the whole text of a long answer down.",
        Group.MOVE,
    ),
    Action("text_up", ("K",), "text up", "Scroll it up.", Group.MOVE),
    Action(
        "toggle", ("space",), "select",
        "Select this answer, or leave it out again, and go to the next.", Group.SELECT,
    ),
    Action(
        "range", ("v",), "select a range",
        "Begin a range here; move, and press it again to take the range in.", Group.SELECT,
    ),
    Action(
        "extend_down", ("shift+down",), "range down",
        "Take the next answer into a range; begins one if there is none.", Group.SELECT,
    ),
    Action(
        "extend_up", ("shift+up",), "range up",
        "Take the answer before into a range; begins one if there is none.", Group.SELECT,
    ),
    Action(
        "all", ("A", "ctrl+a"), "select all shown",
        "Select every answer that the filter shows.", Group.SELECT,
    ),
    Action(
        "invert", ("I",), "invert the selection",
        "Of the answers shown, select those that are not, and leave out those that are.",
        Group.SELECT,
    ),
    Action(
        "pinned", DIGITS, "put on a pinned code",
        "Put one of the nine codes that the line above the status shows on all selected answers, "
        "or on this one if none is selected. It is one deed, and one undo takes it back.",
        Group.CODE,
    ),
    Action(
        "pick", ("c",), "choose a code",
        "Type letters of a code's name, with its definition in sight; Enter puts it on, Tab puts "
        "it on and stays for another, Ctrl+N makes a new code of what you typed.", Group.CODE,
    ),
    Action(
        "repeat", (".",), "last code again", "Put on the code that you used last.", Group.CODE,
    ),
    Action(
        "uncode", ("d", "delete"), "take a code off",
        "Take a code off the selected answers, also off parts of them, in one deed. If they have "
        "several codes a list asks which.", Group.CODE,
    ),
    Action(
        "accept", ("a",), "accept the suggestion",
        "Put the first suggestion for this answer on, as a coding of yours; only on this answer, "
        "whatever is selected.", Group.CODE,
    ),
    Action(
        "reject", ("x",), "reject the suggestion",
        "Say that the first suggestion does not apply to this answer. It does not come again "
        "there; undo takes that back.", Group.CODE,
    ),
    Action(
        "why", ("y",), "why this is suggested",
        "List the words, the earlier codings and what in the codebook speaks for the first "
        "suggestion. x there strikes a word out, so that it speaks for this code no more.",
        Group.CODE,
    ),
    Action(
        "accept_as", ("R",), "accept under another code",
        "Choose a code by its name, and put that on the words of the first suggestion instead of "
        "the one that was suggested; it then counts as edited.", Group.CODE,
    ),
    Action(
        "flag", ("!",), "flag",
        "Flag the selected answers to come back to them, or take the flags off if all have one.",
        Group.CODE,
    ),
    Action(
        "undo", ("u", "ctrl+z"), "undo",
        "Take back your last deed, however many answers it was on; also one from the coding "
        "screen or from an earlier day.", Group.CODE,
    ),
    Action(
        "redo", ("ctrl+r", "ctrl+y"), "redo", "Bring forth again what you took back last.",
        Group.CODE,
    ),
    Action(
        "done", ("D",), "done with them",
        "Say of the selected answers, coded or not, that you are done with them.", Group.SAY,
    ),
    Action(
        "nothing", ("N", "ctrl+n"), "nothing applies",
        "Say that no code applies to the selected answers.", Group.SAY,
    ),
    Action(
        "sort_text", ("s t",), "sort by text order",
        "Sort as the answers follow each other in the text. This order too is turned round when "
        "it is asked for again.", Group.ARRANGE,
    ),
    Action(
        "sort_length", ("s l",), "sort by length",
        "Sort by length, the longest first; again: the shortest first.", Group.ARRANGE,
    ),
    Action(
        "sort_alike", ("s s",), "sort by similarity",
        "Sort by how many words an answer shares with this one, rare words counting for more; "
        "from another answer again.", Group.ARRANGE,
    ),
    Action(
        "sort_participant", ("s p",), "sort by participant", "Sort by participant.",
        Group.ARRANGE,
    ),
    Action(
        "sort_uncoded", ("s u",), "uncoded first",
        "Sort those first that have no code of yours and are not finished.", Group.ARRANGE,
    ),
    Action(
        "sort_unsure", ("s c",), "sort by certainty",
        "Sort by how certain the best suggestion is, the least certain first; again: the most "
        "certain first. Where there are no suggestions the order stays.", Group.ARRANGE,
    ),
    Action(
        "filter_words", ("/",), "filter by words",
        "Show only answers that hold the letters you type; Enter stays, Esc leaves the words out.",
        Group.ARRANGE,
    ),
    Action(
        "filter_attribute", ("f a",), "filter by attribute",
        "Choose values of attributes: of one attribute any of them fits, of several attributes "
        "all must. Tab chooses one and stays.", Group.ARRANGE,
    ),
    Action(
        "filter_code", ("f c",), "filter by code",
        "Show only answers with a code of yours; of several codes any fits.", Group.ARRANGE,
    ),
    Action(
        "filter_uncoded", ("f u",), "only uncoded",
        "Show only answers without a code of yours that are not finished; again: all.",
        Group.ARRANGE,
    ),
    Action(
        "show_all", ("f f",), "no filter", "Show all answers again.", Group.ARRANGE,
    ),
    Action(
        "renew", ("r",), "sort and filter anew",
        "Rows stay where they are while you code; this sorts and filters them as they are now.",
        Group.ARRANGE,
    ),
    Action(
        "read", ("enter",), "read in the text", "Open this answer on the coding screen.",
        Group.SCREEN,
    ),
    Action(
        "lines", ("z",), "one line or two", "Give each answer one line or two.", Group.SCREEN,
    ),
    Action(
        "escape", ("escape",), "one step back", "Leave the range, then the selection.",
        Group.SCREEN,
    ),
)  # fmt: skip

_FOOTER = {
    "toggle": "select",
    "pick": "code",
    "uncode": "off",
    "nothing": "nothing",
    "undo": "undo",
    "lead:s": "sort",
    "lead:f": "filter",
    "filter_words": "words",
    "all": "all",
    "read": "read",
    "back": "back",
}

DECK = Register("deck", "The survey deck", (*_OWN, *ORDERING, *EVERYWHERE), _FOOTER)

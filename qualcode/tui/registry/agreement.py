"""What can be done on the agreement dashboard."""

from __future__ import annotations

from qualcode.tui.registry.action import Action, Group, Register
from qualcode.tui.registry.everywhere import EVERYWHERE

_OWN = (
    Action("down", ("j", "down"), "code below", "Go to the next code, or passage.", Group.MOVE),
    Action("up", ("k", "up"), "code above", "Go to the code or passage before.", Group.MOVE),
    Action(
        "right", ("l", "right"), "next pair", "Go to the next pair of coders.", Group.MOVE,
    ),
    Action(
        "left", ("h", "left"), "pair before",
        "Go to the pair before; the first column is that of all coders.", Group.MOVE,
    ),
    Action(
        "page_down", ("pagedown", "ctrl+d"), "page down",
        "Go a screen down, also in the explanation.", Group.MOVE,
    ),
    Action("page_up", ("pageup", "ctrl+u"), "page up", "Go a screen up.", Group.MOVE),
    Action("first", ("g g", "home"), "to the top", "Go to the first code.", Group.MOVE),
    Action("last", ("G", "end"), "to the end", "Go to the last code.", Group.MOVE),
    Action(
        "open", ("enter",), "passages",
        "Go into the passages on which they disagree; on a passage, show it in its text.",
        Group.SCREEN,
    ),
    Action(
        "decide", ("J",), "adjudicate",
        "Decide the passage on the adjudication screen, if its round is closed.", Group.DECIDE,
    ),
    Action(
        "options", ("o",), "what is compared",
        "Choose the round, the unit, the coders, codes or themes, the question, and whether it is "
        "computed by week, question or source too.", Group.ARRANGE,
    ),
    Action(
        "unit", ("u",), "unit",
        "Choose the unit that is compared: segment, sentence, token, character, source.",
        Group.ARRANGE,
    ),
    Action(
        "sort", ("s",), "sort",
        "Put the worst code first, the most used one, or keep the order of the codebook.",
        Group.ARRANGE,
    ),
    Action(
        "filter", ("/",), "find a code",
        "Show only codes whose names hold the letters you type; Enter keeps them, Esc shows all.",
        Group.FIND,
    ),
    Action(
        "explain", ("w",), "what is measured",
        "Show in words which statistic it is, over which units and with which interval, the "
        "course of the code, and the paragraph for a paper.", Group.SCREEN,
    ),
    Action(
        "report", ("R",), "write a report",
        "Write the report as a web page into the study's exports; it holds quotations.",
        Group.SCREEN,
    ),
    Action(
        "escape", ("escape",), "one step back",
        "Stop computing, leave the passages or the explanation, or go back.", Group.SCREEN,
    ),
)  # fmt: skip

AGREEMENT = Register(
    "agreement",
    "Agreement",
    (*_OWN, *EVERYWHERE),
    {
        "open": "passages", "decide": "adjudicate", "options": "options", "sort": "sort",
        "explain": "explain", "filter": "find", "report": "report", "back": "back",
    },
)  # fmt: skip

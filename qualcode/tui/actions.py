"""Everything that can be done at the coding screen: one list for keys, footer, help and palette."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its id, its keys (a chord is two, with a blank between), and its help.

    `short` is what the footer says; without it the action cannot stand there.
    """

    id: str
    keys: tuple[str, ...]
    help: str
    group: str
    short: str = ""


def _action(id: str, keys: str, help: str, group: str, short: str = "") -> Action:
    return Action(id, tuple(keys.split(" | ")), help, group, short)


ACTIONS = (
    _action("next_unit", "j | down", "Go to the next unit", "Move", "unit"),
    _action("previous_unit", "k | up", "Go to the unit before", "Move"),
    _action("next_segment", "right_curly_bracket | space", "Go to the next segment", "Move"),
    _action("previous_segment", "left_curly_bracket | backspace", "Go to the segment before",
            "Move"),
    _action("next_sentence", "right_parenthesis", "Go to the next sentence", "Move"),
    _action("previous_sentence", "left_parenthesis", "Go to the sentence before", "Move"),
    _action("next_word", "w", "Go to the next word", "Move"),
    _action("previous_word", "b", "Go to the word before", "Move"),
    _action("next_character", "l | right", "Go to the next character", "Move"),
    _action("previous_character", "h | left", "Go to the character before", "Move"),
    _action("page_down", "pagedown | ctrl+d", "Go one page down", "Move"),
    _action("page_up", "pageup | ctrl+u", "Go one page up", "Move"),
    _action("top", "g g | home", "Go to the beginning", "Move"),
    _action("bottom", "G | end", "Go to the end", "Move"),
    _action("next_uncoded", "right_square_bracket u | n", "Go to the next segment that you have "
            "neither coded nor marked", "Move", "uncoded"),
    _action("previous_uncoded", "left_square_bracket u | N", "Go to the one before that you have "
            "neither coded nor marked", "Move"),
    _action("next_source", "right_square_bracket right_square_bracket",
            "Open the next source or question", "Move"),
    _action("previous_source", "left_square_bracket left_square_bracket",
            "Open the source or question before", "Move"),
    _action("step", "z", "Change what a unit is: segment, sentence, word, character", "Target",
            "unit size"),
    _action("select", "v", "Select: the movement keys now move one end", "Target", "select"),
    _action("swap_end", "o", "While selecting, move the other end", "Target"),
    _action("extend_word", "shift+right", "Extend the target by a word", "Target"),
    _action("withdraw_word", "shift+left", "Shorten the target by a word", "Target"),
    _action("extend_sentence", "shift+down", "Extend the target by a sentence", "Target"),
    _action("withdraw_sentence", "shift+up", "Shorten the target by a sentence", "Target"),
    _action("grow", "plus", "Grow the target to the words, sentences, segment around it",
            "Target"),
    _action("shrink", "minus", "Shrink the target to the sentence, word, character in it",
            "Target"),
    _action("next_coding", "semicolon", "Focus the next of your codings here", "Target",
            "coding"),
    _action("leave", "escape", "Go back one step: focus, selection, code mode, list", "Target"),
    _action("pick", "c", "Pick a code by typing a part of its name or its key", "Code", "code"),
    _action("code_mode", "C", "Code mode: letters are the codes' own keys, until escape", "Code",
            "code mode"),
    _action("repeat", "full_stop", "Put the last code on the target again", "Code"),
    _action("uncode", "d | delete", "Take a coding off: the focused one, else the last one here",
            "Code", "uncode"),
    _action("memo", "m", "Write a memo: on the focused coding, else on the segment", "Code",
            "memo"),
    _action("source_memo", "M", "Write a memo on the source", "Code"),
    _action("undo", "u | ctrl+z", "Take back your last deed", "Code", "undo"),
    _action("redo", "ctrl+r | ctrl+y", "Bring forth again what was taken back", "Code"),
    _action("done", "enter", "Mark the segment done and go on", "Look", "done"),
    _action("nothing", "x", "Mark that nothing applies to the segment and go on", "Look",
            "nothing"),
    _action("seen", "s", "Mark the segment seen", "Look"),
    _action("codebook", "t", "Show or hide the codebook", "Screen"),
    _action("list", "g d", "Go to the list of sources and questions", "Screen"),
    _action("help", "question_mark | f1", "Show all keys", "Screen", "help"),
    _action("quit", "q | ctrl+q", "Leave; everything is saved", "Screen"),
)  # fmt: skip

BY_ID = {action.id: action for action in ACTIONS}

NAMES = {
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "semicolon": ";",
    "full_stop": ".",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "space": "Space",
    "backspace": "Backspace",
    "enter": "Enter",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "delete": "Del",
    "f1": "F1",
}


def spoken(keys: str) -> str:
    """Return a key or chord as people write it: `]u`, `^R`, `Shift+→`."""
    parts = []
    for key in keys.split():
        head, _, last = key.rpartition("+")
        name = NAMES.get(last, last)
        prefix = {"ctrl": "^", "shift": "Shift+", "": ""}.get(head, f"{head}+")
        parts.append(prefix + (name.upper() if head == "ctrl" else name))
    return "".join(parts)

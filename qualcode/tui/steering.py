"""Which action moves the cursor or the target how."""

from __future__ import annotations

from qualcode.tui.cursor import Cursor
from qualcode.tui.page.units import Step

_MOVES = {
    "next_unit": (None, False),
    "previous_unit": (None, True),
    "next_segment": (Step.SEGMENT, False),
    "previous_segment": (Step.SEGMENT, True),
    "next_sentence": (Step.SENTENCE, False),
    "previous_sentence": (Step.SENTENCE, True),
    "next_word": (Step.WORD, False),
    "previous_word": (Step.WORD, True),
    "next_character": (Step.CHARACTER, False),
    "previous_character": (Step.CHARACTER, True),
}
_STRETCHES = {
    "extend_word": (Step.WORD, False),
    "withdraw_word": (Step.WORD, True),
    "extend_sentence": (Step.SENTENCE, False),
    "withdraw_sentence": (Step.SENTENCE, True),
}


def steer(cursor: Cursor, action: str) -> bool:
    """Do a movement; False if the action is none."""
    if action in _MOVES:
        step, back = _MOVES[action]
        cursor.move(step or cursor.step, back)
    elif action in _STRETCHES:
        cursor.stretch(*_STRETCHES[action])
    elif action in _PLAIN:
        _PLAIN[action](cursor)
    else:
        return False
    return True


def _top(cursor: Cursor) -> None:
    cursor.go(cursor.units.segments[0].start)


def _bottom(cursor: Cursor) -> None:
    last = cursor.units.segments[-1]
    cursor.go(last.start)
    cursor.go_to(cursor.units.at(cursor.step, last.end - 1))


def _finer(cursor: Cursor) -> None:
    cursor.release()
    cursor.step = cursor.step.finer


_PLAIN = {
    "top": _top,
    "bottom": _bottom,
    "step": _finer,
    "select": Cursor.select,
    "swap_end": Cursor.swap_end,
    "grow": Cursor.grow,
    "shrink": Cursor.shrink,
}

"""The sets of keys that one can begin with: standard, vim, and plain without letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualcode.domain.disputes import LETTERS

EVERYWHERE = "everywhere"
"""The section of keys that hold at every screen."""

Keys = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Keys by the register's name (or `everywhere`) and the action's id."""


def _all(_: str) -> bool:
    return True


def _no_letters(key: str) -> bool:
    """Say whether a key is neither a letter nor a chord."""
    return " " not in key and not (len(key) == 1 and key.isalpha())


@dataclass(frozen=True)
class Preset:
    """A set of keys: where it says nothing, an action has those of its own keys that it `keeps`."""

    name: str
    about: str
    keys: Keys = field(default_factory=dict)
    keeps: Callable[[str], bool] = _all


STANDARD = Preset("standard", "Letters, chords, arrows and F keys; what the pages of help tell.")

VIM = Preset(
    "vim",
    "The standard keys, with what hands know from vim where that differs.",
    {
        EVERYWHERE: {
            "palette": (":", "ctrl+p"),
            "page_down": ("ctrl+f", "ctrl+d", "pagedown"),
            "page_up": ("ctrl+b", "ctrl+u", "pageup"),
            "back": ("q", "Z Z"),
        },
        "coding": {
            "previous_match": ("N", "p"),
            "nothing": ("ctrl+n", "_"),
        },
    },
)

PLAIN = Preset(
    "plain",
    "No letters and no chords: arrows, F keys, signs and Ctrl. The rest is in Ctrl+P.",
    {
        EVERYWHERE: {
            "back": ("f10",),
            "help": ("f1", "?"),
            "detail_down": ("shift+down", "ctrl+down"),
            "detail_up": ("shift+up", "ctrl+up"),
            "text_down": ("ctrl+down",),
            "text_up": ("ctrl+up",),
            "next_uncoded": ("ctrl+u",),
            "previous_uncoded": ("ctrl+b",),
            "page_down": ("pagedown",),
            "page_up": ("pageup",),
            "undo": ("ctrl+z",),
            "redo": ("ctrl+y",),
            "pick": ("tab",),
            "nothing": ("ctrl+n",),
            "repeat": ("ctrl+r", "."),
            "uncode": ("delete",),
            "keys": ("f12",),
            "sources": ("f5",),
        },
        "home": {"deck": ("ctrl+d",)},
        "coding": {
            "code_mode": ("ctrl+k",),
            "select": ("ctrl+w",),
            "select_sentence": ("ctrl+a",),
            "other_end": ("ctrl+o",),
            "done": ("enter",),
            "find": ("/", "ctrl+l"),
            "next_match": ("ctrl+v",),
            "previous_match": ("ctrl+x",),
            "memo": ("ctrl+e",),
            "tree": ("ctrl+t",),
            "deck": ("ctrl+d",),
            "turn_unit": ("*",),
            "jump": ("@",),
            "accept": ("=",),
            "reject": ("_",),
            "why": ("~",),
            "next_suggestion": (">",),
            "previous_suggestion": ("<",),
            "highlighter": ("#",),
            "advance": ("&",),
            "in_vivo": ('"',),
            "edges": ("|",),
            "split": ("\\",),
        },
        "sources": {
            "deck": ("ctrl+d",),
            "sort_name": ("ctrl+n",),
            "sort_kind": ("ctrl+k",),
            "sort_date": ("ctrl+t",),
            "sort_length": ("ctrl+l",),
            "sort_progress": ("ctrl+r",),
        },
        "codebook": {
            "fold_all": ("*",),
            "retired": ("ctrl+t",),
            "quotations": ("ctrl+o",),
            "edit": ("ctrl+e",),
            "new_beside": ("ctrl+n",),
            "new_below": ("insert",),
            "rename": ("ctrl+r",),
            "key": ("ctrl+k",),
            "colour": ("ctrl+l",),
            "move": ("ctrl+x",),
            "merge": ("ctrl+g",),
            "split": ("|",),
            "retire": ("delete",),
            "view_edits": ("ctrl+v",),
        },
        "memos": {"edit": ("ctrl+e",), "new": ("insert",)},
        "agreement": {
            "decide": ("ctrl+d",),
            "options": ("ctrl+o",),
            "unit": ("ctrl+t",),
            "sort": ("ctrl+s",),
            "explain": ("ctrl+e",),
            "report": ("ctrl+r",),
        },
        "themes": {
            "fold_all": ("*",),
            "sort": ("ctrl+s",),
            "by": ("ctrl+b",),
            "question": ("ctrl+k",),
            "unit": ("ctrl+t",),
            "options": ("ctrl+o",),
            "everything": ("ctrl+e",),
        },
        "theme_quotes": {"sort": ("ctrl+s",), "pass": ("ctrl+k",), "withdraw": ("ctrl+x",)},
        "tables": {
            "measure": ("ctrl+n",),
            "code": ("ctrl+k",),
            "by": ("ctrl+b",),
            "options": ("ctrl+o",),
            "everything": ("ctrl+e",),
        },
        "matrix": {
            "edit": ("ctrl+e",),
            "by": ("ctrl+b",),
            "options": ("ctrl+o",),
            "report": ("ctrl+r",),
        },
        "deck": {
            "range": ("ctrl+w",),
            "invert": ("ctrl+v",),
            "done": ("ctrl+k",),
            "sort_text": ("ctrl+t",),
            "sort_length": ("ctrl+l",),
            "sort_alike": ("ctrl+s",),
            "sort_uncoded": ("ctrl+o",),
            "filter_attribute": ("ctrl+e",),
            "filter_code": ("ctrl+g",),
            "filter_uncoded": ("ctrl+x",),
            "show_all": ("*",),
            "renew": ("%",),
            "lines": ("insert",),
            "accept": ("=",),
            "reject": ("_",),
            "why": ("~",),
        },
        "redaction": {
            "replace": ("ctrl+r",),
            "generalise": ("ctrl+g",),
            "keep": ("ctrl+k",),
            "same": ("ctrl+s",),
            "name": ("ctrl+n",),
            "next_waiting": ("tab",),
            "waiting": ("ctrl+t",),
            "apply": ("ctrl+x",),
            "left_over": ("ctrl+l",),
        },
        "adjudication": {
            "take": tuple(LETTERS),
            "neither": ("0",),
            "other": ("/",),
            "reason": ("ctrl+r",),
            "edge_case": ("ctrl+e",),
            "agreed": ("ctrl+t",),
            "everything": ("ctrl+v",),
        },
    },
    _no_letters,
)

PRESETS: Mapping[str, Preset] = {one.name: one for one in (STANDARD, VIM, PLAIN)}

"""What a stroke means on the coding screen: an action in read mode, a code's key in code mode."""

from __future__ import annotations

from enum import StrEnum

from qualcode.tui.codes import Codes
from qualcode.tui.keys.chords import Chords
from qualcode.tui.registry.coding import CODING
from qualcode.tui.registry.keymap import Keymap

CODE = "code:"
"""How the meaning of a code's own key begins; the code's id follows."""


class Mode(StrEnum):
    """What letters mean: commands, or codes."""

    READ = "READ"
    CODE = "CODE"


def chords_of(mode: Mode, keymap: Keymap, codes: Codes) -> Chords:
    """Return the keys of a mode."""
    if mode is Mode.READ:
        return Chords(keymap.meanings(CODING))
    own = {key: f"{CODE}{code}" for key, code in codes.keys.items()}
    claimed = frozenset(key.split(" ")[0] for key in own)
    return Chords({**keymap.code_meanings(CODING, claimed), **own})


def told_ways(chords: Chords, codes: Codes) -> list[tuple[str, str, str]]:
    """Return (keys, meaning, colour) of what a chord that was begun may become."""
    begun, found = chords.pending.replace(" ", ""), []
    for key, word in chords.following():
        if word.startswith(CODE):
            code = word.removeprefix(CODE)
            found.append((begun + key, codes.name(code), codes.colour(code)))
        else:
            found.append((begun + key, CODING.by_id[word].description, ""))
    return found

"""What the codebook says of one code, in as many lines as there is room for."""

from __future__ import annotations

import re

from rich.segment import Segment

from qualcode.domain.codebook import Code
from qualcode.tui.codes import Codes
from qualcode.tui.inks import Inks, style
from qualcode.tui.safe_text import Line, words, wrapped

_REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")


def card_lines(codes: Codes, code: str, inks: Inks, width: int, most: int) -> list[Line]:
    """Return a code's name and definition, what belongs, what does not, examples.

    Where there is little room, everything is said in short rather than something not at all.
    """
    head: Line = [
        Segment(" ▌", style(codes.colour(code), inks.panel)),
        words(codes.label(code), inks.bar(bold=True), width - 2),
    ]
    if code not in codes.codebook:
        return [head, [Segment(" The codebook no longer has this code.", inks.quiet(inks.panel))]]
    told = [
        _REFERENCE.sub(lambda one: codes.name(one[1]), text)
        for text in _parts(codes.codebook.by_id[code])
    ]
    each = max(1, (most - 1) // max(1, len(told)))
    spare = most - 1 - sum(len(wrapped(text, width - 2, each)) for text in told)
    lines: list[Line] = [head]
    for text in told:
        rows = wrapped(text, width - 2, each)
        if spare > 0:
            grown = wrapped(text, width - 2, each + spare)
            spare -= len(grown) - len(rows)
            rows = grown
        lines += [[Segment(f" {row}", inks.bar())] for row in rows]
    return lines[:most]


def _parts(code: Code) -> list[str]:
    parts = [
        ("", code.definition or code.short),
        ("+ ", "; ".join(code.include)),
        ("− ", "; ".join(code.exclude)),
        ("e.g. ", " ".join(f"“{one.text}”" for one in code.typical[:1])),
        ("not: ", " ".join(f"“{one.text}” {one.note}" for one in code.close_but_no[:1])),
    ]
    return [sign + text for sign, text in parts if text]

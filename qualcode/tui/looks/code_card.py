"""What the codebook says of one code, in as many lines as there is room for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.segment import Segment

from qualcode.domain.codebook import Code
from qualcode.tui.codes import Codes
from qualcode.tui.looks.inks import Inks, style
from qualcode.tui.looks.safe_text import Line, words, wrapped

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
    said = said_lines(codes, _parts(codes.codebook.by_id[code]), inks, width, most - 1)
    return [head, *said][:most]


def said_lines(
    codes: Codes, parts: Sequence[tuple[str, str]], inks: Inks, width: int, most: int
) -> list[Line]:
    """Return what is said of a code, part by part with its sign, in at most so many lines.

    Each part gets an even share of the lines, and what one does not need goes to the next.
    """
    told = [
        sign + _REFERENCE.sub(lambda one: codes.name(one[1]), text) for sign, text in parts if text
    ]
    each = max(1, most // max(1, len(told)))
    spare = most - sum(len(wrapped(text, width - 2, each)) for text in told)
    lines: list[Line] = []
    for text in told:
        rows = wrapped(text, width - 2, each)
        if spare > 0:
            grown = wrapped(text, width - 2, each + spare)
            spare -= len(grown) - len(rows)
            rows = grown
        lines += [[words(f" {row}", inks.bar())] for row in rows]
    return lines[: max(most, 0)]


def _parts(code: Code) -> list[tuple[str, str]]:
    return [
        ("", code.definition or code.short),
        ("+ ", "; ".join(code.include)),
        ("− ", "; ".join(code.exclude)),
        ("e.g. ", " ".join(f"“{one.text}”" for one in code.typical[:1])),
        ("not: ", " ".join(f"“{one.text}” {one.note}" for one in code.close_but_no[:1])),
    ]

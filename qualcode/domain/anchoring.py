"""Finds a quotation again in a text that replaces the one it was made on."""

from __future__ import annotations

from qualcode.domain.span import Span

CONTEXT = 32
"""How many code points before and after a quotation help to tell it from its like."""


def reanchor(span: Span, old: str, new: str, within: Span | None = None) -> Span | None:
    """Return the span of the same words in the new text, or None where that is not certain.

    The words must stand exactly once; if they stand more often, their surroundings must tell which
    one is meant. `within` limits the search to one range of the new text.
    """
    quotation = span.of(old)
    room = within or Span(0, max(len(new), 1))
    if old == new and room.contains(span):
        return span
    found = _places(quotation, new, room)
    if len(found) == 1:
        return found[0]
    before = old[max(0, span.start - CONTEXT) : span.start]
    after = old[span.end : span.end + CONTEXT]
    alike = [
        place
        for place in found
        if new[: place.start].endswith(before) and new.startswith(after, place.end)
    ]
    return alike[0] if len(alike) == 1 else None


def _places(words: str, text: str, room: Span) -> list[Span]:
    places = []
    start = text.find(words, room.start, room.end)
    while start >= 0:
        places.append(Span(start, start + len(words)))
        start = text.find(words, start + 1, room.end)
    return places

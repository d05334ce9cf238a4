"""Where the paragraphs of a text lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.domain.span import Span

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LONG_LINE = 120


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the blanks around it, and the heading that it stands under."""

    span: Span
    heading: str = ""


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span of `text[start:end]` without blanks at its edges, None if all is blank."""
    piece = text[start:end]
    words = piece.lstrip()
    if not words:
        return None
    first = end - len(words)
    return Span(first, first + len(words.rstrip()))


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line without its line feed, and where it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def plain_paragraphs(text: str) -> list[Paragraph]:
    """Return the blocks between blank lines.

    A text of long lines without any blank line, as word processors save it, has one paragraph
    on each line.
    """
    every_line = _one_paragraph_a_line(text)
    blocks: list[Paragraph] = []
    start: int | None = None
    for offset, line in lines(text):
        blank = not line.strip()
        if start is not None and (blank or every_line):
            _add(blocks, text, start, offset, "")
            start = None
        if not blank and start is None:
            start = offset
    if start is not None:
        _add(blocks, text, start, len(text), "")
    return blocks


def markdown_paragraphs(text: str) -> list[Paragraph]:
    """Return the blocks between blank lines and headings; a heading is no paragraph itself."""
    blocks: list[Paragraph] = []
    heading, fence = "", ""
    start: int | None = None
    for offset, line in lines(text):
        title = None if fence else _HEADING.match(line)
        fence = _fence_after(line, fence)
        ends = title is not None or not line.strip()
        if start is not None and ends:
            _add(blocks, text, start, offset, heading)
            start = None
        if title is not None:
            heading = title["title"]
        elif start is None and line.strip():
            start = offset
    if start is not None:
        _add(blocks, text, start, len(text), heading)
    return blocks or plain_paragraphs(text)


def _fence_after(line: str, fence: str) -> str:
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if fence:
        return "" if mark[1] == fence else fence
    return mark[1]


def _add(blocks: list[Paragraph], text: str, start: int, end: int, heading: str) -> None:
    span = trimmed(text, start, end)
    if span is not None:
        blocks.append(Paragraph(span, heading))


def _one_paragraph_a_line(text: str) -> bool:
    body = text.strip().split("\n")
    return all(line.strip() for line in body) and any(len(line) > _LONG_LINE for line in body)

"""Imported texts and the segments that their own structure gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qualcode.domain.identity import Id
from qualcode.domain.span import Span


class SourceKind(StrEnum):
    """What sort of text a source is."""

    SURVEY = "survey"
    INTERVIEW = "interview"
    FORUM = "forum"
    CASE = "case"


class SegmentKind(StrEnum):
    """What a segment is in the source's own structure."""

    ANSWER = "answer"
    TURN = "turn"
    PARAGRAPH = "paragraph"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit that the source's own structure gives; whole codings and `looked at` refer to it.

    `label` names it inside its source: the question's id for an answer, else its number from 1.
    `place` is the rank, item or part inside a question with several, else empty.
    `time_ms` is where a recording's segment begins, in milliseconds.
    """

    id: Id
    source: Id
    number: int
    span: Span
    kind: SegmentKind
    label: str
    participant: Id | None = None
    question: str | None = None
    place: str = ""
    heading: str = ""
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One imported text, stored verbatim and immutable.

    `digest` is the SHA-256 of the text, `original` that of the file's bytes, `given` that of the
    name which the file gives, by which a renamed source is recognised.
    """

    id: Id
    name: str
    kind: SourceKind
    digest: str
    length: int
    original: str
    file_name: str
    reader: str
    imported: datetime
    supersedes: Id | None = None
    removed: bool = False
    given: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source together with its text and segments, ordered by position."""

    source: Source
    text: str
    segments: tuple[Segment, ...] = field(default=())

    def quotation(self, span: Span) -> str:
        """Return the words that the span covers."""
        return span.of(self.text)

    def segment_at(self, position: int) -> Segment | None:
        """Return the segment that holds the code point at this position."""
        from bisect import bisect_right

        index = bisect_right(self.segments, position, key=lambda segment: segment.span.start) - 1
        if index >= 0 and self.segments[index].span.covers(position):
            return self.segments[index]
        return None


def text_digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 form in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def bytes_digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()

"""What a reader hands over: the contents of one file before the study takes them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.domain.people import AttributeValue
from qualcode.domain.source import SegmentKind, SourceKind
from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class DraftSegment:
    """A segment as a reader found it; `speaker` is the participant's name, if known."""

    span: Span
    kind: SegmentKind
    label: str
    speaker: str | None = None
    question: str | None = None
    place: str = ""
    heading: str = ""
    time_ms: int | None = None


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """One participant's response to one question or a place of it.

    `value` is None for a question that was asked and left blank. `segment` is the index of the
    draft segment that holds an open answer.
    """

    question: str
    place: str = ""
    value: str | None = None
    number: float | None = None
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class DraftSource:
    """One text with its structure; a survey gives one for each participant."""

    name: str
    kind: SourceKind
    text: str
    segments: tuple[DraftSegment, ...]
    participant: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    answers: tuple[DraftAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one file holds.

    `original` are the file's bytes; `notices` say what a person should know about how it was
    read (encoding, replaced characters, what was left out).
    """

    file_name: str
    original: bytes
    reader: str
    sources: tuple[DraftSource, ...]
    moderators: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

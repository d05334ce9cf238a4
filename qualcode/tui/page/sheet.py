"""What lies open: segments one below the other, from one source or from many.

A sheet has one text of its own, so that rows, units and spans need not know how many sources it
was put together from. Each block says how far its words were moved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.domain.identity import Id
from qualcode.domain.people import Participant
from qualcode.domain.source import Segment, SourceText
from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class Block:
    """One segment on the sheet; `span` is its place there, `heading` stands above its words."""

    segment: Segment
    span: Span
    source: str
    participant: Participant | None = None
    heading: str = ""
    label: str = ""

    def to_source(self, span: Span) -> Span:
        """Return the same words' span in the source."""
        return span.shifted(self.segment.span.start - self.span.start)

    def to_sheet(self, span: Span) -> Span:
        """Return where a span of the source lies on the sheet."""
        return span.shifted(self.span.start - self.segment.span.start)


@dataclass(frozen=True)
class Sheet:
    """The text that is read, with its blocks in order; `question` is set if all answer one."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    question: str | None = None
    source: Id | None = None
    _spans: tuple[Span, ...] = field(init=False, default=())

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return where each block lies."""
        return tuple(block.span for block in self.blocks)

    @cached_property
    def of_segment(self) -> dict[Id, int]:
        """Map each segment to the number of its block."""
        return {block.segment.id: number for number, block in enumerate(self.blocks)}

    def number_at(self, position: int) -> int:
        """Return the number of the block at a position; from between two, the one before."""
        return max(0, bisect_right(self.spans, position, key=lambda span: span.start) - 1)

    def block_at(self, position: int) -> Block:
        """Return the block at a position; from between two, the one before."""
        return self.blocks[self.number_at(position)]


@dataclass(frozen=True, slots=True)
class Words:
    """One segment's words before they are laid on a sheet."""

    segment: Segment
    text: str
    source: str
    participant: Participant | None


def sheet_of_source(found: SourceText, persons: dict[Id, Participant]) -> Sheet:
    """Lay a whole source on a sheet; its headings are the questions or parts."""
    blocks = []
    for segment in found.segments:
        person = persons.get(segment.participant) if segment.participant else None
        asked = segment.question is not None or segment.heading
        label = "" if asked else f"{segment.number} {person.name if person else ''}".rstrip()
        heading = segment.heading or segment.question or ""
        blocks.append(Block(segment, segment.span, found.source.name, person, heading, label))
    return Sheet(found.source.name, found.text, tuple(blocks), None, found.source.id)


def sheet_of_answers(title: str, question: str, answers: Iterable[Words]) -> Sheet:
    """Lay all answers to one question below each other; headings say who answered."""
    blocks: list[Block] = []
    parts: list[str] = []
    position = 0
    for answer in answers:
        span = Span(position, position + len(answer.text))
        heading = _who(answer)
        blocks.append(Block(answer.segment, span, answer.source, answer.participant, heading))
        parts.append(answer.text)
        position = span.end + 1
    return Sheet(title, "\n".join(parts), tuple(blocks), question)


def _who(answer: Words) -> str:
    place = f" ({answer.segment.place})" if answer.segment.place else ""
    if answer.participant is None:
        return f"{answer.source}{place}"
    values = [
        f"{name} {told(value)}" for name, value in sorted(answer.participant.attributes.items())
    ]
    return " · ".join([answer.participant.name + place, *values])


def told(value: str | float) -> str:
    """Return an attribute's value as people write it: whole numbers without a point."""
    return f"{value:g}" if isinstance(value, float | int) else value

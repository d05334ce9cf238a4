"""The survey deck: each answer of a page as a row of its own, to be sorted, filtered and coded."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.people import AttributeValue
from qualcode.domain.source import Segment
from qualcode.study.pages import Page


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a row; `number` is its place among the entries of the page, from 0.

    `who` is the participant, or the source if nobody is known to speak; `words` is the text.
    """

    number: int
    segment: Segment
    who: str
    attributes: dict[str, AttributeValue]
    words: str


def answers(page: Page) -> list[Answer]:
    """Return what is to be coded on a page, in its order; what interviewers say is left out."""
    return [
        Answer(
            number,
            entry.segment,
            entry.participant.name if entry.participant else entry.source.name,
            entry.participant.attributes if entry.participant else {},
            entry.span.of(page.text),
        )
        for number, entry in enumerate(page.entries)
        if not entry.asks
    ]


def in_words(value: AttributeValue) -> str:
    """Return an attribute's value as people read it."""
    return value if isinstance(value, str) else f"{value:g}"

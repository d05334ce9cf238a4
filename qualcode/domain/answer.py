"""What a participant answered, open or closed."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.domain.identity import Id


@dataclass(frozen=True, slots=True)
class Answer:
    """One participant's response to one question, or to one place of it.

    `value` is None where the question was asked and left blank; a question that was not asked has
    no answer at all. `segment` holds the words of an open answer.
    """

    source: Id
    participant: Id
    question: str
    place: str = ""
    value: str | None = None
    number: float | None = None
    segment: Id | None = None

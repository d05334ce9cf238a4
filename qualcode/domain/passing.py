"""Quotations that somebody read and passed for others to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qualcode.domain.identity import Id
from qualcode.domain.span import Span

NOBODY_IN_PARTICULAR = "a participant"
"""How a quotation is attributed when nothing of its speaker may be told."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A span with a code that may be printed: who passed it, when, and what is told of its speaker.

    `attributes` are the names of the speaker's attributes that may stand beside the words. `round`
    is that of the coding; it decides who may see in a blind round that it was passed.
    """

    source: Id
    span: Span
    code: str
    segment: Id
    round: str
    coder: Id
    attributes: tuple[str, ...]
    moment: datetime

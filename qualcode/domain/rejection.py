"""What a coder refused of what was suggested: a code on a segment, or a word as a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qualcode.domain.identity import Id
from qualcode.domain.provenance import PLAIN, Provenance


@dataclass(frozen=True, slots=True)
class Rejection:
    """This coder said that this code does not apply to this segment.

    `provenance` is that of the suggestion; `round` is empty outside a round.
    """

    coder: Id
    code: str
    segment: Id
    moment: datetime
    provenance: Provenance = PLAIN
    round: str = ""


@dataclass(frozen=True, slots=True)
class StruckWord:
    """This coder said that this word is no reason for this code; it is kept in lower case."""

    coder: Id
    code: str
    word: str
    moment: datetime

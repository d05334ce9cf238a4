"""The act of coding, what a coder looked at, and the notes made on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qualcode.domain.identity import Id
from qualcode.domain.provenance import PLAIN, Provenance
from qualcode.domain.span import Span


class Origin(StrEnum):
    """How a coding came to be.

    An accepted one was a suggestion that a coder took as it was; once its words or its code are
    changed by hand it is edited.
    """

    HUMAN = "human"
    ACCEPTED = "accepted"
    EDITED = "edited"
    IMPORTED = "imported"
    ADJUDICATED = "adjudicated"

    @property
    def by_a_coder(self) -> bool:
        """Say whether a coder made it here at work, with or without a suggestion."""
        return self in (Origin.HUMAN, Origin.ACCEPTED, Origin.EDITED)


@dataclass(frozen=True, slots=True)
class Coding:
    """One act: this coder put this code on this span.

    The span lies inside the segment. `revision` is the codebook's content hash at that moment;
    `round` is empty outside a round.
    """

    id: Id
    coder: Id
    code: str
    source: Id
    segment: Id
    span: Span
    created: datetime
    round: str = ""
    origin: Origin = Origin.HUMAN
    revision: str = ""
    provenance: Provenance = PLAIN


class LookState(StrEnum):
    """How far a coder has looked at a segment; no entry at all means: did not look."""

    SEEN = "seen"
    DONE = "done"
    NOTHING = "nothing applies"


@dataclass(frozen=True, slots=True)
class Look:
    """What makes `coded nothing here` differ from `did not look here`."""

    coder: Id
    segment: Id
    state: LookState
    moment: datetime
    round: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A coder's own mark on a segment to come back to; `round` is empty outside a round."""

    coder: Id
    segment: Id
    moment: datetime
    round: str = ""


class MemoSubject(StrEnum):
    """What a memo is about."""

    STUDY = "study"
    SOURCE = "source"
    SEGMENT = "segment"
    CODE = "code"
    CODING = "coding"
    PARTICIPANT = "participant"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Memo:
    """A note by one person on a study, source, segment, code, coding, participant or cell.

    A cell is one of the framework matrix.
    """

    id: Id
    kind: MemoSubject
    subject: str
    coder: Id
    text: str
    changed: datetime

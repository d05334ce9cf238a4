"""Kinds of journal entry, and which of them can be taken back.

An event says who changed what from `before` to `after`, both plain JSON values without any words
of participants, so that erasing a person never rewrites history.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from qualcode.domain.identity import Id

Json = dict[str, Any] | list[Any] | str | int | float | bool | None


class EventKind(StrEnum):
    """What one journal entry tells; a value of None before or after means: was not there."""

    CODING = "coding"
    LOOK = "look"
    FLAG = "flag"
    REJECTION = "rejection"
    STRUCK_WORD = "struck word"
    MEMO = "memo"
    SOURCE = "source"
    PARTICIPANT = "participant"
    CODER = "coder"
    CODEBOOK = "codebook"
    INSTRUMENT = "instrument"
    ROUND = "round"
    DECISION = "decision"
    STUDY = "study"
    TRANSFER = "transfer"
    REDACTION = "redaction"
    RELEASE = "release"
    PASSED_QUOTATION = "passed quotation"


UNDOABLE = frozenset(
    {
        EventKind.CODING,
        EventKind.LOOK,
        EventKind.FLAG,
        EventKind.REJECTION,
        EventKind.STRUCK_WORD,
        EventKind.MEMO,
        EventKind.SOURCE,
        EventKind.PARTICIPANT,
        EventKind.CODEBOOK,
        EventKind.DECISION,
        EventKind.PASSED_QUOTATION,
    }
)
"""Kinds whose inverse can be applied; the others only ever happen forwards."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal.

    Events of one deed share `deed`, which is done and undone as a whole. `undoes` names the deed
    that this one takes back. `digest` chains each event to the one before it.
    """

    id: Id
    deed: Id
    moment: datetime
    coder: Id
    kind: EventKind
    subject: str
    before: Json
    after: Json
    undoes: Id | None = None
    previous_digest: str = ""
    digest: str = ""

    def sealed(self, previous_digest: str) -> Event:
        """Return the event with its digest in the chain after `previous_digest`."""
        from dataclasses import replace

        return replace(
            self, previous_digest=previous_digest, digest=self.digest_after(previous_digest)
        )

    def digest_after(self, previous_digest: str) -> str:
        """Return SHA-256 over the previous digest and this event's canonical JSON."""
        content = [
            self.id,
            self.deed,
            self.moment.isoformat(),
            self.coder,
            self.kind.value,
            self.subject,
            self.before,
            self.after,
            self.undoes,
        ]
        return hashlib.sha256((previous_digest + canonical_json(content)).encode()).hexdigest()


def canonical_json(value: Json) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, non-ASCII kept."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

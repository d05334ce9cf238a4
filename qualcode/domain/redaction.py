"""What may identify somebody in a text, and what a person said about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.domain.identity import Id
from qualcode.domain.span import Span


class IdentifierKind(StrEnum):
    """What sort of words may identify somebody."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PHONE = "phone"
    EMAIL = "e-mail"
    DATE = "date"
    ID = "id"
    OTHER = "other"


class Verdict(StrEnum):
    """What is to become of words that may identify somebody."""

    REPLACE = "replace"
    GENERALISE = "generalise"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words of a text that may identify somebody, and why that is thought."""

    span: Span
    kind: IdentifierKind
    reason: str


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that the study's keeper confirmed, with what stands in its place everywhere."""

    name: str
    kind: IdentifierKind
    replacement: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person said about one hit; `replacement` is empty and `reason` given if it is kept."""

    span: Span
    kind: IdentifierKind
    verdict: Verdict
    replacement: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One proposal where it stands: its source, the words, what is around them.

    `replacement` stands in for the words, `generalisation` is the vaguer choice; `ruling` is None
    until somebody decided.
    """

    source: Id
    name: str
    proposal: Proposal
    words: str
    before: str
    after: str
    replacement: str
    generalisation: str
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class MovedCoding:
    """A coding whose borders cut through words that are replaced; it grows to the whole of them."""

    source: str
    code: str
    quotation: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Residue:
    """A place that still holds a name that was replaced; `place` says where, never the name."""

    place: str
    count: int
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Redacted:
    """What applying the rulings did; `moved` are codings whose words changed beyond replacement."""

    sources: int
    replaced: int
    codings: int
    moved: tuple[MovedCoding, ...] = ()
    originals: int = 0
    residue: tuple[Residue, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What goes with a participant whose consent was withdrawn, or went with them.

    `sources` held their words only and are emptied, in `shared` ones their segments are blanked;
    `residue` tells where their name or sentences still are.
    """

    sources: int
    shared: int
    segments: int
    codings: int
    memos: int
    originals: int
    residue: tuple[Residue, ...] = ()

"""Rounds: who codes which segments, under which codebook, and how disagreements were decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qualcode.domain.identity import Id


class RoundState(StrEnum):
    """A round is coded while it is open; its figures belong to everybody once it is closed."""

    OPEN = "open"
    CLOSED = "closed"


class Drawn(StrEnum):
    """What a round draws: single segments, or whole sources with all their segments."""

    SEGMENT = "segment"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the segments of a round were drawn, so that it can be told and done again.

    `population` counts the units that could have been drawn and `drawn` those that were. Within
    each combination of the `stratify` values the same `share` is drawn. `overlap` is the share of
    the drawn units that every coder gets; the rest is dealt out, one coder each. `repeats` is the
    share, of a coder's queue, of their own earlier segments that are slipped in to be coded again.
    `question` and `kind` (of source) narrow what could be drawn; empty is all.
    """

    unit: Drawn = Drawn.SEGMENT
    share: float = 1.0
    stratify: tuple[str, ...] = ()
    overlap: float = 1.0
    repeats: float = 0.0
    seed: int = 0
    population: int = 0
    drawn: int = 0
    question: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A set of segments, the coders who code them, blind or open, with the codebook frozen.

    `name` is what codings and looks of the round carry; it never changes. `revision` is the
    content hash of the codebook that holds throughout. `unblinded` says that somebody asked for
    figures before the end.
    """

    name: str
    coders: tuple[Id, ...]
    blind: bool
    sampling: Sampling
    revision: str
    created: datetime
    state: RoundState = RoundState.OPEN
    closed: datetime | None = None
    unblinded: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether the round is still coded."""
        return self.state is RoundState.OPEN


@dataclass(frozen=True, slots=True)
class Assignment:
    """One segment in one coder's queue of a round.

    `place` orders the queue from 0. `repeat` marks a segment that the coder has coded before, to
    be coded again without seeing what was coded then.
    """

    round: str
    coder: Id
    segment: Id
    place: int
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class CoderProgress:
    """How far one coder has come in a round, in segments; nothing is said of any code.

    Of the `assigned`, `seen` were looked at and are not finished, `done` are finished with or
    without a code, to `nothing` nothing applies. `coded` carry a coding. `repeats` of the
    assigned were coded before.
    """

    coder: str
    assigned: int
    seen: int
    done: int
    nothing: int
    coded: int
    repeats: int

    @property
    def finished(self) -> int:
        """Return how many segments are done, or had nothing that applies."""
        return self.done + self.nothing


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """A round and how far each coder has come; `shared` segments lie in two queues or more.

    `compared` of them are finished by at least two coders; None if the reader is not told of
    others.
    """

    round: Round
    coders: tuple[CoderProgress, ...]
    segments: int
    shared: int
    compared: int | None


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a change of queues did: segments added to each coder's queue by name.

    `stayed` counts those that were to move and did not, because they were begun or the other
    coder has them too.
    """

    round: Round
    added: dict[str, int]
    stayed: int = 0


@dataclass(frozen=True, slots=True)
class Repetition:
    """One coder's codes on a segment in a round, and at the reading before it."""

    coder: str
    segment: Id
    now: frozenset[str]
    earlier: frozenset[str]
    moment: datetime
    revision: str


class Verdict(StrEnum):
    """How a disagreement about a segment was decided."""

    READING = "one reading"
    BOTH = "both"
    NEITHER = "neither"
    OTHER = "other codes"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a segment on which the coders of a round disagreed.

    `readings` names the coders whose reading was taken, if one was; `codes` are those that
    `consensus` holds on the segment now. `coder` decided.
    """

    round: str
    segment: Id
    verdict: Verdict
    codes: tuple[str, ...]
    coder: Id
    moment: datetime
    readings: tuple[Id, ...] = ()
    reason: str = ""

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
    """

    unit: Drawn = Drawn.SEGMENT
    share: float = 1.0
    stratify: tuple[str, ...] = ()
    overlap: float = 1.0
    repeats: float = 0.0
    seed: int = 0
    population: int = 0
    drawn: int = 0


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

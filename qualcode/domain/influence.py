"""How codings made with suggestions in sight differ from those made without."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from qualcode.domain.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Side:
    """Codings made with hints, or those made without.

    `segments` counts a segment once for each coder (and round) who gave it a code, `per_segment`
    is the mean number of different codes on one. `accepted`, `edited` and `by_hand` count codings;
    `first` and `last` are when the codings were made, in UTC.
    """

    segments: int
    codings: int
    per_segment: float | None
    accepted: int
    edited: int
    by_hand: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class CoderInfluence:
    """The two sides of one coder's work."""

    coder: str
    with_hints: Side
    without_hints: Side


@dataclass(frozen=True, slots=True)
class CodeInfluence:
    """How many of the segments that a code is for carry it, with hints and without.

    `difference` is the share with hints less the share without, from -1 to 1.
    """

    code: str
    name: str
    with_hints: int
    of_with: int
    without_hints: int
    of_without: int
    difference: Estimate


@dataclass(frozen=True, slots=True)
class OrderUsed:
    """How many codings were made in an order of work; `steered` if a model made the order."""

    order: str
    steered: bool
    with_hints: int
    without_hints: int


@dataclass(frozen=True, slots=True)
class InfluenceReport:
    """Codings with hints in sight beside codings without; it cannot tell cause from occasion.

    `second_look` counts segments whose coder gave a code before hints came and another one after;
    they are among those with hints. `empty` segments were finished without a code, which leaves no
    trace of hints. `imported` codings were made elsewhere and are left out. The agreements are
    Krippendorff's alpha over sets of codes, `n` in segments that two coders coded; `mixed`
    segments were coded by one with and by another without.
    """

    question: str | None
    with_hints: Side
    without_hints: Side
    second_look: int
    empty: int
    imported: int
    coders: tuple[CoderInfluence, ...]
    codes: tuple[CodeInfluence, ...]
    agreement_with: Estimate
    agreement_without: Estimate
    mixed: int
    orders: tuple[OrderUsed, ...]
    resamples: int
    seed: int
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return asdict(self)

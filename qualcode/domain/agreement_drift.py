"""How agreement changed while the coding went on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeated:
    """How far one coder, on segments coded twice, agrees with what the same coder did before.

    `percent` is the share of segments that got exactly the same codes both times.
    """

    coder: str
    n_units: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Agreement on a run of units in the order of time; `first` and `last` count from 1.

    `begin` and `end` are the days on which its first and last unit had been looked at by two.
    """

    first: int
    last: int
    begin: str
    end: str
    alpha: float | None
    low: float | None
    high: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class UnderRevision:
    """Agreement on the units that were coded under one revision of the codebook."""

    revision: str
    n_units: int
    alpha: float | None
    low: float | None
    high: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Drift:
    """What an agreement report says about time: the coders' own consistency, and the course."""

    intra: tuple[Repeated, ...] = ()
    rolling: tuple[Stretch, ...] = ()
    by_revision: tuple[UnderRevision, ...] = ()

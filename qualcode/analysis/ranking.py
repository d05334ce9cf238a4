"""From ranks to mean rank, first-choice share and Borda points."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qualcode.domain.proportions import wilson


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the ranks of one code come to; shares run from 0 to 1, None where nobody is."""

    mean_rank: float | None
    first: int
    first_share: float | None
    interval: tuple[float, float] | None
    borda: int
    borda_mean: float | None


def ranked(ranks: Collection[int], base: int, places: int) -> Ranked:
    """Return the figures of a code that those who name it put on these ranks, 1 being the first.

    Borda's count for lists that leave things out: of `places` ranks, rank r gives places + 1 - r
    points, and what is not named gives none, however few are named (one of the ways in Emerson
    2013, The original Borda count and partial voting, Social Choice and Welfare 40, 353-358).

    Raises:
        ValueError: if a rank is not one of the places.
    """
    if any(not 1 <= rank <= places for rank in ranks):
        raise ValueError(f"ranks run from 1 to {places}")
    first = sum(rank == 1 for rank in ranks)
    points = sum(places + 1 - rank for rank in ranks)
    return Ranked(
        sum(ranks) / len(ranks) if ranks else None,
        first,
        first / base if base else None,
        wilson(first, base),
        points,
        points / base if base else None,
    )

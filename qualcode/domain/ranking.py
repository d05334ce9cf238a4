"""Rows of answers that were ranked in order of import."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RankRow:
    """How high the participants of a group rank a code.

    `n` of `base` participants name it; `percent` (0-100) is their share. `mean_rank` is the mean
    of the ranks that those who name it give it, 1 being the first. `first` participants put it
    first, `first_percent` of the base, with the 95 per cent Wilson interval `low` to `high`.
    `borda` are the points of all together, `borda_mean` the points for each of the base. What is
    withheld is None.
    """

    code: str
    name: str
    level: int
    group: str
    n: int | None
    base: int | None
    percent: float | None
    mean_rank: float | None
    first: int | None
    first_percent: float | None
    low: float | None
    high: float | None
    borda: int | None
    borda_mean: float | None
    people: int | None = None
    suppressed: bool = False
    groups: tuple[str, ...] = ()

    def withheld(self, parts: frozenset[str]) -> RankRow:
        """Return the row without what tells of these parts.

        Mean rank and points go with the first choices: with them, these could be worked out.
        """
        less = replace(
            self,
            mean_rank=None,
            first=None,
            first_percent=None,
            low=None,
            high=None,
            borda=None,
            borda_mean=None,
            suppressed=True,
        )
        if parts == {"first"}:
            return less
        base = None if "base" in parts else self.base
        return replace(less, n=None, base=base, percent=None, people=None)

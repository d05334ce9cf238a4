"""Rows of a change between two waves of one instrument."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class WaveRow:
    """How the share of a group that carries a code changed from one wave to the next.

    `n` of `base` and `percent` (0-100) are given before and after; `difference` is that of the
    percentages in points, after less before, with its 95 per cent interval `low` to `high`.
    `reading` says in words whether the change holds. What is withheld or cannot be said is None.
    """

    code: str
    name: str
    level: int
    group: str
    n_before: int | None
    base_before: int | None
    percent_before: float | None
    n_after: int | None
    base_after: int | None
    percent_after: float | None
    difference: float | None
    low: float | None
    high: float | None
    reading: str
    suppressed: bool = False
    groups: tuple[str, ...] = ()

    def withheld(self, parts: frozenset[str]) -> WaveRow:
        """Return the row without what tells of one wave or of both, and without the change."""
        found = replace(
            self, difference=None, low=None, high=None, reading="withheld", suppressed=True
        )
        if not parts.isdisjoint(("n_before", "base_before")):
            base = None if "base_before" in parts else self.base_before
            found = replace(found, n_before=None, percent_before=None, base_before=base)
        if not parts.isdisjoint(("n_after", "base_after")):
            base = None if "base_after" in parts else self.base_after
            found = replace(found, n_after=None, percent_after=None, base_after=base)
        return found

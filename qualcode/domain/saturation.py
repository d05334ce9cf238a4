"""How much that is new each further source or participant brings."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class SaturationRow:
    """How many different codes were met after so many units.

    `number` counts the units from 1 in their order. `new` are the codes that came up since the row
    before, `seen` all so far. `expected` is the mean of `seen` over every order, `low` and `high`
    hold 95 per cent of the random orders that were drawn.
    """

    number: int
    new: int | None
    seen: int | None
    expected: float | None
    low: float | None
    high: float | None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> SaturationRow:
        """Return the row without what one order shows, or without any figure."""
        ordered = replace(self, new=None, seen=None, suppressed=True)
        if parts <= {"order"}:
            return ordered
        return replace(ordered, expected=None, low=None, high=None)


@dataclass(frozen=True, slots=True)
class StopRow:
    """Where new information fell to a threshold, after Guest, Namey and Chen (2020).

    `base_codes` are the codes met in the first `base` units. Of the first run of `run` units that
    brought at most `threshold` of that number anew, `after` says how many units came before it and
    `share` how much it brought; both are None if no run did. Shares run from 0 to 1.
    """

    base: int
    run: int
    threshold: float
    base_codes: int | None
    after: int | None
    share: float | None
    suppressed: bool = False

    @property
    def told(self) -> str:
        """Return the stop as the authors write it, `6+2`: a run of 2 after 6; empty if none."""
        return "" if self.after is None else f"{self.after}+{self.run}"

    def withheld(self, parts: frozenset[str]) -> StopRow:
        """Return the row without its figures."""
        if not parts:
            return self
        return replace(self, base_codes=None, after=None, share=None, suppressed=True)

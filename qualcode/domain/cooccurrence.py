"""Codes that occur together, and codes that follow each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from qualcode.domain.tables import Unit


class Within(StrEnum):
    """How close two codes must come to count as together."""

    SEGMENT = "segment"
    OVERLAP = "overlap"
    NEAR = "near"
    SOURCE = "source"
    PARTICIPANT = "participant"

    @property
    def unit(self) -> Unit:
        """Return what is counted; overlaps and near segments are counted by segment."""
        if self in (Within.OVERLAP, Within.NEAR):
            return Unit.SEGMENT
        return Unit(self.value)


@dataclass(frozen=True, slots=True)
class PairRow:
    """How many units carry a code together with another; a code beside itself is its frequency.

    `base` are the units that both codes could have been put on, `n_code` and `n_other` those of
    them that carry the one and the other, `n` those that carry both, `people` the distinct persons
    behind `n`. `jaccard` is n / (n_code + n_other - n), from 0 to 1. `c` is ATLAS.ti's coefficient
    of the same form, counted on quotations where spans must overlap. `lift` is `n` over what
    chance alone would bring. The three are None beside itself and where they are undefined; what
    is withheld is None too.
    """

    code: str
    name: str
    other: str
    other_name: str
    n: int | None
    n_code: int | None
    n_other: int | None
    base: int | None
    people: int | None
    jaccard: float | None
    c: float | None
    lift: float | None
    suppressed: bool = False

    def withheld(self, parts: frozenset[str]) -> PairRow:
        """Return the row without the counts of these parts, or what they follow from."""
        return replace(
            self,
            n=None if parts & {"n", "both"} else self.n,
            people=None if parts & {"n", "both"} else self.people,
            n_code=None if "n_code" in parts else self.n_code,
            n_other=None if "n_other" in parts else self.n_other,
            base=None if "base" in parts else self.base,
            jaccard=None,
            c=None,
            lift=None,
            suppressed=True,
        )


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """How often a code is followed by another in the next coded segment.

    `base` are all steps from one coded segment to the next, `n_code` those that leave a segment
    with `code`, `n_next` those that reach one with `next`, `n` those that do both. `expected` is
    n_code * n_next / base, `lift` n / expected. `people` are the distinct persons who said the
    first of the two, or the second if those are fewer.
    """

    code: str
    name: str
    next: str
    next_name: str
    n: int | None
    expected: float | None
    lift: float | None
    n_code: int | None
    n_next: int | None
    base: int | None
    people: int | None
    suppressed: bool = False

    @property
    def stays(self) -> bool:
        """Say whether the code follows itself."""
        return self.code == self.next

    def withheld(self, parts: frozenset[str]) -> SequenceRow:
        """Return the row without the counts of these parts, or what they follow from."""
        return replace(
            self,
            n=None if parts & {"n", "both"} else self.n,
            people=None if parts & {"n", "both"} else self.people,
            n_code=None if "n_code" in parts else self.n_code,
            n_next=None if "n_next" in parts else self.n_next,
            base=None if "base" in parts else self.base,
            expected=None,
            lift=None,
            suppressed=True,
        )

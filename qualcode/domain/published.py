"""Figures that a report printed, to be compared with what the study counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One printed figure: a percentage (0-100), or a place in an order, of a group.

    Exactly one of `code` and `answer` says what is counted: a code, or the values of a closed
    question (`min`, `max` or `is`). `group` is `all` or a value of the attribute position.
    """

    id: str
    question: str
    group: str
    code: str = ""
    answer: Mapping[str, object] = field(default_factory=dict)
    percent: float | None = None
    order: int | None = None
    note: str = ""

    def counts(self, value: str) -> bool:
        """Say whether a closed answer's value is among those that the figure counts."""
        if "is" in self.answer:
            return value.casefold() == str(self.answer["is"]).casefold()
        try:
            number = float(value)
        except ValueError:
            return False
        low, high = self.answer.get("min"), self.answer.get("max")
        return (low is None or number >= float(str(low))) and (
            high is None or number <= float(str(high))
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A printed figure beside the one that the study counts: `n` of `base`.

    `place` is the counted place in an order. `difference` is counted minus printed, in percentage
    points rounded as printed, or in places; None where nothing can be counted.
    """

    figure: PublishedFigure
    name: str
    n: int
    base: int
    percent: float | None
    place: int | None
    difference: int | None

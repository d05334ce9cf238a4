"""How a coding or a rejection came about: what was on the screen, and in which order one worked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WorkOrder(StrEnum):
    """In which order the segments came to be coded."""

    DOCUMENT = "document"
    RARE = "rare codes first"
    AUDIT = "random audit"
    UNCERTAIN = "least certain first"
    CERTAIN = "most certain first"

    @property
    def steered(self) -> bool:
        """Say whether a model chose what came first, so that shares lean to what it looks for."""
        return self in (WorkOrder.RARE, WorkOrder.UNCERTAIN, WorkOrder.CERTAIN)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a coder had before them when they decided; the plain one is: text alone, in order.

    `hint_visible` says that a suggestion for the segment was on the screen. `rank`, 1 for the
    best, `score`, `probability` and `model` (its hash) are those of the suggestion that the
    decision is about; a rank of 0 means that it is about none.
    """

    hint_visible: bool = False
    rank: int = 0
    score: float | None = None
    probability: float | None = None
    model: str = ""
    order: WorkOrder = WorkOrder.DOCUMENT

    def __post_init__(self) -> None:
        if self.rank < 0:
            raise ValueError(f"a rank cannot be {self.rank}")
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError(f"a probability cannot be {self.probability:g}")


PLAIN = Provenance()
"""The provenance of a coding that no suggestion was seen for, in the order of the document."""

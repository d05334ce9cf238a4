"""Words of a participant that a code was put on, as they are shown or printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.identity import Id
from qualcode.domain.spot import Spot


class QuoteOrder(StrEnum):
    """In which order quotations stand."""

    TEXT = "text"
    TYPICAL = "typical"
    LONGEST = "longest"
    SHORTEST = "shortest"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A coded span: where it is, its words, what stands around it, who coded it, who said it.

    `codings` are the acts behind it, of several coders where they put the same code on the same
    span. `before` and `after` are the rest of the segment. `attributes` are the participant's;
    `participant` is the pseudonym, empty where nobody speaks. `typicality` runs from 0 to 1: how
    near the words are to what all quotations of the theme say, None where it was not asked for.
    """

    codings: tuple[Id, ...]
    spot: Spot
    words: str
    before: str
    after: str
    code: str
    code_name: str
    coders: tuple[str, ...]
    participant: str
    person: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    typicality: float | None = None

    @property
    def context(self) -> str:
        """Return the whole segment."""
        return self.before + self.words + self.after

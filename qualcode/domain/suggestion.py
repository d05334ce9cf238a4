"""What a machine proposes: a code for a span, with the reasons. It is never a coding."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.domain.identity import Id
from qualcode.domain.span import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that speak for a code, of the text or of an earlier coding, and by how much.

    `weight` is the words' share of the suggestion's score, in the score's own unit.
    """

    words: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that is proposed for some text.

    The higher the `score` the better; it is comparable among the suggestions for one text only.
    `probability`, from 0 to 1, is None as long as no honest one can be given. `segment` and
    `span` (code points of the source) say where it lies if that is in a study; without a span it
    is for the whole segment.
    """

    code: str
    score: float
    probability: float | None = None
    evidence: tuple[Reason, ...] = ()
    segment: Id | None = field(default=None, kw_only=True)
    span: Span | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if self.probability is not None and not 0 <= self.probability <= 1:
            raise ValueError(f"a probability cannot be {self.probability:g}")

    @property
    def figure(self) -> str:
        """Return how sure it is, as it is shown: `86 %`, or the bare score as `0.86`."""
        sure = self.probability
        return f"{self.score:.2f}" if sure is None else f"{100 * sure:.0f} %"

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of evidence, the weightiest first."""
        return tuple(one.words for one in sorted(self.evidence, key=lambda one: -one.weight))

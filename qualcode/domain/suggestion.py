"""What a machine proposes: a code for a span, with the reasons. It is never a coding."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.identity import Id
from qualcode.domain.span import Span


class ReasonKind(StrEnum):
    """What a reason names.

    Words of the text; a coded text with the same words; another text with the code; a passage of
    the codebook that means the like; texts like this one, coded or not, which are about the code.
    """

    WORDS = "words"
    REPEAT = "coded before"
    CODING = "like coded"
    CODEBOOK = "codebook"
    ALIKE = "texts like it"


_GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a code, and by how much.

    `words` are those of the text, of the earlier coding or of the codebook, as `kind` says; there
    are none for texts that are alike. `weight` is its share of the suggestion's score, in the
    score's own unit. Words of the text and earlier codings are two views of what was learnt.
    """

    words: str
    weight: float = 0.0
    kind: ReasonKind = ReasonKind.WORDS


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
        """Return in at most twelve letters how sure it is, or else what it rests on.

        `86 %` where that can be said honestly, never 100. Before: `coded before` (the same words),
        `like coded` (texts with this code), `codebook`; `guess` if no reasons were asked for.
        """
        if self.probability is not None:
            return f"{min(round(100 * self.probability), 99)} %"
        kinds = {one.kind for one in self.evidence}
        coded = (kind for kind in (ReasonKind.REPEAT, ReasonKind.CODING) if kind in kinds)
        return next(coded, ReasonKind.CODEBOOK if kinds else _GUESS)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of evidence, the weightiest first."""
        ranked = sorted(self.evidence, key=lambda one: -one.weight)
        return tuple(one.words for one in ranked if one.words)

"""What a machine finds in coded and uncoded texts, for people to read; never a coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from qualcode.domain.identity import Id
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Reason

COVERED = 0.5
"""How well a code fits the sentences of a group that is no news."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said, and where they stand: `span` holds code points of the source.

    `number` is that of the segment in its source; `participant` is a pseudonym, empty if nobody
    is known to speak.
    """

    words: str
    span: Span
    participant: str = ""
    source: str = ""
    number: int = 0
    segment: Id | None = None

    def part(self, span: Span) -> Quotation:
        """Return the words of a span of the source that lies inside this one."""
        begin = span.start - self.span.start
        return replace(self, words=self.words[begin : begin + len(span)], span=span)


@dataclass(frozen=True, slots=True)
class Coded:
    """A code on a span of a passage, with who put it there."""

    code: str
    span: Span
    coders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment as it is read for discovery, with what was coded in it.

    `finished` says that somebody coded it to the end, so that codes it has not were not given.
    `among` are the codes that could be given; None means any.
    """

    whole: Quotation
    coded: tuple[Coded, ...] = ()
    finished: bool = False
    question: str = ""
    among: frozenset[str] | None = None

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes that anybody put anywhere in it."""
        return frozenset(one.code for one in self.coded)

    def words_of(self, code: str) -> Quotation:
        """Return what a code was put on, from its first to its last word."""
        spans = [one.span for one in self.coded if one.code == code]
        first, last = min(one.start for one in spans), max(one.end for one in spans)
        return self.whole.part(Span(first, last))


@dataclass(frozen=True, slots=True)
class TypicalWord:
    """A word that stands in `inside` of the texts in question and in `outside` of the others.

    `weight` is a z-score: above 1.96 the difference is larger than chance makes it.
    """

    word: str
    weight: float
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class NewTheme:
    """Uncoded sentences that say like things: perhaps a theme that the codebook lacks.

    `coherence` is the mean cosine among them, `by_chance` the most that chance gave for as many.
    `nearest` is the code that fits best, None without a codebook, and `fit` from 0 to 1 how well:
    the higher, the less is new. `participants` counts who said it, 0 if nobody is known to speak.
    """

    size: int
    participants: int
    coherence: float
    by_chance: float
    words: tuple[TypicalWord, ...]
    typical: tuple[Quotation, ...]
    members: tuple[Quotation, ...]
    nearest: str | None = None
    fit: float = 0.0

    @property
    def covered(self) -> bool:
        """Say whether the nearest code rather covers it, so that little is new."""
        return self.fit >= COVERED


@dataclass(frozen=True, slots=True)
class AlikeCodes:
    """Two codes that may be one.

    `definitions` is the cosine of what the codebook says of them. `texts` is how like the texts
    of one are to those of the other: 1 if as like as each code's own are to one another, None
    with too few. `both` segments carry both codes, `either` at least one.
    """

    first: str
    second: str
    definitions: float
    texts: float | None
    both: int
    either: int
    segments: tuple[int, int]

    @property
    def jaccard(self) -> float:
        """Return the share of the segments with either code that have both (Jaccard 1912)."""
        return self.both / self.either if self.either else 0.0

    @property
    def inside(self) -> float:
        """Return the share of the rarer code's segments that have the other too."""
        fewer = min(self.segments)
        return self.both / fewer if fewer else 0.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of two groups into which the texts of a code fall."""

    size: int
    words: tuple[TypicalWord, ...]
    typical: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class TwoMeanings:
    """A code whose texts fall into two groups, more clearly than chance makes them.

    `silhouette` is the mean silhouette width of the two, `by_chance` the widest that chance gave.
    """

    code: str
    size: int
    silhouette: float
    by_chance: float
    halves: tuple[Meaning, Meaning]


class Doubt(StrEnum):
    """Why a coding is worth a second look."""

    GIVEN = "given, not expected"
    MISSED = "expected, not given"


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A decision that what was learnt from all other texts does not lead to expect.

    `probability` is that of the code, `surprise` that of the decision in bits: -log2 p. `instead`
    is the code that was expected most of those not given, None if none was. `words` are those of
    the text that speak for the code in doubt if it was missed, else for the one `instead`.
    """

    quotation: Quotation
    code: str
    doubt: Doubt
    probability: float
    surprise: float
    coders: tuple[str, ...] = ()
    instead: str | None = None
    words: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that was found, the clearest of each first, and in `notes` what was not looked for.

    `passages`, `finished` and `uncoded` count what was read: segments, those coded to the end and
    sentences under no code.
    """

    passages: int = 0
    finished: int = 0
    uncoded: int = 0
    new_themes: tuple[NewTheme, ...] = ()
    alike: tuple[AlikeCodes, ...] = ()
    two_meanings: tuple[TwoMeanings, ...] = ()
    second_look: tuple[SecondLook, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return all of it as plain values, with the names of the codes."""
        content: dict[str, Any] = asdict(self)
        for plain, pair in zip(content["alike"], self.alike, strict=True):
            plain["jaccard"] = pair.jaccard
        return {**content, "names": dict(names)}

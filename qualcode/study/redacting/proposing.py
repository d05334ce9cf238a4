"""Finds in the study's sources what may identify somebody, each hit where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from qualcode.domain.identity import Id
from qualcode.domain.redaction import Hit, IdentifierKind, KnownName, Proposal, Ruling, Verdict
from qualcode.domain.source import SourceText
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.finding import Entities, Finder
from qualcode.privacy.pseudonyms import Pseudonyms, generalised

_AROUND = 60
_NAMED = (IdentifierKind.PERSON, IdentifierKind.PLACE, IdentifierKind.ORGANISATION)


class Found:
    """What the rules propose in sources; each source is read once, when it is first asked for."""

    def __init__(
        self, names: Sequence[KnownName], texts: Sequence[SourceText], entities: Entities | None
    ) -> None:
        self.key = (tuple(names), tuple(one.source.id for one in texts))
        self._finder = Finder(names, (one.text for one in texts), entities)
        self._by_source: dict[Id, list[Proposal]] = {}

    def of(self, source: SourceText) -> list[Proposal]:
        """Return the proposals in one source."""
        identity = source.source.id
        if identity not in self._by_source:
            self._by_source[identity] = [
                Proposal(one.span.shifted(piece.start), one.kind, one.reason)
                for piece in pieces(source)
                for one in self._finder.find(piece.of(source.text))
            ]
        return self._by_source[identity]


class Proposing:
    """Makes hits of proposals, with the same pseudonym for the same name."""

    def __init__(
        self,
        names: Sequence[KnownName],
        texts: Sequence[SourceText],
        decided: Mapping[Id, Sequence[Ruling]],
        found: Found,
    ) -> None:
        self._found = found
        self._decided = decided
        self._pseudonyms = Pseudonyms(names)
        for one in texts:
            for ruling in decided.get(one.source.id, ()):
                if ruling.verdict is Verdict.REPLACE:
                    words = ruling.span.of(one.text)
                    self._pseudonyms.learn(KnownName(words, ruling.kind, ruling.replacement))

    def hits(self, source: SourceText) -> list[Hit]:
        """Return the hits of one source in the order of its text.

        What was decided stands as it was decided; proposals that overlap it are left out.
        """
        rulings = self._decided.get(source.source.id, ())
        found = [self._hit(source, _decided(one), one) for one in rulings]
        taken = [one.span for one in rulings]
        found += [
            self._hit(source, one)
            for one in self._found.of(source)
            if not any(span.overlaps(one.span) for span in taken)
        ]
        return sorted(found, key=lambda hit: hit.proposal.span)

    def marked(self, source: SourceText, span: Span, kind: IdentifierKind) -> Hit:
        """Return a hit for words that a person marked themselves."""
        return self._hit(source, Proposal(span, kind, "marked by hand"))

    def _hit(self, source: SourceText, one: Proposal, ruling: Ruling | None = None) -> Hit:
        text, span = source.text, one.span
        words = span.of(text)
        return Hit(
            source.source.id,
            source.source.name,
            one,
            words,
            text[max(0, span.start - _AROUND) : span.start],
            text[span.end : span.end + _AROUND],
            self._pseudonyms.of(words, one.kind),
            generalised(words, one.kind),
            ruling,
        )


def suggested(
    labels: Iterable[str], names: Sequence[KnownName], texts: Sequence[SourceText]
) -> list[KnownName]:
    """Return what looks like a name in labels: of participants, attributes, sources and files."""
    finder = Finder(names, (one.text for one in texts))
    pseudonyms = Pseudonyms(names)
    known = {one.name.casefold() for one in names}
    found: dict[str, KnownName] = {}
    for label in labels:
        for one in finder.find(label):
            words = one.span.of(label)
            named = one.kind in _NAMED and words != words.casefold()
            if named and words.casefold() not in known:
                made = KnownName(words, one.kind, pseudonyms.of(words, one.kind))
                found.setdefault(words.casefold(), made)
    return list(found.values())


def pieces(source: SourceText) -> list[Span]:
    """Return the segments of a text and what lies between them, so that no hit crosses a border."""
    borders = sorted(
        {0, len(source.text)}
        | {place for one in source.segments for place in (one.span.start, one.span.end)}
    )
    return [Span(start, end) for start, end in pairwise(borders)]


def _decided(ruling: Ruling) -> Proposal:
    return Proposal(ruling.span, ruling.kind, ruling.reason or "decided")


def undecided(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits about which nobody decided yet."""
    return [hit for hit in hits if hit.ruling is None]

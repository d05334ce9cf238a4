"""What is to be replaced where: what was decided, and the same names wherever else they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.domain.redaction import IdentifierKind, KnownName, Ruling, Verdict
from qualcode.domain.replacing import Replacement, Replacing
from qualcode.domain.source import SourceText
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.confirmed import ConfirmedNames
from qualcode.privacy.identifiers.titles import bare
from qualcode.privacy.pseudonyms import Pseudonyms
from qualcode.study.redacting.proposing import pieces

_EVERYWHERE = (
    IdentifierKind.PERSON,
    IdentifierKind.PLACE,
    IdentifierKind.ORGANISATION,
    IdentifierKind.PHONE,
    IdentifierKind.EMAIL,
    IdentifierKind.ID,
)
_SHORTEST = 3


class Plan:
    """The names that go, and what stands in their place in every text of the study."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self.names = tuple(names)
        self._confirmed = ConfirmedNames(self.names, certain=True)
        self._pseudonyms = Pseudonyms(self.names)

    def of(self, source: SourceText, rulings: Sequence[Ruling]) -> Replacing:
        """Return the replacements in one source: the rulings, and names that are left over."""
        decided = [
            Replacement(one.span, one.replacement)
            for one in rulings
            if one.verdict is not Verdict.KEEP
        ]
        taken = [one.span for one in rulings]
        for piece in pieces(source):
            decided += [
                one
                for one in self._found(piece.of(source.text), piece.start)
                if not any(span.overlaps(one.span) for span in taken)
            ]
        return Replacing(decided)

    def reworded(self, text: str) -> str:
        """Return other words of the study, such as a memo, with the names replaced."""
        return Replacing(self._found(text, 0)).apply(text)

    def holds(self, text: str) -> bool:
        """Say whether a text holds any of the names."""
        return next(iter(self._confirmed.find(text)), None) is not None

    def count(self, text: str) -> int:
        """Count the names in a text."""
        return len(self._found(text, 0))

    def _found(self, text: str, start: int) -> list[Replacement]:
        found: list[Replacement] = []
        for one in sorted(self._confirmed.find(text), key=lambda one: one.span):
            span = Span(one.span.start + start, one.span.end + start)
            if not found or not found[-1].span.overlaps(span):
                found.append(Replacement(span, self._pseudonyms.of(one.span.of(text), one.kind)))
        return found


def names_of(source: SourceText, rulings: Iterable[Ruling]) -> list[KnownName]:
    """Return the names that were decided upon in one source, for the list of confirmed names."""
    found = []
    for one in rulings:
        words = bare(one.span.of(source.text)).strip(" .,'’")
        if one.verdict is not Verdict.KEEP and one.kind in _EVERYWHERE and len(words) >= _SHORTEST:
            found.append(KnownName(words, one.kind, one.replacement))
    return found

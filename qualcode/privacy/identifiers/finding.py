"""The door of the rules: all proposals of a text, joined where they overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from qualcode.domain.redaction import IdentifierKind, KnownName, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.capitals import Habits, by_capitals, by_phrases
from qualcode.privacy.identifiers.confirmed import ConfirmedNames
from qualcode.privacy.identifiers.organisations import (
    by_words_of_organisations,
    by_words_of_places,
)
from qualcode.privacy.identifiers.people import by_name
from qualcode.privacy.identifiers.shapes import by_shape
from qualcode.privacy.identifiers.words import words_of

Entities = Callable[[str], Sequence[tuple[Span, IdentifierKind]]]
"""What finds named entities in a text, such as an installed pipeline of spaCy."""


_PSEUDONYM = (
    r"\[(?:[A-Z][a-z]+ (?:\d+|[A-Z]{1,2})|an? [a-z,\- ]+|(?:early |mid |late )?(?:19|20)\d\d"
    r"|phone number|e-mail address|number|detail)\]"
)
_SURE = (IdentifierKind.PHONE, IdentifierKind.EMAIL, IdentifierKind.DATE)


class Finder:
    """Proposes what may identify somebody, by rules, lists, confirmed names and entities.

    `texts` are those of the whole study: how it writes its words tells names from others.
    """

    def __init__(
        self,
        names: Iterable[KnownName] = (),
        texts: Iterable[str] = (),
        entities: Entities | None = None,
    ) -> None:
        known = tuple(names)
        self._confirmed = ConfirmedNames(known)
        stands = "|".join({re.escape(one.replacement) for one in known if one.replacement})
        self._replaced = re.compile(f"{_PSEUDONYM}|{stands}" if stands else _PSEUDONYM)
        self._habits = Habits(texts)
        self._entities = entities

    def find(self, text: str) -> list[Proposal]:
        """Return the proposals of a text in its order, none of which overlaps another."""
        words = words_of(text)
        found = [
            *self._confirmed.find(text),
            *by_shape(text),
            *by_words_of_organisations(text, words),
            *by_words_of_places(text, words),
            *by_name(text, words),
            *by_capitals(text, words, self._habits),
            *by_phrases(text, self._habits),
        ]
        if self._entities is not None:
            found += [
                Proposal(span, kind, "an entity by the installed language model")
                for span, kind in self._entities(text)
            ]
        replaced = [Span(*match.span()) for match in self._replaced.finditer(text)]
        return joined(one for one in found if not any(span.overlaps(one.span) for span in replaced))


def joined(found: Iterable[Proposal]) -> list[Proposal]:
    """Join proposals that overlap; the longest of them says kind and reason."""
    groups: list[list[Proposal]] = []
    end = 0
    for one in sorted(found, key=lambda one: one.span):
        if groups and one.span.start < end:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, one.span.end) if len(groups[-1]) > 1 else one.span.end
    return [_union(group) for group in groups]


_LINKS = {
    IdentifierKind.PERSON: frozenset({" "}),
    IdentifierKind.PLACE: frozenset({" ", ", ", " of ", " of the "}),
    IdentifierKind.ORGANISATION: frozenset({" ", " of ", " of the ", " & "}),
}


def linked(apart: Sequence[Proposal], text: str) -> list[Proposal]:
    """Join neighbours that are parts of one name, such as a town and its state."""
    done: list[Proposal] = []
    for one in apart:
        before = done[-1] if done else None
        if before is not None and before.kind is one.kind:
            gap = text[before.span.end : one.span.start]
            if gap in _LINKS.get(one.kind, ()):
                done[-1] = _union([before, one])
                continue
        done.append(one)
    return done


def _union(group: Sequence[Proposal]) -> Proposal:
    best = max(group, key=lambda one: (len(one.span), one.kind in _SURE))
    span = Span(group[0].span.start, max(one.span.end for one in group))
    return Proposal(span, best.kind, best.reason)

"""The names that a study confirmed: found in any case, as whole words, with possessives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.domain.redaction import IdentifierKind, KnownName, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers.lists import common_words
from qualcode.privacy.identifiers.titles import AMBIGUOUS, TITLES, bare

REASON = "a confirmed name"
_TITLED = rf"(?:(?i:{'|'.join(sorted(set(TITLES) - AMBIGUOUS))})\.?\s)?"


class ConfirmedNames:
    """Finds the whole names of a list, and single parts of persons' names.

    A name that is also an ordinary word (`May`, `Young`) is found only where it has a capital; such
    a part of a name is not found at all if only what is `certain` is asked for.
    """

    def __init__(self, names: Iterable[KnownName], certain: bool = False) -> None:
        forms: dict[str, IdentifierKind] = {}
        careful: dict[str, IdentifierKind] = {}
        for one in names:
            for form in forms_of(one):
                ordinary = form in common_words()
                if ordinary and certain and form != bare(one.name.casefold()):
                    continue
                (careful if ordinary else forms).setdefault(form, one.kind)
        self._kinds = {**careful, **forms}
        self._anyhow = _pattern(forms, re.IGNORECASE)
        self._capital = _pattern({form.capitalize(): kind for form, kind in careful.items()}, 0)

    def find(self, text: str) -> Iterator[Proposal]:
        """Yield each place where a confirmed name stands."""
        for pattern in (self._anyhow, self._capital):
            for match in pattern.finditer(text) if pattern else ():
                words = " ".join(match["name"].casefold().split())
                kind = self._kinds.get(words, IdentifierKind.OTHER)
                whole = kind is IdentifierKind.PERSON
                yield Proposal(Span(*match.span(0 if whole else "name")), kind, REASON)


def forms_of(one: KnownName) -> list[str]:
    """Return how a name may stand in a text, in small letters: whole, and a person's parts."""
    whole = " ".join(one.name.casefold().split())
    if one.kind is IdentifierKind.ORGANISATION:
        return list(dict.fromkeys([whole, *_without_last(whole)]))
    if one.kind is not IdentifierKind.PERSON:
        return [whole]
    parts = [part.strip(".,") for part in bare(whole).split()]
    long = [part for part in parts if len(part) > 2 and part not in TITLES]
    return list(dict.fromkeys([whole, bare(whole), *long]))


def _without_last(whole: str) -> list[str]:
    """Return an organisation's name as people say it: without `shelter` or `department`."""
    words = whole.split()
    if len(words) < 3 or words[-1] not in common_words() or words[-2] in ("of", "and", "the"):
        return []
    return [" ".join(words[:-1])]


def _pattern(forms: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest = sorted((form for form in forms if form), key=lambda form: (-len(form), form))
    if not longest:
        return None
    spaced = (r"\s+".join(map(re.escape, form.split())) for form in longest)
    return re.compile(rf"(?<![^\W_]){_TITLED}(?P<name>{'|'.join(spaced)})(?![^\W_])", flags)

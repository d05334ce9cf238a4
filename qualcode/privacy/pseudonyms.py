"""What stands in the place of names: the same pseudonym for the same name, everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.domain.redaction import IdentifierKind, KnownName
from qualcode.privacy.identifiers.lists import common_words, is_place
from qualcode.privacy.identifiers.titles import TITLES, bare, role_of

_POSSESSIVE = re.compile(r"(?:['’]s|['’])$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\[(?P<stem>[^\]]+?) (?P<sign>\d+|[A-Z]+)\]$")
_VAGUE = {
    IdentifierKind.PERSON: "[a person]",
    IdentifierKind.PLACE: "[a place]",
    IdentifierKind.ORGANISATION: "[an organisation]",
    IdentifierKind.PHONE: "[phone number]",
    IdentifierKind.EMAIL: "[e-mail address]",
    IdentifierKind.DATE: "[a date]",
    IdentifierKind.ID: "[number]",
    IdentifierKind.OTHER: "[detail]",
}
_VAGUE_ROLES = {"Person": "[a person]", "Officer": "[an officer]", "Agent": "[an agent]",
                "Attorney": "[an attorney]", "Official": "[an official]",
                "Clergy": "[a member of the clergy]"}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_DATE = re.compile(r"^(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{2})$")
_LONG_DATE = re.compile(r"^(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)$")
_ISO_DATE = re.compile(r"^(?P<year>(?:19|20)\d\d)-(?P<first>\d{1,2})-\d{1,2}$")


class Pseudonyms:
    """Gives names what stands in their place, starting from what was given before.

    A person is known again in any case, in the possessive, after a title, and by a surname or a
    given name alone, as long as that is only one person's.
    """

    def __init__(self, known: Iterable[KnownName] = ()) -> None:
        self._given: dict[tuple[IdentifierKind, str], str] = {}
        self._by_part: dict[str, set[str]] = {}
        self._used: dict[str, int] = {}
        for one in known:
            self.learn(one)

    def learn(self, one: KnownName) -> None:
        """Take over a name with what stands in its place."""
        self._given.setdefault((one.kind, self._folded(one.name)), one.replacement)
        if one.kind is IdentifierKind.PERSON:
            for part in _parts(one.name):
                self._by_part.setdefault(part, set()).add(one.replacement)
        if numbered := _NUMBERED.match(one.replacement):
            stem, sign = numbered["stem"], _number(numbered["sign"])
            self._used[stem] = max(self._used.get(stem, 0), sign)

    def of(self, words: str, kind: IdentifierKind) -> str:
        """Return what stands in the place of these words, a new pseudonym if they are new."""
        if kind is IdentifierKind.DATE:
            return generalised(words, kind)
        if kind not in _LETTERED and kind is not IdentifierKind.PERSON:
            return _VAGUE[kind]
        name = _POSSESSIVE.sub("", words)
        found = self._known(name, kind)
        if found is None:
            found = self._next(_stem(name, kind), lettered=kind in _LETTERED)
        self.learn(KnownName(name, kind, found))
        return found

    def _known(self, name: str, kind: IdentifierKind) -> str | None:
        exact = self._given.get((kind, self._folded(name)))
        if exact is not None or kind is not IdentifierKind.PERSON:
            return exact
        candidates = [self._by_part[part] for part in _parts(name) if part in self._by_part]
        if not candidates:
            return None
        common = set.intersection(*candidates)
        if len(common) != 1 or len(candidates) < len(_parts(name)) - 1:
            return None
        (one,) = common
        return one if self._agrees(name, one) else None

    def _agrees(self, name: str, pseudonym: str) -> bool:
        """Say whether no part of the name speaks against one person: `Tom Reyes`, `Ana Reyes`."""
        parts = _parts(name)
        if len(parts) < 2:
            return True
        longest = max(
            (
                len(_parts(known))
                for (kind, known), given in self._given.items()
                if given == pseudonym and kind is IdentifierKind.PERSON
            ),
            default=0,
        )
        return longest < 2 or all(pseudonym in self._by_part.get(part, ()) for part in parts)

    def _next(self, stem: str, lettered: bool) -> str:
        number = self._used.get(stem, 0) + 1
        self._used[stem] = number
        return f"[{stem} {_letters(number) if lettered else number}]"

    def _folded(self, name: str) -> str:
        return " ".join(bare(_POSSESSIVE.sub("", name)).casefold().split())


def generalised(words: str, kind: IdentifierKind) -> str:
    """Return a vaguer thing to say instead: `[early 2004]`, `[an officer]`, `[a place]`."""
    if kind is IdentifierKind.DATE:
        return _part_of_year(words)
    if kind is IdentifierKind.PERSON:
        role = role_of(words)
        return _VAGUE_ROLES.get(role, f"[a {role.lower()}]")
    if kind is IdentifierKind.PLACE:
        return _kind_of_place(words)
    return _VAGUE[kind]


def _part_of_year(words: str) -> str:
    numbers = _LONG_DATE.match(words) or _ISO_DATE.match(words) or _SHORT_DATE.match(words)
    if numbers:
        short = len(numbers["year"]) == 2
        year = _century(int(numbers["year"])) if short else numbers["year"]
        return _third(int(numbers["first"]), str(year))
    year_found = _YEAR.search(words)
    month = next(
        (n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", words.casefold())), 0
    )
    if year_found:
        return _third(month, year_found.group()) if month else f"[{year_found.group()}]"
    return "[a date]"


def _century(year: int) -> int:
    return year + (2000 if year < 50 else 1900)


def _third(month: int, year: str) -> str:
    if not 1 <= month <= 12:
        return f"[{year}]"
    return f"[{('early', 'mid', 'late')[(month - 1) // 4]} {year}]"


def _kind_of_place(words: str) -> str:
    folded = words.casefold()
    if any(sign.isdigit() for sign in words):
        return "[an address]"
    if "county" in folded:
        return "[a county]"
    return "[a city, state or country]" if is_place(words) else "[a place]"


_LETTERED = {IdentifierKind.PLACE: "Place", IdentifierKind.ORGANISATION: "Organisation"}


def _stem(name: str, kind: IdentifierKind) -> str:
    if kind is IdentifierKind.PERSON:
        return role_of(name)
    if kind is IdentifierKind.PLACE:
        folded = name.casefold()
        if any(sign.isdigit() for sign in name):
            return "Address"
        if "county" in folded:
            return "County"
        return "City" if is_place(name) else "Place"
    return _LETTERED[kind]


def _parts(name: str) -> list[str]:
    plain = bare(_POSSESSIVE.sub("", name)).casefold()
    found = [part for part in re.findall(r"[^\W\d_][\w'’-]+", plain) if part not in TITLES]
    telling = [part for part in found if part not in common_words()]
    return telling or found


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number(sign: str) -> int:
    if sign.isdigit():
        return int(sign)
    total = 0
    for letter in sign:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total

"""Organisations and places that are told by the words in their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qualcode.domain.redaction import IdentifierKind, Proposal
from qualcode.domain.span import Span
from qualcode.privacy.identifiers import lists
from qualcode.privacy.identifiers.words import Word

_LAST = (
    "Department|Dept|Office|Bureau|Agency|Court|Unit|Division|Shelter|House|Inn|Motel|Hotel|Lodge"
    "|Suites|Spa|Salon|Massage|Restaurant|Bar|Club|Lounge|Market|Grocery|Store|Farms?|Ranch"
    "|Orchards?|Dairy|Nursery|Company|Corporation|Corp|Inc|LLC|LLP|Ltd|GmbH|Co|Staffing|Services"
    "|Service|Agencies|Hospital|Clinic|General|Medical Center|Center|Centre|Church|Parish|Ministry"
    "|Ministries|Fellowship|Temple|Mosque|Synagogue|Convent|Outreach|Charities|Charity|Mission"
    "|Project|Program|Programme|Coalition|Alliance|Network|Foundation|Institute|Association"
    "|Society|Council|Committee|Board of Supervisors|School|High School|Elementary|Academy"
    "|College|University|Prison|Jail|Probation|Courier|Times|Herald|Gazette|Tribune|Journal|Post"
    "|News|Consulate|Embassy|Bank|Police Department|Police|PD|Sheriff's Office|Sheriff"
    "|Task Force|Legal Aid|Nannies|Cleaning|Construction|Trucking|Logistics|Media|Records"
)
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*|St\.|U\.S\.|&)"
_JOIN = r"(?:of|de|la|del|the|and|for|in|&|y)"
_NAMED = re.compile(
    rf"(?<!\w)(?:{_NAME}\s+)(?:(?:{_NAME}|{_JOIN})\s+){{0,5}}?(?:{_LAST})\b"
    rf"(?:\s+(?:LLC|Inc|LLP|{_LAST})\b)*"
    rf"(?:\s+(?:of|in|at)\s+(?:the\s+)?{_NAME}(?:\s+{_NAME}){{0,2}})?"
)
_OF = re.compile(
    rf"\b(?:Department|Office|University|Bureau|Church|Diocese|Charities|Board|Ministry|Services"
    rf"|House|Friends|Sisters|Daughters|Board) of (?:the )?{_NAME}(?:\s+{_NAME}){{0,3}}"
)
_SMALL = re.compile(
    rf"\b(?:[\w'’-]+ ){{1,2}}(?:{_LAST.lower()}|county probation)\b".replace("bar|", "").replace(
        "club|", ""
    )
)
_COUNTY = re.compile(
    r"\b(?P<words>[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?"
    r"\s+(?:County|Parish|Township|Borough|Heights|Springs|Falls|Creek|Valley|Beach|City|Flats|Island|Lake|Park|Hills|Grove|Ridge))\b"
)
_LAKE = re.compile(
    r"\b(?:lake|mount|mt\.?|fort|ft\.?|san|santa|saint|st\.?|las|los|el|port|camp)"
    r" [a-zà-ÿ'’]+(?:'s)?",
    re.IGNORECASE,
)
_SMALL_COUNTY = re.compile(
    r"\b(?P<words>(?P<name>[a-zà-ÿ'’-]+) (?:county|township))\b", re.IGNORECASE
)
_SAINT = re.compile(
    r"\b(?:st\.?|saint) [A-ZÀ-Þ][\w’-]+(?:['’]s)?(?: [A-ZÀ-Þ][\w'’]+)?", re.IGNORECASE
)
_TOWN_STATE = re.compile(
    r"\b[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+)?,? (?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]"
    r"|K[SY]|LA|M[ADEHINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\b"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,}(?:PD|SO|CSO)\b|\b[A-Z]{2,4}PD\b")
_NUMBERED = re.compile(
    r"\b(?:Motel|Hotel|Studio|Station|Precinct|School|PS|Local|Post|Troop)\s+\d+\b"
    r"|\b\w+ (?:[Cc]onsulate|[Ee]mbassy)(?: in [A-ZÀ-Þ]\w+)?"
)
_OFFICE = re.compile(
    r"\b(?:(?:county|city|state|district|public|u\.?s\.?) )+(?:attorney|prosecutor|sheriff|defender"
    r"|coroner|mayor)(?:['’]s)? office\b|\b(?:adult|county|juvenile) probation\b",
    re.IGNORECASE,
)
_OPERATION = re.compile(r"\bOperation (?:[A-ZÀ-Þ][\w'’-]+ ?){1,3}(?<! )")


def by_words_of_organisations(text: str, words: Sequence[Word]) -> Iterator[Proposal]:
    """Yield organisations of the list, and what has the words of an organisation's name."""
    for start, end, _ in _listed(text, words, lists.organisations()):
        yield _organisation(start, end, "an organisation of the list")
    for match in _OFFICE.finditer(text):
        yield _organisation(*match.span(), "an office")
    for pattern in (_NAMED, _OF):
        for match in pattern.finditer(text):
            start = match.start() + _opening(match.group())
            if start < match.end() and _is_named(text[start : match.end()]):
                yield _organisation(start, match.end(), "a name of an organisation")
    for match in _NUMBERED.finditer(text):
        yield _organisation(*match.span(), "a name of an organisation")
    for match in _ACRONYM.finditer(text):
        yield _organisation(*match.span(), "short for a police department")
    for match in _OPERATION.finditer(text):
        yield _organisation(*match.span(), "an operation")
    for match in _SAINT.finditer(text):
        if not lists.is_common(match.group().split()[1]):
            yield _organisation(*match.span(), "a saint's name")
    yield from _small(text)


def by_words_of_places(text: str, words: Sequence[Word]) -> Iterator[Proposal]:
    """Yield states, countries, large cities, counties, and towns with their state."""
    for start, end, name in _listed(text, words, lists.places()):
        if text[start].isupper() or name not in lists.places_and_words():
            yield _place(start, end, "a place of the list")
    for pattern, reason in ((_COUNTY, "a county or town"), (_TOWN_STATE, "a town with its state")):
        for match in pattern.finditer(text):
            start = match.start() + _opening(match.group())
            if start < match.end() and " " in text[start : match.end()]:
                yield _place(start, match.end(), reason)
    for match in _SMALL_COUNTY.finditer(text):
        if not lists.is_common(match["name"]):
            yield _place(*match.span(), "a county")
    for match in _LAKE.finditer(text):
        if not lists.is_common(match.group().split()[-1]):
            yield _place(*match.span(), "a name of a place")


def _listed(
    text: str, words: Sequence[Word], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield where names of a list stand, the longest that begins at each word."""
    for word in words:
        start = word.span.start
        for name in known.get(lists.first_word(word.folded), ()):
            end = start + len(name)
            if text[start:end].casefold() == name and not text[end : end + 1].isalnum():
                yield start, end, name
                break


def _small(text: str) -> Iterator[Proposal]:
    """Yield organisations in small letters whose other word is not an ordinary one."""
    for match in _SMALL.finditer(text):
        words = match.group().split()
        start = match.start()
        while words and lists.is_common(words[0]):
            start += len(words.pop(0)) + 1
        if len(words) > 1:
            yield _organisation(start, match.end(), "a name of an organisation")


def _opening(words: str) -> int:
    """Return how many signs of a name are an ordinary word that opens a sentence before it."""
    skipped = 0
    for word in words.split():
        if word.casefold().strip("'’.,") not in lists.before_names():
            return skipped
        skipped += len(word) + 1
    return len(words)


def _is_named(words: str) -> bool:
    return len(words.split()) > 1


def _organisation(start: int, end: int, reason: str) -> Proposal:
    return Proposal(Span(start, end), IdentifierKind.ORGANISATION, reason)


def _place(start: int, end: int, reason: str) -> Proposal:
    return Proposal(Span(start, end), IdentifierKind.PLACE, reason)

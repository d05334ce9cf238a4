"""The words in which filters are written: `position = "officer" and code under barriers`.

`parse_filter` reads them; `str` of a filter writes them, so that `parse_filter(str(f)) == f`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from qualcode.domain.errors import InputError
from qualcode.domain.filters import (
    BARE,
    KEYWORDS,
    NUMBER,
    WORDS,
    Attribute,
    Field,
    Filter,
    Holds,
    Known,
    OneOf,
    Ordered,
    ParticipantHas,
    Relation,
    Saved,
    Subject,
    Under,
    Value,
)

_DEEPEST = 50
_OPERATORS = ("=", "!=", *(one.value for one in Relation))


class _Kind(Enum):
    BARE = auto()
    QUOTED = auto()
    OPERATOR = auto()
    MARK = auto()
    SAVED = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    text: str
    column: int

    def __str__(self) -> str:
        return "the end" if self.kind is _Kind.END else f"'{self.text}'"

    def says(self, *words: str) -> bool:
        """Say whether this is one of these keywords or marks, in any case of letters."""
        return self.kind in (_Kind.BARE, _Kind.MARK) and self.text.lower() in words


_TOKEN = re.compile(
    r"""(?P<blank>\s+)
    | "(?P<double>(?:[^"]|"")*)" | '(?P<single>(?:[^']|'')*)' | `(?P<back>(?:[^`]|``)*)`
    | @(?P<SAVED>\w[\w-]*)
    | (?P<OPERATOR>[=<>!]+)
    | (?P<MARK>[(),])
    | (?P<BARE>"""
    + BARE.pattern
    + ")",
    re.VERBOSE,
)
_QUOTES = {"double": '"', "single": "'", "back": "`"}
_FIX = {
    **dict.fromkeys("\"'`", "The quotes that begin here do not end."),
    **dict.fromkeys("“”„‘’‚«»", 'Write straight quotes: "...".'),
    "@": "After @ comes the name of a saved query.",
    "&": "Write and.",
    "|": "Write or.",
    "~": "Write not.",
}


def parse_filter(text: str) -> Filter:
    """Return the filter that these words say; nothing is looked up.

    Raises:
        InputError: naming the column (from 1) and what is expected there.
    """
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or _unreadable(match[0]):
            raise _wrong(at, f"{text[at]!r} has no meaning here.", _FIX.get(text[at], ""))
        name = match.lastgroup or ""
        if name in _QUOTES:
            quote = _QUOTES[name]
            words = match[name].replace(2 * quote, quote)
            found.append(_Token(_Kind.QUOTED, words, at + 1))
        elif name != "blank":
            found.append(_Token(_Kind[name], match[name], at + 1))
        at = match.end()
    return [*found, _Token(_Kind.END, "", len(text) + 1)]


def _unreadable(words: str) -> bool:
    # No database keeps these, so nothing can be equal to them.
    return "\0" in words or any("\ud800" <= one <= "\udfff" for one in words)


class _Parser:
    """Reads from left to right: or holds and, and holds not, not holds one condition."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Filter:
        found = self._either()
        if self._next.kind is not _Kind.END:
            raise self._expected("and, or, or the end")
        return found

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += token.kind is not _Kind.END
        return token

    def _took(self, *words: str) -> bool:
        return self._next.says(*words) and bool(self._take())

    def _either(self) -> Filter:
        found = self._both()
        while self._took("or"):
            found |= self._both()
        return found

    def _both(self) -> Filter:
        found = self._maybe_not()
        while self._took("and"):
            found &= self._maybe_not()
        return found

    def _maybe_not(self) -> Filter:
        turned = False
        while self._took("not"):
            turned = not turned
        found = self._single()
        return ~found if turned else found

    def _single(self) -> Filter:
        if self._next.says("("):
            return self._enclosed()
        if self._next.kind is _Kind.SAVED:
            return Saved(self._take().text)
        if self._took(WORDS):
            return Holds(self._value("the words to look for").text)
        subject = self._subject()
        if subject is Field.PARTICIPANT and self._took("has"):
            return self._of_participant()
        return self._test(subject)

    def _enclosed(self) -> Filter:
        return self._deeper(self._between_marks)

    def _between_marks(self) -> Filter:
        self._take()
        found = self._either()
        if not self._took(")"):
            raise self._expected("and, or, or ')'")
        return found

    def _of_participant(self) -> Filter:
        if self._next.says("not"):
            fix = "Write not participant has ..., or participant has (not ...)."
            raise _wrong(self._next.column - 1, "'not' cannot stand after has.", fix)
        return ParticipantHas(self._deeper(self._single))

    def _deeper(self, read: Callable[[], Filter]) -> Filter:
        self._depth += 1
        if self._depth > _DEEPEST:
            at = self._next.column - 1
            raise _wrong(at, "Too many parts of the filter lie within each other.")
        found = read()
        self._depth -= 1
        return found

    def _subject(self) -> Subject:
        token = self._next
        if token.kind is _Kind.QUOTED:
            return Attribute(self._take().text)
        if token.kind is not _Kind.BARE or token.says(*KEYWORDS) or NUMBER.fullmatch(token.text):
            raise self._expected("a condition, such as code = barriers")
        self._take()
        if token.text in tuple(Field):
            return Field(token.text)
        return Attribute(token.text)

    def _test(self, subject: Subject) -> Filter:
        if self._took("is"):
            return self._presence(subject)
        if self._took("not"):
            return ~self._membership(subject)
        if self._next.says("in", "under"):
            return self._membership(subject)
        return self._comparison(subject)

    def _presence(self, subject: Subject) -> Filter:
        known = Known(subject)
        if self._took("known"):
            return known
        if self._took("missing"):
            return ~known
        raise self._expected("missing or known")

    def _membership(self, subject: Subject) -> Filter:
        if subject is Field.CODE and self._took("under"):
            return Under(self._value("a code").text)
        if not self._took("in"):
            raise self._expected("in or under" if subject is Field.CODE else "in")
        if not self._took("("):
            raise self._expected("'(' and a list such as (one, two)")
        values = [self._value("a value")]
        while self._took(","):
            values.append(self._value("a value"))
        if not self._took(")"):
            raise self._expected("',' or ')'")
        return OneOf(subject, tuple(dict.fromkeys(values)))

    def _comparison(self, subject: Subject) -> Filter:
        token = self._next
        if token.kind is not _Kind.OPERATOR or token.text not in _OPERATORS:
            raise self._expected(_tests_of(subject))
        if token.text in ("=", "!="):
            self._take()
            same = OneOf(subject, (self._value("a value"),))
            return same if token.text == "=" else ~same
        if not isinstance(subject, Attribute):
            told = f"'{token.text}' compares attributes, and {subject} is none."
            raise _wrong(token.column - 1, told, "Write = or in.")
        self._take()
        return Ordered(subject, Relation(token.text), self._value("a value"))

    def _value(self, wanted: str) -> Value:
        token = self._next
        if token.kind is _Kind.QUOTED:
            return Value(self._take().text)
        if token.kind is not _Kind.BARE or token.says(*KEYWORDS):
            raise self._expected(wanted)
        self._take()
        number = float(token.text) if NUMBER.fullmatch(token.text) else math.nan
        return Value(token.text, number) if math.isfinite(number) else Value(token.text)

    def _expected(self, wanted: str) -> InputError:
        return _wrong(self._next.column - 1, f"{wanted} is expected, not {self._next}.")


def _tests_of(subject: Subject) -> str:
    if isinstance(subject, Attribute):
        return "one of = != < <= > >=, in, is missing or is known"
    if subject is Field.CODE:
        return "one of = !=, under, in, is missing or is known"
    return "one of = !=, in, is missing or is known"


def _wrong(at: int, problem: str, fix: str = "") -> InputError:
    return InputError(f"The filter, column {at + 1}: {problem}", fix=fix)

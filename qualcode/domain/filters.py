"""Filters: which segments count, as values that can be joined, compared and written down.

A filter is true or false of every segment, never unknown: of a missing value only `is missing` is
true, and `a != b` is the same as `not a = b`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

BARE = re.compile(r"-?\w[\w./-]*")
"""What may be written without quotes."""

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "under", "has", "missing", "known"})
WORDS = "words"


class Field(StrEnum):
    """What the language knows of every segment; all other names are participants' attributes.

    A segment has at most one question, source, kind and participant; it can carry many codes, be
    coded by many coders and have been read in many rounds.
    """

    QUESTION = "question"
    SOURCE = "source"
    KIND = "kind"
    PARTICIPANT = "participant"
    CODE = "code"
    CODER = "coder"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is known of the participant who speaks, by the attribute's name."""

    name: str

    def __str__(self) -> str:
        taken = {*Field, *KEYWORDS, WORDS}
        return _in_words(self.name, "`", taken)


Subject = Field | Attribute


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it was written; `number` is what it means if it was a number without quotes."""

    text: str
    number: float | None = None

    def __str__(self) -> str:
        return self.text if self.number is not None else _in_words(self.text, '"', KEYWORDS)


class Filter:
    """True or false of each segment; joined with `&` and `|`, turned round with `~`."""

    __slots__ = ()

    def __and__(self, other: Filter) -> Filter:
        return And((*_parts(And, self), *_parts(And, other)))

    def __or__(self, other: Filter) -> Filter:
        return Or((*_parts(Or, self), *_parts(Or, other)))

    def __invert__(self) -> Filter:
        return self.inner if isinstance(self, Not) else Not(self)


@dataclass(frozen=True, slots=True)
class And(Filter):
    """True where all parts are; made with `&`, which leaves none of the parts an And."""

    parts: tuple[Filter, ...]

    def __str__(self) -> str:
        return " and ".join(_enclosed(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or(Filter):
    """True where any part is; made with `|`, which leaves none of the parts an Or."""

    parts: tuple[Filter, ...]

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not(Filter):
    """True where the inner filter is false; made with `~`, which takes a second one off."""

    inner: Filter

    def __str__(self) -> str:
        match self.inner:
            case Known(subject):
                return f"{subject} is missing"
            case OneOf(subject, (value,)):
                return f"{subject} != {value}"
            case OneOf(subject, values):
                return f"{subject} not in {_listed(values)}"
        return f"not {_enclosed(self.inner, And, Or)}"


@dataclass(frozen=True, slots=True)
class OneOf(Filter):
    """True where the subject has, or one of its values is, one of these."""

    subject: Subject
    values: tuple[Value, ...]

    def __str__(self) -> str:
        if len(self.values) == 1:
            return f"{self.subject} = {self.values[0]}"
        return f"{self.subject} in {_listed(self.values)}"


class Relation(StrEnum):
    """How an attribute lies to a value."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Ordered(Filter):
    """True where the attribute lies so to the value.

    Numbers are compared with numbers, words with words by their code points, so that dates
    such as 2024-05-31 come in their order.
    """

    subject: Attribute
    relation: Relation
    value: Value

    def __str__(self) -> str:
        return f"{self.subject} {self.relation.value} {self.value}"


@dataclass(frozen=True, slots=True)
class Known(Filter):
    """True where the subject has any value."""

    subject: Subject

    def __str__(self) -> str:
        return f"{self.subject} is known"


@dataclass(frozen=True, slots=True)
class Under(Filter):
    """True of segments that count for a code as in a table: it or any code below it was used.

    `members` are the ids of all these codes, once the filter is resolved.
    """

    code: str
    members: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        return f"code under {Value(self.code)}"


@dataclass(frozen=True, slots=True)
class Holds(Filter):
    """True of segments with all of these words, as the search finds them."""

    words: str

    def __str__(self) -> str:
        return f"{WORDS} {Value(self.words)}"


@dataclass(frozen=True, slots=True)
class ParticipantHas(Filter):
    """True of all segments of a participant of whom at least one segment fits the inner filter."""

    inner: Filter

    def __str__(self) -> str:
        inner = self.inner
        return f"participant has {_enclosed(inner, And, Or, Not, ParticipantHas)}"


@dataclass(frozen=True, slots=True)
class Saved(Filter):
    """A saved query by its name; resolving a filter puts what it says in its place."""

    name: str

    def __str__(self) -> str:
        return f"@{self.name}"


def leaves(where: Filter) -> Iterator[Filter]:
    """Yield the conditions of a filter that hold no other filter, from left to right."""
    match where:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(inner) | ParticipantHas(inner):
            yield from leaves(inner)
        case _:
            yield where


def _parts(kind: type[And] | type[Or], one: Filter) -> tuple[Filter, ...]:
    return one.parts if isinstance(one, kind) else (one,)


def _enclosed(one: Filter, *kinds: type[Filter]) -> str:
    return f"({one})" if isinstance(one, kinds) else str(one)


def _listed(values: tuple[Value, ...]) -> str:
    return f"({', '.join(map(str, values))})"


def _in_words(text: str, quote: str, taken: frozenset[str] | set[str]) -> str:
    bare = BARE.fullmatch(text) and not NUMBER.fullmatch(text) and text.lower() not in taken
    return text if bare else f"{quote}{text.replace(quote, 2 * quote)}{quote}"

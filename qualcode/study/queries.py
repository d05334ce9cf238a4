"""Filters as people write them, held against what the study knows; and its saved queries.

Saved queries are entries of the table `[queries]` in study.toml, for example

    [queries]
    officers = 'position = "officer" and code under barriers'

and stand in other filters, and in each other, as `@officers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.domain.codebook import Codebook
from qualcode.domain.errors import InputError, NotFound, Place
from qualcode.domain.filter_language import parse_filter
from qualcode.domain.filters import (
    And,
    Attribute,
    Field,
    Filter,
    Holds,
    Known,
    Not,
    OneOf,
    Or,
    Ordered,
    ParticipantHas,
    Saved,
    Under,
    Value,
    leaves,
)
from qualcode.domain.source import SourceKind
from qualcode.store import codebooks, codings, known_names, people, rounds, search
from qualcode.study import place
from qualcode.study.questions import known_questions
from qualcode.study.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLE = "queries"

# SQLite takes expressions of so many parts only, and nested so deep; `has` is several parts deep.
_MOST_CONDITIONS, _DEEPEST, _DEPTH_OF_HAS = 200, 12, 4


def resolve(session: Session, connection: Connection, text: str) -> Filter | None:
    """Return the filter that these words say, with saved queries and codes looked up.

    Nothing written is no filter: None.

    Raises:
        InputError: if it cannot be read, with the column, or compares what cannot be compared.
        NotFound: if the study has no such attribute, value, code, question, source, kind,
            participant, coder, round or saved query; with the nearest that it has.
    """
    if not text.strip():
        return None
    found = _Lookup(session, connection).of(parse_filter(text))
    if sum(map(_weight, leaves(found))) > _MOST_CONDITIONS:
        raise InputError(
            f"The filter has more than {_MOST_CONDITIONS} conditions.",
            fix="Give participants an attribute that says the same.",
        )
    return found


def saved_queries(folder: Path | None) -> dict[str, str]:
    """Return the saved queries of a study's folder by name.

    Raises:
        InputError: naming the file and the entry that is not text.
    """
    table = place.content(folder).get(TABLE, {}) if folder else {}
    file = Place(str(folder / place.FILE)) if folder else None
    if not isinstance(table, Mapping):
        raise InputError(f"'{TABLE}' is not a table.", file, f"Write [{TABLE}] on a line.")
    for name, text in table.items():
        if not isinstance(text, str):
            raise InputError(f"In [{TABLE}], {name} is not text.", file, "Put it in quotes: '...'.")
    return dict(table)


def _weight(one: Filter) -> int:
    return len(one.values) if isinstance(one, OneOf) and one.subject is Field.CODE else 1


class _Lookup:
    """Puts what the study knows in the place of what was written."""

    def __init__(self, session: Session, connection: Connection) -> None:
        self._session = session
        self._connection = connection
        self._within: tuple[str, ...] = ()

    def of(self, where: Filter, depth: int = 0) -> Filter:
        if depth > _DEEPEST:
            raise InputError("Too many parts of the filter lie within each other.")
        match where:
            case And((first, *rest)):
                found = self.of(first, depth + 1)
                for part in rest:
                    found &= self.of(part, depth + 1)
                return found
            case Or((first, *rest)):
                found = self.of(first, depth + 1)
                for part in rest:
                    found |= self.of(part, depth + 1)
                return found
            case Not(inner):
                return ~self.of(inner, depth + 1)
            case ParticipantHas(inner):
                return ParticipantHas(self.of(inner, depth + _DEPTH_OF_HAS))
            case Saved(name):
                return self._saved(name, depth)
            case OneOf(subject, values):
                return OneOf(subject, tuple(self._value(subject, value) for value in values))
            case Known(subject):
                self._check(subject)
            case Ordered():
                self._check_order(where)
            case Under(code):
                found_code = self._code(code)
                return Under(found_code, self._codebook.roll_up(found_code))
            case Holds(words) if not search.has_words(words):
                raise InputError(f"There is no word in '{words}' to look for.")
        return where

    def _saved(self, name: str, depth: int) -> Filter:
        if name in self._within:
            told = " leads to ".join(f"@{one}" for one in (*self._within, name))
            raise InputError(f"A saved query leads back to itself: {told}.", self._file)
        known = self._queries
        if name not in known:
            fix = "" if known else f"Saved queries are written in study.toml, under [{TABLE}]."
            raise NotFound("saved query", name, sorted(known), fix)
        before, self._within = self._within, (*self._within, name)
        try:
            return self.of(parse_filter(known[name]), depth + 1)
        except (InputError, NotFound) as error:
            # The innermost says where it is; the others would say it once more each.
            if getattr(error, "place", None):
                raise
            raise InputError(f"In [{TABLE}], {name}: {error}", self._file) from error
        finally:
            self._within = before

    @property
    def _file(self) -> Place | None:
        folder = self._session.folder
        return Place(str(folder / place.FILE)) if folder else None

    @cached_property
    def _queries(self) -> dict[str, str]:
        return saved_queries(self._session.folder)

    @cached_property
    def _codebook(self) -> Codebook:
        return codebooks.codebook(self._connection)

    def _code(self, word: str) -> str:
        found = self._codebook.find(word)
        if found is None:
            codes = self._codebook.codes
            raise _not_found("code", word, [*(c.id for c in codes), *(c.name for c in codes)])
        return found.id

    def _check(self, subject: Field | Attribute) -> None:
        if isinstance(subject, Attribute):
            known = people.attribute_names(self._connection)
            if subject.name not in known:
                raise _not_found("attribute", subject.name, [*known, *Field])

    def _value(self, subject: Field | Attribute, value: Value) -> Value:
        if subject is Field.CODE:
            return Value(self._code(value.text))
        self._check(subject)
        if isinstance(subject, Attribute):
            known = known_names.attribute_values(self._connection, subject.name)
            numbers = set(known.values()) - {None}
            if value.text not in known and value.number not in numbers:
                raise _not_found(f"participant with {subject} =", value.text, list(known))
        elif value.text not in (names := self._names(subject)):
            raise _not_found(subject.value, value.text, sorted(names))
        return value

    def _names(self, subject: Field) -> Iterable[str]:
        match subject:
            case Field.QUESTION:
                return known_questions(self._connection)
            case Field.SOURCE:
                return known_names.source_names(self._connection)
            case Field.KIND:
                return [kind.value for kind in SourceKind]
            case Field.PARTICIPANT:
                return known_names.participant_names(self._connection)
            case Field.CODER:
                return [coder.name for coder in people.coders(self._connection)]
        drawn = {one.name for one in rounds.listing(self._connection)}
        return drawn.union(codings.rounds(self._connection, self._session.sight(self._connection)))

    def _check_order(self, where: Ordered) -> None:
        self._check(where.subject)
        known = known_names.attribute_values(self._connection, where.subject.name).values()
        if where.value.number is not None and not any(one is not None for one in known):
            told = f"{where.subject} is a number of no participant, so {where} finds nobody."
            raise InputError(told, fix=f"Words are compared with words: write '{where.value}'.")
        if where.value.number is None and all(one is not None for one in known):
            told = f"{where.subject} is a number of every participant, and {where.value} is none."
            raise InputError(told, fix="Write a number, without quotes.")


def _not_found(kind: str, name: str, known: list[str]) -> NotFound:
    same = [one for one in known if one.casefold() == name.casefold()]
    return NotFound(kind, name, same[:1] or known)

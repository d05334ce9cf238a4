"""Whether a filter holds of a segment or an answer, looked up row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qualcode.audit.evidence import Row
from qualcode.audit.recounted import Unchecked
from qualcode.audit.tables.coder_rules import Rule
from qualcode.audit.tables.facts import Facts
from qualcode.domain.errors import NotFound
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
    Relation,
    Saved,
    Under,
    Value,
    leaves,
)

SEARCHED = Unchecked("its filter looks for words, which only the search index of the study finds")


@dataclass(frozen=True)
class Subject:
    """What a filter is asked of; an answer without words has no segment."""

    segment: str | None
    source: str
    participant: str | None
    question: str | None


def of_segment(row: Row) -> Subject:
    """Return a segment as what a filter is asked of."""
    return Subject(row["id"], row["source"], row["participant"], row["question"])


def of_answer(row: Row) -> Subject:
    """Return an answer as what a filter is asked of."""
    return Subject(None, row["source"], row["participant"], row["question"])


def read(facts: Facts, words: str) -> Filter | None:
    """Return a filter with its saved queries put in, None for no words.

    Raises:
        InputError: if it cannot be read.
        NotFound: if a saved query or a code is not known.
    """
    return _put_in(facts, parse_filter(words)) if words.strip() else None


def is_searched(where: Filter | None) -> bool:
    """Say whether a filter looks for words."""
    return where is not None and any(isinstance(one, Holds) for one in leaves(where))


def _put_in(facts: Facts, where: Filter) -> Filter:
    match where:
        case And(parts):
            return And(tuple(_put_in(facts, one) for one in parts))
        case Or(parts):
            return Or(tuple(_put_in(facts, one) for one in parts))
        case Not(inner):
            return Not(_put_in(facts, inner))
        case ParticipantHas(inner):
            return ParticipantHas(_put_in(facts, inner))
        case Saved(name):
            if name not in facts.queries:
                raise NotFound("saved query", name, list(facts.queries))
            return _put_in(facts, parse_filter(facts.queries[name]))
        case Under(code):
            return Under(_code(facts, code))
        case OneOf(Field.CODE, values):
            return OneOf(Field.CODE, tuple(Value(_code(facts, one.text)) for one in values))
    return where


def _code(facts: Facts, word: str) -> str:
    found = facts.tree.find(word)
    if found is None:
        raise NotFound("code", word, list(facts.tree.codes))
    return found


class Conditions:
    """Asks filters of rows, codes by a coder rule."""

    def __init__(self, facts: Facts, rule: Rule) -> None:
        self._facts, self._rule = facts, rule
        self._speaking: dict[Filter, frozenset[str]] = {}

    def holds(self, where: Filter, of: Subject) -> bool:
        """Say whether a filter holds."""
        match where:
            case And(parts):
                return all(self.holds(one, of) for one in parts)
            case Or(parts):
                return any(self.holds(one, of) for one in parts)
            case Not(inner):
                return not self.holds(inner, of)
            case ParticipantHas(inner):
                return of.participant in self._speakers(inner)
            case OneOf(subject, values):
                return any(self._is(subject, value, of) for value in values)
            case Known(subject):
                return self._is_known(subject, of)
            case Ordered():
                return self._lies(where, of)
            case Under(code):
                return self._carries(of, self._facts.tree.below(code))
        raise ValueError(f"'{where}' cannot be asked")

    def _speakers(self, inner: Filter) -> frozenset[str]:
        """Return the participants of whom any segment in a present source fits."""
        if inner not in self._speaking:
            self._speaking[inner] = frozenset(
                one["participant"]
                for one in self._facts.evidence.segments
                if one["participant"] is not None
                and one["source"] in self._facts.sources
                and self.holds(inner, of_segment(one))
            )
        return self._speaking[inner]

    def _is(self, subject: Field | Attribute, value: Value, of: Subject) -> bool:
        facts, words = self._facts, value.text
        match subject:
            case Attribute(name):
                row = facts.attributes.get(of.participant or "", {}).get(name)
                if row is None:
                    return False
                same = value.number is not None and row["number"] == value.number
                return row["text"] == words or same
            case Field.QUESTION:
                return of.question == words
            case Field.SOURCE:
                return bool(self._titles[of.source]["name"] == words)
            case Field.KIND:
                return bool(self._titles[of.source]["kind"] == words)
            case Field.PARTICIPANT:
                person = facts.participants.get(of.participant or "")
                return person is not None and person["name"] == words
            case Field.CODE:
                return self._carries(of, {words})
            case Field.CODER:
                return any(self._coder[one["coder"]] == words for one in self._marks(of))
            case Field.ROUND:
                return any(one["round"] == words for one in self._readings(of))

    def _is_known(self, subject: Field | Attribute, of: Subject) -> bool:
        match subject:
            case Attribute(name):
                return name in self._facts.attributes.get(of.participant or "", {})
            case Field.QUESTION:
                return of.question is not None
            case Field.PARTICIPANT:
                return of.participant is not None
            case Field.CODE:
                used = {one["coder"] for one in self._rule.counted(of.segment or "")}
                return self._rule.is_enough(of.segment or "", used)
            case Field.CODER:
                return bool(self._marks(of))
            case Field.ROUND:
                return any(one["round"] for one in self._readings(of))
        return True

    def _lies(self, where: Ordered, of: Subject) -> bool:
        row = self._facts.attributes.get(of.participant or "", {}).get(where.subject.name)
        if row is None:
            return False
        if where.value.number is not None:
            return row["number"] is not None and _compared(
                where.relation, row["number"], where.value.number
            )
        return row["number"] is None and _compared(where.relation, row["text"], where.value.text)

    def _carries(self, of: Subject, members: frozenset[str] | set[str]) -> bool:
        return of.segment is not None and self._rule.carries(of.segment, members)

    def _marks(self, of: Subject) -> list[Row]:
        return self._facts.codings.get(of.segment or "", [])

    def _readings(self, of: Subject) -> list[Row]:
        return self._facts.looks.get(of.segment or "", [])

    @cached_property
    def _titles(self) -> Mapping[str, Row]:
        return {one["id"]: one for one in self._facts.evidence.sources}

    @cached_property
    def _coder(self) -> Mapping[str, str]:
        return {one["id"]: one["name"] for one in self._facts.evidence.coders}


def _compared(relation: Relation, one: float | str, other: float | str) -> bool:
    """Say how two numbers, or two words by their code points, lie to each other."""
    less, same = one < other, one == other  # type: ignore[operator]
    return {
        Relation.LESS: less,
        Relation.AT_MOST: less or same,
        Relation.MORE: not less and not same,
        Relation.AT_LEAST: not less,
    }[relation]

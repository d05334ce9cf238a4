"""What a schema cannot say about an instrument: ids, numbers, types and versions that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualcode.domain.instrument import AnswerType
from qualcode.exchange.strict_yaml.building import KeyPath
from qualcode.exchange.strict_yaml.document import Document
from qualcode.exchange.strict_yaml.problems import Problem, Severity, did_you_mean, shown

_BELONGS_TO = {
    "min": ("scale",),
    "max": ("scale",),
    "anchors": ("scale",),
    "reversed": ("scale",),
    "unit": ("number",),
    "parts": ("number",),
    "choices": ("choice", "grid"),
    "several": ("choice",),
    "items": ("grid",),
    "places": ("ranked",),
}

Found = list[tuple[KeyPath, dict[str, Any]]]


def check_questions(document: Document) -> Iterator[Problem]:
    """Yield all that is wrong between the parts of an instrument, errors and warnings."""
    checks = _Instrument(document)
    yield from checks.ids()
    yield from checks.respondents()
    for path, question in checks.questions:
        yield from checks.foreign_keys(path, question)
        yield from checks.scale(path, question)
        yield from checks.versions_asked(path, question)
    yield from checks.shared_numbers()


class _Instrument:
    """The parts of one file; each method yields one sort of problem."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.attributes = _mappings((), document.value, "attributes")
        self.versions = _mappings((), document.value, "versions")
        sections = _mappings((), document.value, "sections")
        self.questions = [
            question for path, one in sections for question in _mappings(path, one, "questions")
        ]
        self.version_ids = {_text(version.get("id")) for _, version in self.versions}

    def problem(self, path: KeyPath, text: str, fix: str) -> Problem:
        return Problem(self.document.place(path), text, fix)

    def ids(self) -> Iterator[Problem]:
        yield from self._unique("question", self.questions)
        yield from self._unique("version", self.versions)
        yield from self._unique("attribute", self.attributes)
        for path, question in self.questions:
            yield from self._unique("part", _mappings(path, question, "parts"))
            yield from self._unique("item", _mappings(path, question, "items"))
            yield from self._unique_choices((*path, "choices"), question.get("choices"))
        for path, attribute in self.attributes:
            yield from self._unique_choices((*path, "choices"), attribute.get("choices"))

    def _unique(self, what: str, parts: Found) -> Iterator[Problem]:
        seen: dict[str, KeyPath] = {}
        for path, part in parts:
            id_ = _text(part.get("id"))
            if id_ and seen.setdefault(id_, path) != path:
                line = self.document.place(seen[id_]).line
                text = f"the {what} id '{shown(id_)}' is used twice, first in line {line}."
                yield self.problem((*path, "id"), text, f"Give one {what} a new id.")

    def _unique_choices(self, path: KeyPath, choices: Any) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, choice in enumerate(choices if isinstance(choices, list) else ()):
            folded = str(choice).casefold()
            if folded in seen:
                text = f"the choice '{shown(choice)}' stands twice."
                yield self.problem((*path, index), text, "Remove one of them.")
            seen.add(folded)

    def respondents(self) -> Iterator[Problem]:
        known = {_text(one.get("id")): one for _, one in self.attributes}
        for path, version in self.versions:
            condition = version.get("respondents")
            for key, value in condition.items() if isinstance(condition, dict) else ():
                at = (*path, "respondents", key)
                if key not in known:
                    fix = did_you_mean(key, known) or "Add it to 'attributes'."
                    text = f"there is no attribute '{shown(key)}'."
                    yield Problem(self.document.place_of_key(at), text, fix)
                    continue
                choices = known[key].get("choices")
                words = [str(one).casefold() for one in choices or () if isinstance(choices, list)]
                if words and str(value).casefold() not in words:
                    text = f"'{shown(value)}' is not among the choices of '{key}'."
                    yield self.problem(at, text, did_you_mean(str(value), words) or "Add it there.")

    def foreign_keys(self, path: KeyPath, question: dict[str, Any]) -> Iterator[Problem]:
        type_ = question.get("type", AnswerType.OPEN.value)
        if type_ not in list(AnswerType):
            return
        for key, types in _BELONGS_TO.items():
            if key in question and type_ not in types:
                text = f"'{key}' belongs to the type {' or '.join(types)}, this one is {type_}."
                place = self.document.place_of_key((*path, key))
                yield Problem(place, text, f"Remove '{key}', or change the type.")

    def scale(self, path: KeyPath, question: dict[str, Any]) -> Iterator[Problem]:
        low, high = question.get("min"), question.get("max")
        if not isinstance(low, int) or not isinstance(high, int):
            return
        if low >= high:
            text = f"the scale runs from {low} to {high}."
            yield self.problem((*path, "max"), text, "Make min smaller than max.")
            return
        anchors = question.get("anchors")
        for point in anchors if isinstance(anchors, dict) else ():
            if not (_is_number(point) and low <= int(point) <= high):
                text = f"the anchor {shown(point)} lies outside the scale {low} to {high}."
                place = self.document.place_of_key((*path, "anchors", point))
                yield Problem(place, text, "Move it, or widen the scale.")

    def versions_asked(self, path: KeyPath, question: dict[str, Any]) -> Iterator[Problem]:
        numbers = question.get("numbers")
        if not isinstance(numbers, dict):
            if self.versions and numbers is None:
                text = f"no version asks the question '{shown(question.get('id'))}'."
                fix = "Add 'numbers: {version: Q1}'."
                yield Problem(self.document.place(path), text, fix, Severity.WARNING)
            return
        for version in numbers:
            if version not in self.version_ids:
                text = f"there is no version '{shown(version)}'."
                fix = did_you_mean(version, self.version_ids) or "Add it to 'versions'."
                place = self.document.place_of_key((*path, "numbers", version))
                yield Problem(place, text, fix)

    def shared_numbers(self) -> Iterator[Problem]:
        seen: dict[tuple[str, str], KeyPath] = {}
        for path, question in self.questions:
            numbers = question.get("numbers")
            for version, number in numbers.items() if isinstance(numbers, dict) else ():
                at = (*path, "numbers", version)
                first = seen.setdefault((version, str(number).casefold()), at)
                if first != at:
                    line = self.document.place(first).line
                    taken = f"'{shown(number)}' of version '{shown(version)}'"
                    text = f"the number {taken} is taken since line {line}."
                    yield self.problem(at, text, "Give one of the two questions another number.")


def _mappings(path: KeyPath, value: Any, key: str) -> Found:
    inner = value.get(key) if isinstance(value, dict) else None
    entries = enumerate(inner if isinstance(inner, list) else ())
    return [((*path, key, index), one) for index, one in entries if isinstance(one, dict)]


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 10


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""

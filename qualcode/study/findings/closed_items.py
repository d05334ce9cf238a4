"""Closed items as they were answered, with reversed scales turned so that high is most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.domain.counting import Scope
from qualcode.domain.errors import InputError, NotFound
from qualcode.domain.filters import Filter
from qualcode.domain.instrument import AnswerType, Question
from qualcode.domain.number_classes import NUMBER_CLASSES, number_class
from qualcode.domain.tables import group_in_words, in_order
from qualcode.store import codebooks
from qualcode.store.closed_answers import Response, responses
from qualcode.store.sight import Sight
from qualcode.study.counts.asking import chosen_rule

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCALES = frozenset({AnswerType.SCALE})
NUMBERS = frozenset({AnswerType.SCALE, AnswerType.NUMBER})
CLOSED = NUMBERS | {AnswerType.CHOICE, AnswerType.GRID}

OTHER = "(other)"
"""Stands for answers that were not offered: their own words could tell who gave them."""


@dataclass(frozen=True)
class ClosedItem:
    """One closed item, which is a question or one place of it, and who answered what.

    `answers` and `numbers` are by participant; `blank` were asked and left it blank.
    """

    question: Question
    place: str
    answers: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float]
    blank: frozenset[str]

    @property
    def name(self) -> str:
        """Return the item's words, or the question's where it has no items."""
        words = {one.id: one.text for one in (*self.question.items, *self.question.parts)}
        return (words.get(self.place) or self.place) if self.place else self.question.text

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """Return the answers that could be given, and `OTHER` where something else was."""
        offered = _offered(self.question)
        other = any(OTHER in answers for answers in self.answers.values())
        return (*offered, OTHER) if other else offered

    @property
    def top(self) -> tuple[str, str] | None:
        """Return the two upper points of a scale of four points or more."""
        low, high = self.question.low, self.question.high
        if self.question.type is not AnswerType.SCALE or low is None or high is None:
            return None
        return (str(high - 1), str(high)) if high - low >= 3 else None

    def label(self, answer: str) -> str:
        """Return an answer with the words that the scale has at it."""
        anchors = {_turned(self.question, at): word for at, word in self.question.anchors.items()}
        return f"{answer} {anchors[int(answer)]}" if _is_anchor(answer, anchors) else answer


@dataclass(frozen=True, slots=True)
class ClosedItems:
    """Closed items, and the group of everybody who answered anything, by some attributes."""

    items: tuple[ClosedItem, ...]
    group_of: Mapping[str, str]
    by: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups in order."""
        return tuple(sorted(set(self.group_of.values()), key=in_order))

    def within(self, ids: Iterable[str], group: str) -> frozenset[str]:
        """Return those of the participants who are of a group."""
        return frozenset(one for one in ids if self.group_of[one] == group)

    def notes(self) -> tuple[str, ...]:
        """Say which scales were turned."""
        turned = dict.fromkeys(one.question.id for one in self.items if one.question.reversed)
        if not turned:
            return ()
        return (f"Turned, so that high is most: {', '.join(turned)}.",)


def closed_items(
    connection: Connection,
    eyes: Sight,
    wanted: Sequence[str],
    types: frozenset[AnswerType],
    by: tuple[str, ...] = (),
    where: Filter | None = None,
) -> ClosedItems:
    """Return the items of these questions; without any, of all questions of these types.

    Raises:
        NotFound: if the instrument has no such question.
        InputError: if a question is open, or its answers are not of a type that was asked for.
    """
    rule = chosen_rule(connection, eyes, Scope())

    def read(*questions: str) -> list[Response]:
        return responses(connection, eyes, rule, Scope(questions, where=where), by)

    found = [
        item
        for question in _questions(connection, wanted, types)
        for item in _items(question, read(question.id))
    ]
    everybody = read()
    return ClosedItems(
        tuple(found), {one.participant: group_in_words(one.group, by) for one in everybody}, by
    )


def _questions(
    connection: Connection, wanted: Sequence[str], types: frozenset[AnswerType]
) -> list[Question]:
    instrument = codebooks.instrument(connection)
    if not wanted:
        return [one for one in instrument.questions if one.type in types]
    found = []
    for name in wanted:
        question = instrument.by_id.get(name)
        if question is None:
            raise NotFound("question", name, list(instrument.by_id))
        if question.type not in types:
            *most, last = sorted(one.value for one in types)
            kinds = f"{', '.join(most)} or {last}" if most else last
            is_open = question.type is AnswerType.OPEN
            raise InputError(
                f"The question '{name}' is of type {question.type.value}; this needs {kinds}.",
                fix="Open answers are counted by: qualcode frequencies" if is_open else "",
            )
        found.append(question)
    return found


def _items(question: Question, given: Iterable[Response]) -> list[ClosedItem]:
    by_place: dict[str, list[Response]] = {}
    for one in given:
        by_place.setdefault(one.place, []).append(one)
    places = [*(one for one in question.slots if one in by_place)]
    places += sorted(set(by_place) - set(places))
    return [_item(question, place, by_place[place]) for place in places]


def _item(question: Question, place: str, given: list[Response]) -> ClosedItem:
    answers: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, float] = {}
    for one in given:
        if one.value is None:
            continue
        number = None if one.number is None else _turned(question, one.number)
        answers[one.participant] = _counted(question, one.value, number)
        if number is not None:
            numbers[one.participant] = number
    blank = frozenset(one.participant for one in given) - set(answers)
    return ClosedItem(question, place, answers, numbers, blank)


def _offered(question: Question) -> tuple[str, ...]:
    if question.type is AnswerType.NUMBER:
        return NUMBER_CLASSES
    if question.low is not None and question.high is not None:
        return tuple(str(point) for point in range(question.low, question.high + 1))
    return question.choices


def _counted(question: Question, value: str, number: float | None) -> tuple[str, ...]:
    """Return the offered answers that an answer is counted as."""
    given = question.counts_as(value, number)
    if question.type is AnswerType.NUMBER and number is not None:
        given = (number_class(number),)
    offered = _offered(question)
    return tuple(dict.fromkeys(one if one in offered else OTHER for one in given))


def _turned(question: Question, number: float) -> float:
    if not question.reversed or question.low is None or question.high is None:
        return number
    return float(question.low + question.high - number)


def _is_anchor(answer: str, anchors: Mapping[float, str]) -> bool:
    return answer.lstrip("-").isdigit() and int(answer) in anchors

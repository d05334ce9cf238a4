"""The distribution of answers to a closed question, by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qualcode.analysis.frequencies import row
from qualcode.domain.instrument import Question
from qualcode.domain.tables import Row, Table, Unit, in_order
from qualcode.store import tabulate

if TYPE_CHECKING:
    from sqlalchemy import Connection


def distribution(connection: Connection, question: Question, by: str | None) -> Table[Row]:
    """Count who gave which answer, among those who answered."""
    counted, base = _participants(question, tabulate.responses(connection, question.id, by))
    rows = [
        row(_answer_code(place, value), _answer_name(question, place, value), 0, group, n, whole)
        for place, value, group, n, whole in _answered(question, counted, base)
    ]
    words = "participants who answered the question"
    return Table("frequencies", Unit.PARTICIPANT, words, "", tuple(rows), by)


def _participants(
    question: Question, given: Iterable[tabulate.Response]
) -> tuple[dict[tuple[str, str, str], int], dict[tuple[str, str], int]]:
    """Count distinct participants by place, answer and group, and those who answered at all."""
    with_answer: dict[tuple[str, str, str], set[str]] = {}
    with_any: dict[tuple[str, str], set[str]] = {}
    for one in given:
        with_any.setdefault((one.place, one.group), set()).add(one.participant)
        for answer in question.counts_as(one.value, one.number):
            key = (one.place, answer, one.group)
            with_answer.setdefault(key, set()).add(one.participant)
    return (
        {key: len(participants) for key, participants in with_answer.items()},
        {key: len(participants) for key, participants in with_any.items()},
    )


def _answered(
    question: Question,
    counted: Mapping[tuple[str, str, str], int],
    base: Mapping[tuple[str, str], int],
) -> list[tuple[str, str, str, int, int]]:
    found = [
        (place, value, group, counted.get((place, value, group), 0), whole)
        for (place, group), whole in base.items()
        for value in _values(question, place, counted)
    ]
    slots = list(question.slots)
    return sorted(
        found,
        key=lambda one: (
            slots.index(one[0]) if one[0] in slots else len(slots),
            _values(question, one[0], counted).index(one[1]),
            in_order(one[2]),
        ),
    )


def _values(
    question: Question, place: str, counted: Mapping[tuple[str, str, str], int]
) -> list[str]:
    given = {value for at, value, _ in counted if at == place}
    if question.low is not None and question.high is not None:
        offered = [str(point) for point in range(question.low, question.high + 1)]
    else:
        offered = list(question.choices)
    return offered + sorted(given - set(offered), key=in_order)


def _answer_code(place: str, value: str) -> str:
    return f"{place}={value}" if place else value


def _answer_name(question: Question, place: str, value: str) -> str:
    words = {item.id: item.text for item in (*question.items, *question.parts)}
    name = value
    if question.anchors and value.isdigit() and int(value) in question.anchors:
        name = f"{value} {question.anchors[int(value)]}"
    return f"{words.get(place, place)}: {name}" if place else name

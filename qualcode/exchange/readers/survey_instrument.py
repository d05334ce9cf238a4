"""How the columns of a survey file are recognised by the instrument that asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qualcode.domain.instrument import AnswerType, Instrument, Question
from qualcode.exchange.readers.columns import Column, ColumnRole
from qualcode.exchange.readers.naming import folded


def recognised(column: Column, instrument: Instrument) -> Column:
    """Return the column as the instrument knows it: a question, an attribute, or nothing.

    Tried in this order, on the header and then the wording: the question's id, its number in the
    versions, its wording; each also with a part, item or place after the last dot.
    """
    for header in dict.fromkeys((column.header, column.wording)):
        for name, slot in _readings(header):
            questions = _questions(name, slot, instrument)
            if questions:
                return _as_question(column, questions, slot, instrument)
    for attribute in instrument.attributes:
        if folded(column.header) in (folded(attribute.id), folded(attribute.name)):
            return replace(
                column,
                role=ColumnRole.ATTRIBUTE,
                reason="an attribute of the instrument",
                attribute=attribute.id,
            )
    if column.role is ColumnRole.IGNORE:
        return column
    return replace(column, role=ColumnRole.IGNORE, reason="not in the instrument")


def knows(instrument: Instrument, columns: Iterable[Column]) -> bool:
    """Say whether any of the columns answers a question of the instrument."""
    return any(
        question in instrument.by_id
        for column in columns
        if column.role in (ColumnRole.TEXT, ColumnRole.ANSWER)
        for question in column.questions.values()
    )


def only_version(columns: tuple[Column, ...], instrument: Instrument) -> str:
    """Return the version whose numbers fit all numbered columns, if there is just one."""
    fitting = {version.id for version in instrument.versions}
    numbered = [column.questions for column in columns if column.questions.keys() - {""}]
    for questions in numbered:
        fitting &= questions.keys()
    return fitting.pop() if numbered and len(fitting) == 1 else ""


def _readings(header: str) -> Iterator[tuple[str, str]]:
    yield header, ""
    name, dot, slot = header.rpartition(".")
    if dot and slot.strip():
        yield name, slot.strip()


def _questions(name: str, slot: str, instrument: Instrument) -> dict[str, str]:
    wanted = folded(name)
    by_id = instrument.by_id.get(name.strip()) or instrument.by_id.get(wanted)
    if by_id is not None and _slot(by_id, slot) is not None:
        return {"": by_id.id}
    fitting = [question for question in instrument.questions if _slot(question, slot) is not None]
    by_number = {
        version: question.id
        for question in fitting
        for version, number in question.numbers.items()
        if folded(number) == wanted
    }
    if by_number:
        return by_number
    by_wording = [question.id for question in fitting if folded(question.text) == wanted]
    return {"": by_wording[0]} if by_wording else {}


def _slot(question: Question, slot: str) -> str | None:
    """Return the part, item or place that a header names; None if the question has no such.

    A number's total needs no part and a ranking's first answer no place, but a grid an item.
    """
    if not slot:
        bare = {AnswerType.RANKED: "1", AnswerType.GRID: None}
        return bare.get(question.type, "")
    if slot in question.slots:
        return slot
    named = (*question.items, *question.parts)
    return next(
        (item.id for item in named if folded(slot) in (folded(item.id), folded(item.text))), None
    )


def _as_question(
    column: Column, questions: Mapping[str, str], slot: str, instrument: Instrument
) -> Column:
    asked = [instrument.by_id[one] for one in dict.fromkeys(questions.values())]
    role = ColumnRole.TEXT if any(one.is_open for one in asked) else ColumnRole.ANSWER
    shown = " or ".join(one.id for one in asked)
    return replace(
        column,
        role=role,
        reason=f"question {shown} of the instrument",
        questions=dict(questions),
        slot=_slot(asked[0], slot) or "",
    )

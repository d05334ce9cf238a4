"""Single cells of a survey: closed answers, numbers and attributes, and what is odd in them."""

from __future__ import annotations

import re

from qualcode.domain.instrument import CHOICE_SEPARATOR, AnswerType, Instrument, Question
from qualcode.domain.people import AttributeValue
from qualcode.domain.reading import DraftAnswer
from qualcode.exchange.readers.columns import Column
from qualcode.exchange.readers.naming import folded, listed

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_LEADING = re.compile(r"([-+]?\d+(?:\.\d+)?)(?=\s*(?:[-–=:.)(]|$))")
# A comma may belong to a choice, so it parts choices only where the other signs do not.
_SEVERAL = (re.compile(r"\s*[;|]\s*"), re.compile(r"\s*[;,|]\s*"))


class Oddities:
    """Cells that do not fit what was asked; they are kept, and the rows are told together."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}

    def note(self, what: str, row: int) -> None:
        """Remember a row under a sentence."""
        self._rows.setdefault(what, []).append(row)

    def notices(self) -> tuple[str, ...]:
        """Return one sentence for each kind of oddity, with its rows."""
        return tuple(f"{what}: {listed(rows)}." for what, rows in self._rows.items())


def number_in(cell: str) -> float | None:
    """Return the number that a cell is, with `1,200` a thousand and `3,5` three and a half."""
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    if _THOUSANDS.fullmatch(text):
        return float(re.sub("[, ]", "", text))
    return float(text.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(text) else None


def closed_answer(
    question: Question | None, place: str, cell: str, oddities: Oddities, row: int
) -> DraftAnswer:
    """Return the answer to a closed question; without one, `place` is the id of the column.

    Values that the question does not allow are kept as given, without a number, and noted.
    """
    text = cell.strip()
    if question is None:
        return DraftAnswer(place, "", text or None, number_in(text))
    if not text:
        return DraftAnswer(question.id, place)
    if question.type is AnswerType.SCALE:
        number = _on_scale(question, text)
        if number is None:
            scale = f"{question.low} to {question.high}"
            oddities.note(f"Not on the scale {scale} of '{question.id}', kept as given", row)
        return DraftAnswer(question.id, place, text, number)
    if question.type is AnswerType.NUMBER:
        number = number_in(text)
        if number is None:
            oddities.note(f"No number under '{question.id}', kept as given", row)
        return DraftAnswer(question.id, place, text, number)
    return DraftAnswer(question.id, place, _chosen(question, text, oddities, row))


def attribute_value(
    column: Column,
    cell: str,
    numeric: bool,
    instrument: Instrument | None,
    oddities: Oddities,
    row: int,
) -> AttributeValue:
    """Return an attribute's value: a number where all are, the listed choice where one fits."""
    known = instrument.attributes if instrument else ()
    defined = next((one for one in known if one.id == column.attribute), None)
    if defined is None:
        return float(cell) if numeric else cell
    if defined.type == "number":
        number = number_in(cell)
        if number is None:
            oddities.note(f"No number under '{column.header}', kept as given", row)
        return cell if number is None else number
    if not defined.choices:
        return cell
    fitting = next((one for one in defined.choices if folded(one) == folded(cell)), None)
    if fitting is None:
        oddities.note(f"Not among the choices of '{column.header}', kept as given", row)
    return fitting or cell


def _on_scale(question: Question, text: str) -> float | None:
    number = number_in(text)
    if number is None:
        words = {folded(word): point for point, word in question.anchors.items()}
        leading = _LEADING.match(text)
        number = words.get(folded(text), float(leading[1]) if leading else None)
    if number is None:
        return None
    low = number if question.low is None else question.low
    high = number if question.high is None else question.high
    return float(number) if low <= number <= high else None


def _chosen(question: Question, text: str, oddities: Oddities, row: int) -> str:
    """Return the choice in the instrument's spelling; several are told apart by `; `."""
    spelling = {folded(choice): choice for choice in question.choices}
    if not spelling or folded(text) in spelling:
        return spelling.get(folded(text), text)
    for separator in _SEVERAL if question.several else ():
        parts = [part for part in separator.split(text) if part]
        if parts and all(folded(part) in spelling for part in parts):
            return CHOICE_SEPARATOR.join(spelling[folded(part)] for part in parts)
    oddities.note(f"Not among the choices of '{question.id}', kept as given", row)
    return text

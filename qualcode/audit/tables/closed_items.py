"""The answers to closed questions with reversed scales turned, and everybody's group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.audit.evidence import Row
from qualcode.audit.tables.closed import OTHER, counts_as, offered, slots
from qualcode.audit.tables.facts import Facts, Group, Question
from qualcode.audit.tables.lines import in_words, ordered
from qualcode.audit.tables.population import Population
from qualcode.domain.errors import InputError

_TYPES = {
    "answers": ("scale", "number", "choice", "grid"),
    "means": ("scale", "number"),
    "differences": ("scale", "number"),
    "correlations": ("scale",),
}


@dataclass(frozen=True)
class Item:
    """One question, or one place of it: what participants answered, and who left it blank."""

    question: Question
    place: str
    answers: Mapping[str, list[str]]
    numbers: Mapping[str, float]
    blank: frozenset[str]

    @property
    def id(self) -> str:
        """Return the question's id."""
        return str(self.question["id"])

    @property
    def name(self) -> str:
        """Return the item's words."""
        words = {one["id"]: one["text"]
                 for one in (*self.question["items"], *self.question["parts"])}  # fmt: skip
        return (words.get(self.place) or self.place) if self.place else str(self.question["text"])


@dataclass(frozen=True)
class Items:
    """Items, and the group of everybody who answered anything."""

    items: Sequence[Item]
    group_of: Mapping[str, Group]
    by: tuple[str, ...]

    @property
    def groups(self) -> list[Group]:
        """Return the groups in order."""
        return ordered(self.group_of.values())

    def within(self, ids: Collection[str], group: Group) -> list[str]:
        """Return those of the participants who are of a group."""
        return sorted(one for one in ids if self.group_of[one] == group)

    def word(self, group: Group) -> str:
        """Return a group in words."""
        return in_words(group, self.by)


def items(
    population: Population, facts: Facts, form: str, named: Sequence[str], by: tuple[str, ...]
) -> Items:
    """Return the items of a table from all answers of a population.

    Raises:
        InputError: if a question is not of the kind that the table is of.
    """
    types = _TYPES[form]
    chosen = list(named) or [id_ for id_, one in facts.questions.items() if one["type"] in types]
    found: list[Item] = []
    for name in chosen:
        question = facts.questions.get(name)
        if question is None or question["type"] not in types:
            raise InputError(f"The study has no closed question '{name}' of this kind.")
        found += _of(question, [one for one in population.answers if one["question"] == name])
    group_of = {one["participant"]: facts.group(one["participant"], by)
                for one in population.answers}  # fmt: skip
    return Items(found, group_of, by)


def _of(question: Question, rows: Sequence[Row]) -> list[Item]:
    by_place: dict[str, list[Row]] = {}
    for one in rows:
        by_place.setdefault(one["place"], []).append(one)
    known = [one for one in slots(question) if one in by_place]
    return [
        _item(question, place, by_place[place])
        for place in [*known, *sorted(set(by_place) - set(known))]
    ]


def _item(question: Question, place: str, rows: Sequence[Row]) -> Item:
    answers: dict[str, list[str]] = {}
    numbers: dict[str, float] = {}
    for row in rows:
        if row["value"] is None:
            continue
        who, number = row["participant"], row["number"]
        turned = None if number is None else turn(question, number)
        answers[who] = _counted(question, {**row, "number": turned})
        if turned is not None:
            numbers[who] = turned
    return Item(question, place, answers, numbers,
                frozenset(row["participant"] for row in rows) - set(answers))  # fmt: skip


def turn(question: Question, number: float) -> float:
    """Return a point of a scale so that high is most."""
    low, high = question["low"], question["high"]
    if not question["reversed"] or low is None or high is None:
        return number
    return float(low + high - number)


def _counted(question: Question, row: Row) -> list[str]:
    """Return the offered answers that an answer counts as."""
    known = offered(question)
    given = counts_as(question, row)
    return list(dict.fromkeys(one if one in known else OTHER for one in given))

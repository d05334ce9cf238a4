"""The distribution of answers to a closed question, by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from qualcode.analysis.frequencies import row
from qualcode.domain.counting import Base, CoderRule, Scope
from qualcode.domain.disclosure import Key
from qualcode.domain.errors import InputError
from qualcode.domain.instrument import AnswerType, Question
from qualcode.domain.number_classes import NUMBER_CLASSES, number_class
from qualcode.domain.tables import Apart, in_order
from qualcode.store import closed_answers, persons
from qualcode.store.closed_answers import Response
from qualcode.store.population import Group, Wanted
from qualcode.store.tabulate import Tally
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.tallied import Figure, Relations, key

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.sight import Sight

OTHER = "(other)"
"""Counts every answer that was not among those offered."""

_APART = (Apart.BLANK, Apart.NOT_ASKED)
_WITHIN = {
    Base.ALL: frozenset(_APART),
    Base.ASKED: frozenset((Apart.BLANK,)),
    Base.ANSWERED: frozenset[Apart](),
}

Places = dict[str, dict[Group, dict[str, set[str]]]]
"""Participants by place of the question, group, and what they answered or why they did not."""


class ClosedCounts:
    """Who gave which answer, each participant once for each answer that was taken."""

    def __init__(
        self, eyes: Sight, question: Question, asked: Asked, scope: Scope, rule: CoderRule
    ) -> None:
        if asked.base is Base.CODED:
            raise InputError(
                f"'{question.id}' is answered by choosing, so nothing in it is coded.",
                fix="Take --base answered, asked or all.",
            )
        self._eyes, self._question, self._asked = eyes, question, asked
        self._scope, self._rule = scope, rule
        self.base = asked.base or Base.ANSWERED

    def figures(self, connection: Connection) -> list[Figure]:
        """Return the figures by place and in the order of the answers; who gave none comes last."""
        places = self._places(connection)
        return [
            one
            for place in sorted(places, key=self._order)
            for value in self._values(places[place])
            for one in self._of(place, value, places[place])
        ]

    def persons(self, connection: Connection) -> Mapping[Key, frozenset[str]]:
        """Return who stands behind each cell."""
        found: dict[Key, frozenset[str]] = {}
        for place, groups in self._places(connection).items():
            for group, given in groups.items():
                found[key(_code(place, ""), group)] = self._whole(given)
                for value, ids in given.items():
                    found[key(_code(place, value), group)] = frozenset(ids)
        return found

    def relations(self, figures: Iterable[Figure]) -> Relations:
        """Return what is known: answers to a question that takes one make up those who gave any."""
        by_base: dict[str, dict[str, None]] = {}
        if not self._question.several:
            for one in figures:
                if one.base is not None:
                    by_base.setdefault(one.of, {})[one.subject] = None
        return Relations(tuple((base, tuple(subjects)) for base, subjects in by_base.items()))

    def _places(self, connection: Connection) -> Places:
        given = closed_answers.responses(
            connection, self._eyes, self._rule, self._scope, self._asked.by
        )
        places: Places = {}
        for one in given:
            in_place = places.setdefault(one.place, {})
            for answer in self._answers(one):
                in_place.setdefault(one.group, {}).setdefault(answer, set()).add(one.participant)
        wanted = Wanted(self._scope, {}, self._rule, self._asked.unit, self._asked.by)
        everybody = persons.everybody(connection, self._eyes, wanted)
        for groups in places.values():
            for group, ids in everybody.items():
                _set_apart(groups.setdefault(group, {}), ids)
        return places

    def _answers(self, one: Response) -> tuple[str, ...]:
        if one.value is None:
            return (Apart.BLANK,)
        question = self._question
        if question.type is AnswerType.NUMBER and one.number is not None:
            return (number_class(one.number),)
        # What was not offered would tell that somebody gave it, however few they are.
        found = question.counts_as(one.value, one.number)
        offered = self._offered
        return (
            tuple(dict.fromkeys(a if a in offered else OTHER for a in found)) if offered else found
        )

    def _whole(self, given: Mapping[str, Collection[str]]) -> frozenset[str]:
        """Return the participants of the base."""
        left_out = frozenset(Apart) - _WITHIN[self.base]
        return frozenset(id_ for value in given.keys() - left_out for id_ in given[value])

    def _of(
        self, place: str, value: str, groups: Mapping[Group, Mapping[str, Collection[str]]]
    ) -> Iterator[Figure]:
        is_apart = value in _APART
        within = not is_apart or value in _WITHIN[self.base]
        for group in sorted(groups, key=lambda one: [in_order(part) for part in one]):
            n, base = len(groups[group].get(value, ())), len(self._whole(groups[group]))
            if within and not base:
                continue
            code, name = _code(place, value), self._name(place, value)
            line = row(
                code, name, 0, group, self._asked.by, n, base if within else None, n, is_apart
            )
            yield Figure(
                line,
                code,
                _code(place, ""),
                group,
                Tally(n, n),
                Tally(base, base) if within else None,
                f"{self._question.id}={code}",
            )

    def _order(self, place: str) -> tuple[int, str]:
        slots = self._question.slots
        return (slots.index(place) if place in slots else len(slots)), place

    def _values(self, groups: Mapping[Group, Mapping[str, Collection[str]]]) -> list[str]:
        offered = self._offered
        given = {value for one in groups.values() for value, ids in one.items() if ids}
        others = sorted(given - {*offered, *_APART}, key=in_order)
        return [*offered, *others, *(one for one in _APART if one in given)]

    @property
    def _offered(self) -> tuple[str, ...]:
        """Return the answers that could be taken; numbers fall into fixed classes."""
        question = self._question
        if question.low is not None and question.high is not None:
            return tuple(str(point) for point in range(question.low, question.high + 1))
        if question.type is AnswerType.NUMBER:
            return NUMBER_CLASSES
        return question.choices

    def _name(self, place: str, value: str) -> str:
        question = self._question
        words = {item.id: item.text for item in (*question.items, *question.parts)}
        name = Apart(value).in_words if value in _APART else value
        if question.anchors and value.isdigit() and int(value) in question.anchors:
            name = f"{value} {question.anchors[int(value)]}"
        return f"{words.get(place, place)}: {name}" if place else name


def _set_apart(given: dict[str, set[str]], everybody: Collection[str]) -> None:
    """Tell who left it blank from who answered elsewhere, and who was not asked from both."""
    answered = {one for value, ids in given.items() if value != Apart.BLANK for one in ids}
    blank = given.get(Apart.BLANK, set()) - answered
    given[Apart.BLANK] = blank
    given[Apart.NOT_ASKED] = set(everybody) - answered - blank


def _code(place: str, value: str) -> str:
    return f"{place}={value}" if place else value

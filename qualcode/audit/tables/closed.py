"""Recounts who gave which answer to a closed question."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.audit.evidence import Row
from qualcode.audit.tables.facts import Group, Question
from qualcode.audit.tables.frequencies import Asked, Count
from qualcode.audit.tables.lines import ordered, place_of
from qualcode.audit.tables.population import Members, Population

OTHER = "(other)"
CLASSES = ("0", "1", "2 to 4", "5 to 9", "10 to 19", "20 to 49", "50 to 99", "100 or more")
_STARTS = (0, 1, 2, 5, 10, 20, 50, 100)

BLANK, NOT_ASKED = "(left blank)", "(not asked)"
_NAMES = {BLANK: "asked, left blank", NOT_ASKED: "not asked"}
_IN_BASE = {"all": {BLANK, NOT_ASKED}, "asked": {BLANK}, "answered": set[str]()}

Given = dict[Group, dict[str, set[str]]]
"""The participants of each group by what they answered, or why they did not."""


def slots(question: Question) -> list[str]:
    """Return the places of a closed question: items, parts, or ''."""
    return [one["id"] for one in (question["items"] or question["parts"])] or [""]


def counts_as(question: Question, row: Row) -> list[str]:
    """Return what one answer says: a point, the class of a number, or each choice taken."""
    number, value = row["number"], row["value"]
    if number is not None and question["type"] == "number":
        return [_class(number)]
    if number is not None:
        return [str(int(number)) if float(number).is_integer() else str(number)]
    if question["several"] and value not in question["choices"]:
        return list(dict.fromkeys(value.split("; ")))
    return [value]


def _class(number: float) -> str:
    below = [name for start, name in zip(_STARTS, CLASSES, strict=True) if int(number) >= start]
    return below[-1] if number >= 0 and below else "below 0"


def offered(question: Question) -> list[str]:
    """Return the answers that could be given; of numbers their classes."""
    if question["low"] is not None and question["high"] is not None:
        return [str(one) for one in range(question["low"], question["high"] + 1)]
    return list(CLASSES if question["type"] == "number" else question["choices"])


def answered(asked: Asked, question: Question) -> list[Count]:
    """Count the answers at each place of a question, and last who gave none."""
    units = Population(asked.facts, asked.rule, asked.scope, "participant", asked.by)
    places: dict[str, Given] = {}
    for row in units.answers:
        who = row["participant"]
        group = asked.facts.group(who, asked.by)
        given = places.setdefault(row["place"], {}).setdefault(group, {})
        for answer in _told(question, row):
            given.setdefault(answer, set()).add(who)
    for given_at in places.values():
        for entry in units.everywhere:
            given_at.setdefault(entry.group, {}).setdefault(NOT_ASKED, set()).add(entry.person)
        for by_answer in given_at.values():
            _told_apart(by_answer)
    names = slots(question)
    order = sorted(places, key=lambda one: (names.index(one) if one in names else len(names), one))
    return [
        count
        for place in order
        for answer in _answers(question, places[place])
        for count in _counts(asked, question, place, answer, places[place])
    ]


def _told(question: Question, row: Row) -> list[str]:
    """Return what an answer counts as here; a number below all classes stands by itself."""
    if row["value"] is None:
        return [BLANK]
    found, known = counts_as(question, row), offered(question)
    if not known or (question["type"] == "number" and row["number"] is not None):
        return found
    return list(dict.fromkeys(one if one in known else OTHER for one in found))


def _told_apart(given: dict[str, set[str]]) -> None:
    told = {one for answer, who in given.items() if answer not in _NAMES for one in who}
    given[BLANK] = given.get(BLANK, set()) - told
    given[NOT_ASKED] = given.get(NOT_ASKED, set()) - told - given[BLANK]


def _answers(question: Question, given: Given) -> list[str]:
    there = {answer for by_answer in given.values() for answer, who in by_answer.items() if who}
    known = offered(question)
    others = sorted(there - {*known, *_NAMES}, key=place_of)
    return [*known, *others, *(one for one in _NAMES if one in there)]


def _counts(asked: Asked, question: Question, place: str, answer: str, given: Given) -> list[Count]:
    within = answer not in _NAMES or answer in _IN_BASE[asked.base]
    found = []
    for group in ordered(given):
        left_out = set(_NAMES) - _IN_BASE[asked.base]
        base = {one for name, who in given[group].items() if name not in left_out for one in who}
        if within and not base:
            continue
        who = given[group].get(answer, set())
        found.append(
            Count(
                f"{place}={answer}" if place else answer,
                name_of(question, place, answer),
                0,
                group,
                Members(who, who),
                Members(base, base) if within else None,
                answer in _NAMES,
            )
        )
    return found


def name_of(question: Question, place: str, answer: str) -> str:
    """Return an answer in words, with the words of its place."""
    anchors: Mapping[str, str] = question["anchors"]
    name = _NAMES.get(answer, answer)
    if answer.isdigit() and answer in anchors:
        name = f"{answer} {anchors[answer]}"
    if not place:
        return name
    words = {one["id"]: one["text"] for one in (*question["items"], *question["parts"])}
    return f"{words.get(place, place)}: {name}"

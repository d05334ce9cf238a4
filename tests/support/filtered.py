"""A small study made at random, and what filters say of its segments, on one's fingers."""

from __future__ import annotations

import operator
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode import Study
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import LookState
from qualcode.domain.counting import CoderRule
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
    Under,
    Value,
)
from qualcode.domain.provenance import Provenance
from tests.support import blind
from tests.support.rounds import at_work
from tests.support.studies import segments, write_survey

QUESTIONS = ("What helps most?", "What stands in the way?")
CODES = ("barriers", "data", "law", "privacy", "time")
TEXTS = ("Late reports help.", "Reports are late", "The law, and time.", "Nothing at all")
ATTRIBUTES = ("position", "years", "ward no")
GIVEN = (
    ["officer"] * 3 + ["Officer"] * 2 + ["analyst"] * 3 + [""] * 2,
    ["1", "1", "2", "2", "10", "10", "10.5", "10.5", "", ""],
    ["A1", "A1", "B2", "B2", "B2", "2024-05", "2024-05", "10", "10", "C"],
)
"""What ten respondents have of each attribute, so often that one who is removed leaves it known."""
HEADINGS = ("id", *ATTRIBUTES, *QUESTIONS)


@dataclass(frozen=True)
class Facts:
    """What is known of one segment, or of an answer without one (`segment` is empty)."""

    segment: str
    source: str
    kind: str
    question: str | None
    participant: str | None = None
    attributes: Mapping[str, str | float] = field(default_factory=dict)
    text: str = ""


def build(study: Study, folder: Path, seed: int) -> None:
    """Import a survey, an interview and a forum page, and code them; a blind round stays open."""
    chance = random.Random(seed)
    given = [chance.sample(values, len(values)) for values in GIVEN]
    rows = [
        (f"P{n + 1}", *(values[n] for values in given), *chance.choices([*TEXTS, ""], k=2))
        for n in range(10)
    ]
    survey = write_survey(folder / "survey.csv", rows, *HEADINGS)
    study.import_files(survey, id_column="id", text_columns=QUESTIONS, attribute_columns=ATTRIBUTES)
    talk = folder / "talk.txt"
    lines = [f"{chance.choice(['Moderator', 'Dara', 'P1'])}: {t}\n\n" for t in TEXTS * 2]
    talk.write_text("".join(lines))
    study.import_files(talk, kind="interview", moderators=("Moderator",))
    page = folder / "page.txt"
    page.write_text("\n\n".join(TEXTS))
    study.import_files(page, kind="forum")
    study.catalogue.replace(
        Codebook(
            "Filters",
            (
                Code("barriers", "Barriers"),
                Code("data", "Data quality", "barriers"),
                Code("law", "Law", "barriers"),
                Code("privacy", "Privacy law", "law"),
                Code("time", "Time"),
            ),
        )
    )
    study.team.consensus()
    drawn = blind.begin(study, "Ana", "Ben", size=6)
    for coder in ("Ana", "Ben"):
        inside = at_work(study, blind.ROUND, coder)
        _code(inside, [one.id for one in drawn], chance)
    for coder in ("Ana", "Ben", "consensus"):
        _code(study.acting_as(coder), [one.id for one in segments(study)], chance)
    study.sources.remove("P8")


def _code(working: Study, wanted: list[str], chance: random.Random) -> None:
    for segment in (one for one in segments(working) if one.id in wanted):
        if chance.random() < 0.3:
            continue
        used = chance.sample(CODES, chance.choice([0, 0, 1, 2]))
        if not used:
            working.codings.look([segment.id], LookState.NOTHING)
        for code in used:
            working.codings.apply(code, segment, provenance=Provenance(rank=chance.choice([0, 1])))


class Fingers:
    """Judges filters without the database, from plain lists of what one person may see."""

    def __init__(self, study: Study) -> None:
        self.book = study.catalogue.codebook
        self.names = {coder.id: coder.name for coder in study.team.all()}
        self.codings = study.codings.all()
        self.looks = study.codings.looks()
        self.segments = [
            Facts(
                one.segment.id,
                one.source.name,
                one.source.kind.value,
                one.segment.question,
                one.participant.name if one.participant else None,
                one.participant.attributes if one.participant else {},
                one.text,
            )
            for one in study.sources.passages()
        ]

    def fits(self, where: Filter, of: Facts, rule: CoderRule) -> bool:
        """Say whether a filter is true of a segment or an answer."""
        match where:
            case And(parts):
                return all(self.fits(part, of, rule) for part in parts)
            case Or(parts):
                return any(self.fits(part, of, rule) for part in parts)
            case Not(inner):
                return not self.fits(inner, of, rule)
            case ParticipantHas(inner):
                own = [one for one in self.segments if one.participant == of.participant]
                return bool(of.participant) and any(self.fits(inner, one, rule) for one in own)
            case OneOf(Attribute(name), values):
                return name in of.attributes and any(_same(of.attributes[name], v) for v in values)
            case Ordered(Attribute(name), relation, value):
                own = of.attributes.get(name)
                return own is not None and _lies(own, relation.value, value)
            case Known(Attribute(name)):
                return name in of.attributes
            case OneOf(Field.CODE, values):
                return any(self._carries(of, {value.text}, rule) for value in values)
            case Under(code):
                return self._carries(of, self.book.roll_up(code), rule)
            case Known(Field.CODE):
                return self._carries(of, set(CODES), rule)
            case OneOf(subject, values):
                return bool(self._has(of, subject) & {value.text for value in values})
            case Known(subject):
                return bool(self._has(of, subject) - {None, ""})
            case Holds(words):
                said = {word.strip(".,").casefold() for word in of.text.split()}
                return {word.casefold() for word in words.split()} <= said
        raise AssertionError(where)

    def _has(self, of: Facts, field: object) -> set[str | None]:
        match field:
            case Field.CODER:
                return {self.names[one.coder] for one in self.codings if one.segment == of.segment}
            case Field.ROUND:
                return {one.round for one in self.looks if one.segment == of.segment}
        return {getattr(of, str(field))}

    def _carries(self, of: Facts, codes: set[str] | frozenset[str], rule: CoderRule) -> bool:
        people = set(rule.coders)
        looked = {one.coder for one in self.looks if one.segment == of.segment} & people
        used = {
            one.coder
            for one in self.codings
            if one.segment == of.segment and one.code in codes and one.coder in people
            and not (rule.without_accepted and one.origin.value == "accepted")
        }  # fmt: skip
        need = {"majority": len(looked) // 2 + 1, "all": len(looked)}.get(rule.share, 1)
        return bool(used) and len(used) >= need


def _same(own: str | float, value: Value) -> bool:
    if value.number is not None and not isinstance(own, str) and own == value.number:
        return True
    return str(own) == value.text


_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _lies(own: str | float, relation: str, value: Value) -> bool:
    if isinstance(own, str):
        return value.number is None and bool(_COMPARE[relation](own, value.text))
    return value.number is not None and bool(_COMPARE[relation](own, value.number))

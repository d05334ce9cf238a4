"""Frequencies are those that counting on one's fingers gives, on both databases."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.coding import LookState
from qualcode.domain.errors import NotFound, Refused
from qualcode.domain.instrument import AnswerType, Instrument, Question
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.domain.source import Segment
from qualcode.domain.span import Span
from tests.support.studies import segments, write_survey

Suggested = tuple[int, int, int, list[str]]

QUESTIONS = ("What helps most?", "What stands in the way?")


@dataclass
class Person:
    """What the trial knows of one participant without asking the database."""

    name: str
    group: str
    blank: set[str] = field(default_factory=set)
    counted: bool = True
    present: bool = True


@dataclass
class Trial:
    """A study with everything that was done to it, kept apart in plain Python."""

    study: Study
    people: dict[str, Person]
    segments: list[Segment]
    speaker: dict[str, Person]
    looks: dict[str, set[str]]
    codings: dict[str, set[tuple[str, str]]]
    questions: tuple[str, str]
    made_of: dict[tuple[str, str, str], Provenance] = field(default_factory=dict)

    def is_accepted(self, segment: str, coder: str, code: str) -> bool:
        return self.made_of[segment, coder, code].rank > 0


def build(study: Study, folder: Path, chance: random.Random) -> Trial:
    people = {
        f"P{number}": Person(f"P{number}", chance.choice(["analyst", "prosecutor", ""]))
        for number in range(1, 9)
    }
    rows = []
    for person in people.values():
        texts = ["" if chance.random() < 0.25 else f"{person.name} says so" for _ in QUESTIONS]
        person.blank = {text for text, given in zip(QUESTIONS, texts, strict=True) if not given}
        rows.append([person.name, person.group, *texts])
    study.import_files(
        write_survey(folder / "in" / "survey.csv", rows),
        id_column="id",
        text_columns=QUESTIONS,
        attribute_columns=("position",),
    )
    talk = folder / "in" / "talk.txt"
    turns = [(chance.choice(["Moderator", "Dara", "Emil"]), n) for n in range(8)]
    fixed = [("Moderator", 8), ("Dara", 9), ("Moderator", 10), ("Dara", 11), ("Emil", 12)]
    lines = [f"{who}: Turn {n} is mine.\n\n" for who, n in [*turns, *fixed, ("Emil", 13)]]
    talk.write_text("".join(lines))
    study.import_files(talk, kind="interview", moderators=("Moderator",))
    for name in ("Dara", "Emil", "Moderator"):
        people[name] = Person(name, "", counted=name != "Moderator")
    passages = study.sources.passages()
    ids = {one.segment.label: one.segment.question for one in passages if one.segment.question}
    first, second = sorted(set(filter(None, ids.values())), key=lambda one: "way" in one)
    for person in people.values():
        person.blank = {{QUESTIONS[0]: first, QUESTIONS[1]: second}[one] for one in person.blank}
    study.catalogue.add_codes(
        [
            Code("barriers", "Barriers", codable=False, asked=(second,)),
            Code("data", "Data", "barriers"),
            Code("law", "Law", "barriers"),
            Code("help", "Help", asked=(first, second)),
            Code("time", "Time"),
            Code("pace", "Pace", "time"),
        ]
    )
    speaker = {one.segment.id: people[one.participant.name] for one in passages if one.participant}
    trial = Trial(study, people, [one.segment for one in passages], speaker,
                  defaultdict(set), defaultdict(set), (first, second))  # fmt: skip
    for coder in ("Ana", "Ben", "Cyd", "consensus"):
        code_at_random(trial, coder, chance)
    for name in chance.sample([f"P{n}" for n in range(1, 9)], 3):
        fate = chance.choice(["source", "participant", "moderator"])
        if fate == "source":
            study.sources.remove(name)
            people[name].present = False
        elif fate == "participant":
            study.participants.remove(name)
            people[name].counted = False
        else:
            study.participants.keep_out_of_counts(name)
            people[name].counted = False
    return trial


def code_at_random(trial: Trial, coder: str, chance: random.Random) -> None:
    working = trial.study.acting_as(coder)
    for segment in trial.segments:
        if chance.random() < 0.3:
            continue
        trial.looks[segment.id].add(coder)
        used = chance.sample(["data", "law", "help", "time", "pace"], chance.choice([0, 0, 1, 2]))
        if not used:
            working.codings.look([segment.id], LookState.NOTHING)
        for code in used:
            made_of = Provenance(
                rank=chance.choice([0, 0, 1, 2]), order=chance.choice(list(WorkOrder))
            )
            working.codings.apply(code, segment, provenance=made_of)
            trial.made_of[segment.id, coder, code] = made_of
            trial.codings[segment.id].add((coder, code))


def expected(
    trial: Trial, code: str, questions: tuple[str, ...], kind: str | None, rule: str,
    unit: str, by: str | None, without_accepted: bool,
) -> tuple[dict[str, int], dict[str, int]]:  # fmt: skip
    """Count the base and the hits of one code by group, on one's fingers."""
    people = {"Ana", "Ben", "Cyd"}
    coders = people if rule in ("any", "all", "majority") else {rule}
    members = trial.study.catalogue.codebook.roll_up(code)
    base, hits = defaultdict(set), defaultdict(set)
    for segment in trial.segments:
        person = trial.speaker[segment.id]
        if not (person.present and person.counted):
            continue
        if questions and segment.question not in questions:
            continue
        if kind and (kind == "survey") != (segment.question is not None):
            continue
        looked = trial.looks[segment.id] & coders
        if not looked:
            continue
        thing = {"participant": person.name, "segment": segment.id, "source": segment.source}[unit]
        group = person.group if by else ""
        base[group].add(thing)
        used = {
            who
            for who, what in trial.codings[segment.id]
            if what in members
            and who in coders
            and not (without_accepted and trial.is_accepted(segment.id, who, what))
        }
        need = {"majority": len(looked) // 2 + 1, "all": len(looked)}.get(rule, 1)
        if len(used) >= need:
            hits[group].add(thing)
    unread = any(one.question in questions for one in trial.segments) and not base
    if unit == "participant" and questions and kind in (None, "survey") and not unread:
        for person in trial.people.values():
            surveyed = person.name.startswith("P")
            if surveyed and person.present and person.counted and set(questions) <= person.blank:
                base[person.group if by else ""].add(person.name)
    return {g: len(v) for g, v in base.items()}, {g: len(v) for g, v in hits.items()}


@pytest.mark.parametrize("seed", range(4))
def test_as_counted_on_ones_fingers(study: Study, tmp_path: Path, seed: int) -> None:
    study.team.add("Cyd")
    study.team.consensus()
    study.catalogue.replace(Codebook("Counting"))
    chance = random.Random(seed)
    trial = build(study, tmp_path, chance)
    tables = product(
        (None, *trial.questions),
        (None, "survey", "interview"),
        ("any", "all", "majority", "consensus", "Ana"),
        ("participant", "segment", "source"),
        (None, "position"),
        (False, True),
    )
    compared = sum(compare(trial, *asked) for asked in chance.sample(list(tables), 30))
    assert compared > 60


def compare(
    trial: Trial, question: str | None, kind: str | None, rule: str, unit: str, by: str | None,
    without_accepted: bool,
) -> int:  # fmt: skip
    """Compare one table with the count on one's fingers; return how many codes it showed."""
    codebook = trial.study.catalogue.codebook
    table = trial.study.frequencies(question, by, unit, rule, kind, without_accepted)
    assert table.without_accepted == without_accepted
    accepted, counted, steered, names = of_suggestions(
        trial, question, kind, rule, without_accepted
    )
    counted = counted if steered or (accepted and not without_accepted) else 0
    told = told_of_suggestions(table.notes, without_accepted)
    assert told == (accepted, counted, steered, names)
    rows = {(row.code, row.group): (row.n, row.base) for row in table}
    compared = 0
    for code in codebook.codes:
        asked = codebook.asked(code.id)
        found = {group: rows[one, group] for one, group in rows if one == code.id}
        if question and asked and question not in asked:
            assert not found
            continue
        scope = (question,) if question else asked if kind != "interview" else ()
        base, hits = expected(trial, code.id, scope, kind, rule, unit, by, without_accepted)
        if found or hits:
            wanted = {group: (hits.get(group, 0), base[group]) for group in base}
            assert found == wanted, (question, kind, rule, unit, by, code.id)
            compared += 1
    return compared


def of_suggestions(
    trial: Trial, question: str | None, kind: str | None, rule: str, without_accepted: bool
) -> Suggested:
    """Return how many codings are accepted, counted, and steered, and by which orders."""
    codebook = trial.study.catalogue.codebook
    coders = {"Ana", "Ben", "Cyd"} if rule in ("any", "all", "majority") else {rule}
    counted: set[tuple[str, str, str]] = set()
    for code in codebook.codes:
        asked = codebook.asked(code.id)
        if question and asked and question not in asked:
            continue
        scope = (question,) if question else asked if kind != "interview" else ()
        for segment in trial.segments:
            person = trial.speaker[segment.id]
            fits = not kind or (kind == "survey") == (segment.question is not None)
            if not (person.present and person.counted and fits):
                continue
            if scope and segment.question not in scope:
                continue
            counted |= {
                (segment.id, who, what)
                for who, what in trial.codings[segment.id]
                if who in coders and what in codebook.roll_up(code.id)
            }
    accepted = {one for one in counted if trial.is_accepted(*one)}
    if without_accepted:
        counted -= accepted
    orders = [trial.made_of[one].order for one in counted]
    steered = [one for one in orders if one.steered]
    names = [one.value for one in WorkOrder if one in steered]
    return len(accepted), len(counted), len(steered), names


_OF_ALL = r"(\d+) of (\d+) codings? counted (?:is|are) .* --without-accepted leaves"
_LEFT_OUT = r"Left out: (\d+) codings? made by taking a suggestion"
_STEERED = r"(\d+) of (\d+) codings? counted (?:was|were) made in a steered order \((.*)\): shares"


def told_of_suggestions(notes: Iterable[str], without_accepted: bool) -> Suggested:
    """Read from the notes of a table what `of_suggestions` counts; what is not told is 0."""
    text = "\n".join(notes)
    taken = re.search(_LEFT_OUT if without_accepted else _OF_ALL, text)
    steered = re.search(_STEERED, text)
    totals = {int(one[2]) for one in (steered, None if without_accepted else taken) if one}
    assert len(totals) < 2
    return (
        int(taken[1]) if taken else 0,
        totals.pop() if totals else 0,
        int(steered[1]) if steered else 0,
        steered[3].split(", ") if steered else [],
    )


def test_what_was_edited_is_counted_and_what_was_only_accepted_is_not(surveyed: Study) -> None:
    one, two, three, *_ = segments(surveyed)
    taken = Provenance(True, 1, 0.5)
    for segment in (one, two):
        surveyed.codings.apply("time", segment, provenance=taken)
    surveyed.codings.apply("time", three)
    (accepted, *_) = surveyed.codings.of_segments([one.id])
    surveyed.codings.move(accepted, Span(one.span.start, one.span.start + 5))

    def n(without_accepted: bool) -> int:
        table = surveyed.frequencies(unit="segment", without_accepted=without_accepted)
        assert table.to_json()["without_accepted"] is without_accepted
        assert {row.base for row in table} == {3}
        return next(row.n for row in table if row.code == "time")

    assert (n(False), n(True)) == (3, 2)
    (note,) = (one for one in surveyed.frequencies().notes if "suggestion" in one)
    assert note.startswith("1 of 3 codings counted is a suggestion")


def test_a_study_without_suggestions_says_nothing_of_them(surveyed: Study) -> None:
    first, second, *_ = segments(surveyed)
    surveyed.codings.apply("time", first)
    surveyed.codings.apply("time", second, provenance=Provenance(True, order=WorkOrder.AUDIT))
    plain, asked = surveyed.frequencies(), surveyed.frequencies(without_accepted=True)
    assert plain.rows == asked.rows
    none = "No coding was a suggestion taken as it was, so none is left out."
    assert set(asked.notes) - set(plain.notes) == {none}


def test_unknown_words_are_told(surveyed: Study) -> None:
    with pytest.raises(NotFound, match="Did you mean 'position'"):
        surveyed.frequencies(by="positon")
    with pytest.raises(NotFound, match="question"):
        surveyed.frequencies(question="nowhere")
    with pytest.raises(NotFound, match="Did you mean 'majority'"):
        surveyed.frequencies(coder_rule="majorty")
    with pytest.raises(NotFound, match="round"):
        surveyed.agreement(round="nowhere")
    with pytest.raises(Refused, match="Nobody has adjudicated"):
        surveyed.frequencies(coder_rule="consensus")


def test_blank_answers_are_no_base_before_anybody_has_looked(surveyed: Study) -> None:
    """R3 left the second question blank; that alone is not 0 per cent of one participant."""
    question = "what-stands-in-the-way"
    before = surveyed.frequencies(question=question)
    assert not before.rows
    assert before.notes == ("Nobody whose codings count has looked at any of these segments.",)
    first = next(one for one in segments(surveyed) if one.question == question)
    surveyed.codings.apply("time", first)
    assert [(row.n, row.base) for row in surveyed.frequencies(question=question)] == [(1, 2)]


def test_a_segment_that_waits_is_told_once_however_many_codes_it_is_for(surveyed: Study) -> None:
    first, *waiting = segments(surveyed)
    question = str(first.question)
    surveyed.catalogue.add_codes([Code("asked", "Asked", asked=(question,)), Code("any", "Any")])
    surveyed.codings.apply("asked", first)
    told = f"{len(waiting)} segments that nobody looked at are left out."
    assert surveyed.frequencies().notes == (told,)


def test_codes_for_questions_that_the_study_has_not_are_named(surveyed: Study) -> None:
    surveyed.catalogue.add_codes([Code("lost", "Lost", asked=("q99",))])
    surveyed.codings.apply("lost", segments(surveyed)[0])
    told = "Not counted, as the study has no question that they are for: Lost."
    surveyed.catalogue.add_codes([Code("later", "Later", asked=("what-stands-in-the-way",))])
    surveyed.codings.apply("time", segments(surveyed)[0])
    looked = "nobody whose codings count has looked at the answers in question."
    unread = f"No row for 1 code: {looked}"
    assert {told, unread} <= set(surveyed.frequencies().notes)
    assert not {told, unread} & set(surveyed.frequencies(kind="interview").notes)


def test_groups_of_a_number_stand_in_its_order_and_form(study: Study, tmp_path: Path) -> None:
    rows = [["R1", "10", "Time."], ["R2", "9", "Time."], ["R3", "", "Time."], ["R4", "2.5", "No."]]
    study.import_files(
        write_survey(tmp_path / "in.csv", rows, "id", "years", "What helps?"),
        id_column="id",
        text_columns=("What helps?",),
        attribute_columns=("years",),
    )
    for segment in segments(study):
        study.codings.apply("time", segment)
    groups = [row.group for row in study.frequencies(by="years") if row.code == "time"]
    assert groups == ["", "2.5", "9", "10"]


INSTRUMENT = Instrument(
    "Trial",
    questions=(
        Question(
            "spoken", "Which?", AnswerType.CHOICE, choices=("Arabic", "Thai", "Urdu"), several=True
        ),
        Question("grave", "How grave?", AnswerType.SCALE, low=1, high=3, anchors={1: "very"}),
    ),
)


def test_closed_answers_count_participants_by_choice_and_point(
    study: Study, tmp_path: Path
) -> None:
    """Who takes two choices counts for both and once in the base; an anchor's word is its point."""
    rows = [
        ["R1", "Arabic; thai", "very"],
        ["R2", "Thai,Arabic", "1 - very"],
        ["R3", "Thai", "3"],
        ["R4", "", "1"],
    ]
    study.import_files(
        write_survey(tmp_path / "in.csv", rows, "id", "spoken", "grave"),
        id_column="id",
        instrument=INSTRUMENT,
    )
    spoken = [(row.code, row.n, row.base) for row in study.frequencies(question="spoken")]
    assert spoken == [("Arabic", 2, 3), ("Thai", 3, 3), ("Urdu", 0, 3)]
    grave = [(row.code, row.n, row.base) for row in study.frequencies(question="grave")]
    assert grave == [("1", 3, 4), ("2", 0, 4), ("3", 1, 4)]

"""Frequencies are those that counting on one's fingers gives, on both databases."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from qualcode import Study
from qualcode.domain.codebook import Code
from qualcode.domain.coding import LookState
from qualcode.domain.counting import Base
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.instrument import AnswerType, Instrument, Question
from qualcode.domain.provenance import Provenance, WorkOrder
from qualcode.domain.span import Span
from tests.support.counts import counted
from tests.support.studies import segments, write_survey
from tests.support.trials import Trial, build, expected

Suggested = tuple[int, int, int, list[str]]


@pytest.mark.parametrize("seed", range(4))
def test_as_counted_on_ones_fingers(study: Study, tmp_path: Path, seed: int) -> None:
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
    table = counted(trial.study, question, by, unit, rule, kind, without_accepted)
    assert table.without_accepted == without_accepted
    accepted, counts, steered, names = of_suggestions(trial, question, kind, rule, without_accepted)
    counts = counts if steered or (accepted and not without_accepted) else 0
    told = told_of_suggestions(table.notes, without_accepted)
    assert told == (accepted, counts, steered, names)
    rows = {(row.code, row.group): (row.n, row.base, row.people) for row in table}
    compared = 0
    for code in codebook.codes:
        asked = codebook.asked(code.id)
        found = {group: rows[one, group] for one, group in rows if one == code.id}
        if question and asked and question not in asked:
            assert not found
            continue
        scope = (question,) if question else asked if kind != "interview" else ()
        base, hits, people = expected(trial, code.id, scope, kind, rule, unit, by, without_accepted)
        if found or hits:
            wanted = {
                group: (hits.get(group, 0), base[group], people.get(group, 0)) for group in base
            }
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
        table = surveyed.frequencies(
            unit="segment", without_accepted=without_accepted, unsuppressed=True
        )
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
    assert figures(surveyed, question) == [("time", 1, 2)]


def test_a_segment_that_waits_is_told_once_however_many_codes_it_is_for(surveyed: Study) -> None:
    first, *waiting = segments(surveyed)
    question = str(first.question)
    surveyed.catalogue.add_codes([Code("asked", "Asked", asked=(question,)), Code("any", "Any")])
    surveyed.codings.apply("asked", first)
    told = f"{len(waiting)} segments that nobody looked at are left out."
    told_so = [one for one in surveyed.frequencies().notes if "nobody looked" in one]
    assert told_so == [told]


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
    groups = [
        row.group for row in study.frequencies(by="years", unsuppressed=True) if row.code == "time"
    ]
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
    spoken = figures(study, "spoken")
    assert spoken == [("Arabic", 2, 3), ("Thai", 3, 3), ("Urdu", 0, 3)]
    grave = figures(study, "grave")
    assert grave == [("1", 3, 4), ("2", 0, 4), ("3", 1, 4)]


def test_groups_of_several_attributes_are_those_counted_by_hand(
    study: Study, tmp_path: Path
) -> None:
    """Values that look like what stands between two, or for all, are values like others."""
    chance = random.Random(7)
    values = ["a", "b", "a · b", "*", "**", ""]
    people = [(f"P{n}", chance.choice(values), chance.choice(values)) for n in range(40)]
    rows = [[*person, "" if chance.random() < 0.2 else "It helps."] for person in people]
    study.import_files(
        write_survey(tmp_path / "in.csv", rows, "id", "x", "y", "What helps?"),
        id_column="id", text_columns=("What helps?",), attribute_columns=("x", "y"),
    )  # fmt: skip
    carrying = set()
    for one in study.sources.passages():
        if chance.random() < 0.5:
            study.codings.apply("time", one.segment)
            carrying.add(one.participant.name)
        else:
            study.codings.look([one.segment.id], LookState.NOTHING)
    base = Counter((x, y) for _, x, y in people)
    n = Counter((x, y) for name, x, y in people if name in carrying)
    for asked in ("x,y", ["x", "y"], ("x , y",)):
        table = counted(study, "what-helps", asked)
        assert table.by == "x, y"
        found = {row.groups: (row.n, row.base) for row in table if row.code == "time"}
        assert found == {group: (n[group], base[group]) for group in base}
    words = {row.groups: row.group for row in counted(study, None, "x,y")}
    assert words["a", "b"] == "a · b"
    assert {words[group] for group in words if group == ("a", "")} <= {"a · no y"}
    with pytest.raises(InputError, match="named twice"):
        counted(study, None, "x,x")
    with pytest.raises(NotFound, match="attribute 'z'"):
        counted(study, None, "x,z")


@pytest.mark.parametrize("by", [None, "position"])
def test_who_carries_no_code_stands_in_one_place(
    study: Study, tmp_path: Path, by: str | None
) -> None:
    rows = [
        ["R1", "a", "Coded.", ""], ["R2", "a", "Nothing applies.", ""], ["R3", "b", "", "x"],
        ["R4", "b", "Nobody read this.", ""], ["R5", "b", "Coded.", "x"],
    ]  # fmt: skip
    study.import_files(
        write_survey(tmp_path / "in.csv", rows, "id", "position", "One?", "Two?"),
        id_column="id", text_columns=("One?", "Two?"), attribute_columns=("position",),
    )  # fmt: skip
    late = [["R6", "a", "Only this."]]
    study.import_files(
        write_survey(tmp_path / "late.csv", late, "id", "position", "Two?"),
        id_column="id", text_columns=("Two?",), attribute_columns=("position",),
    )  # fmt: skip
    for one in study.sources.passages():
        if one.segment.question == "one" and "Coded" in one.text:
            study.codings.apply("time", one.segment)
        elif one.segment.question == "one" and "applies" in one.text:
            study.codings.look([one.segment.id], LookState.NOTHING)
    table = counted(study, "one", by)
    apart = {(row.code, row.group): (row.n, row.base) for row in table if row.is_apart}
    if by is None:
        assert apart == {
            ("(uncoded)", ""): (1, 4), ("(left blank)", ""): (1, 4), ("(not read)", ""): (1, None),
            ("(not asked)", ""): (1, None),
        }  # fmt: skip
    else:
        assert {one: n for one, (n, _) in apart.items() if n} == {
            ("(uncoded)", "a"): 1, ("(left blank)", "b"): 1, ("(not read)", "b"): 1,
            ("(not asked)", "a"): 1,
        }  # fmt: skip
    whole = {base: counted(study, "one", base=base).rows[0].base for base in Base}
    assert whole == {"all": 6, "asked": 4, "answered": 3, "coded": 2}
    assert not any(row.is_apart for row in counted(study, "one", unit="segment"))


def figures(study: Study, question: str) -> list[tuple[str, int | None, int | None]]:
    """Return (code, n, base) of the codes or answers to one question, who gave none left out."""
    table = study.frequencies(question=question, unsuppressed=True)
    return [(row.code, row.n, row.base) for row in table if not row.is_apart]

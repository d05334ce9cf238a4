"""Instruments survive their plain form and know their versions and slots."""

from __future__ import annotations

import json
from dataclasses import replace

from qualcode.domain.instrument import (
    AnswerType,
    AttributeDefinition,
    Instrument,
    Item,
    Question,
    Version,
)

INSTRUMENT = Instrument(
    "Survey",
    (
        Question("why", "Why?", numbers={"a": "1", "b": "3"}, probes=("Say more.",)),
        Question("much", "How much?", AnswerType.SCALE, low=1, high=5, anchors={1: "no", 5: "yes"}),
        Question("parts", "How many?", AnswerType.NUMBER, unit="%", parts=(Item("x"), Item("y"))),
        Question("rank", "Which first?", AnswerType.RANKED, places=3),
        Question("grid", "Which?", AnswerType.GRID, items=(Item("i", "One"),), several=True),
    ),
    (Version("a", respondents={"position": "Analyst"}), Version("b"), Version("c")),
    (AttributeDefinition("position", choices=("Analyst", "Other")),),
    "1",
)


def test_it_survives_its_plain_form() -> None:
    assert Instrument.from_json(json.loads(json.dumps(INSTRUMENT.to_json()))) == INSTRUMENT


def test_slots_are_the_parts_of_a_question() -> None:
    slots = {question.id: question.slots for question in INSTRUMENT.questions}
    assert slots == {
        "why": ("",),
        "much": ("",),
        "parts": ("x", "y"),
        "rank": ("1", "2", "3"),
        "grid": ("i",),
    }
    assert [one.id for one in INSTRUMENT.questions if one.is_open] == ["why", "rank"]


def test_versions_are_chosen_by_attributes() -> None:
    version = INSTRUMENT.version_for({"position": "ANALYST"})
    assert version is not None
    assert version.id == "a"
    assert INSTRUMENT.version_for({"position": "Other"}) is None
    assert INSTRUMENT.version_for({}) is None
    assert INSTRUMENT.means_not_asked(" Not Asked ")
    assert not INSTRUMENT.means_not_asked("")


def test_a_closed_answer_counts_as_its_number_or_each_choice_taken() -> None:
    scale = INSTRUMENT.by_id["much"]
    assert scale.counts_as("yes", 5.0) == scale.counts_as("5", 5.0) == ("5",)
    assert scale.counts_as("9", None) == ("9",)
    assert scale.counts_as("2,5", 2.5) == ("2.5",)
    one = Question("one", "Which?", AnswerType.CHOICE, choices=("a", "b"))
    assert one.counts_as("a; b", None) == ("a; b",)
    several = replace(one, several=True, choices=("a", "b", "c; d"))
    assert several.counts_as("b; a; b", None) == ("b", "a")
    assert several.counts_as("c; d", None) == ("c; d",)

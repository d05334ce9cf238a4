"""Instrument files read into the model, and everything that is wrong with them named at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.errors import InstrumentError
from qualcode.domain.instrument import AnswerType, Instrument, Item
from qualcode.exchange.instrument_yaml import check_instrument, parse_instrument, read_instrument
from qualcode.exchange.strict_yaml.document import load
from qualcode.exchange.strict_yaml.emitting import emitted
from qualcode.exchange.strict_yaml.schema import check_schema, shipped_schema
from tests.exchange.test_codebook_yaml import mutated

SOUND = Path(__file__).parent.parent / "data" / "instrument.yaml"
HEAD = """\
format: qualcode-instrument/1
title: T
attributes:
- {id: role, type: choice, choices: [officer, lead]}
versions:
- {id: officer, respondents: {role: officer}}
- {id: lead}
sections:
- title: S
  questions:
"""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return read_instrument(SOUND)


def test_questions_of_every_type(instrument: Instrument) -> None:
    assert {question.type for question in instrument.questions} == set(AnswerType)
    knowledge = instrument.by_id["knowledge"]
    assert (knowledge.low, knowledge.high, knowledge.reversed) == (1, 5, True)
    assert knowledge.anchors == {1: "very", 5: "not at all"}
    assert knowledge.section == "Knowledge"
    assert instrument.by_id["estimate"].parts == (Item("female", "Women"), Item("male", "Men"))
    assert instrument.by_id["services"].choices == ("yes", "no", "n/a")
    assert instrument.by_id["services"].slots == ("shelter", "legal")
    assert instrument.by_id["needs"].slots == ("1", "2", "3")
    assert instrument.by_id["task-force"].choices == ("yes", "no")
    assert instrument.by_id["flags"].probes == ("movement", "documents")


def test_versions_and_numbers(instrument: Instrument) -> None:
    assert instrument.by_id["flags"].numbers == {"officer": "Q1", "lead": "1"}
    found = instrument.version_for({"position": "Officer", "trained": "true"})
    assert found is not None
    assert found.id == "officer"
    assert instrument.not_asked == ("not asked", "—")
    assert instrument.attributes[0].choices == ("officer", "lead")


def test_the_model_comes_back_from_its_plain_content(instrument: Instrument) -> None:
    assert Instrument.from_json(instrument.to_json()) == instrument


def test_a_sound_file_has_no_problems() -> None:
    assert check_instrument(SOUND) == []


MISTAKES = {
    "unknown version": (
        "  - {id: a, text: A, numbers: {oficer: Q1}}\n",
        "11:32: there is no version 'oficer'. Did you mean 'officer'?",
    ),
    "question twice": (
        "  - {id: a, text: A, numbers: {lead: 1}}\n  - {id: a, text: B, numbers: {lead: 2}}\n",
        "12:10: the question id 'a' is used twice, first in line 11. Give one question a new id.",
    ),
    "number twice": (
        "  - {id: a, text: A, numbers: {lead: Q1}}\n  - {id: b, text: B, numbers: {lead: q1}}\n",
        "12:38: the number 'q1' of version 'lead' is taken since line 11."
        " Give one of the two questions another number.",
    ),
    "scale without ends": (
        "  - {id: a, type: scale, min: 1, text: A, numbers: {lead: 1}}\n",
        "11:5: this question of type scale has no 'max'. Add 'max: …'.",
    ),
    "scale upside down": (
        "  - {id: a, type: scale, min: 5, max: 1, text: A, numbers: {lead: 1}}\n",
        "11:39: the scale runs from 5 to 1. Make min smaller than max.",
    ),
    "anchor outside": (
        "  - {id: a, type: scale, min: 1, max: 5, anchors: {6: x}, text: A, numbers: {lead: 1}}\n",
        "11:52: the anchor 6 lies outside the scale 1 to 5. Move it, or widen the scale.",
    ),
    "anchor that is no point": (
        "  - {id: a, type: scale, min: 1, max: 5, anchors: {low: x}, text: A}\n",
        "11:52: the key 'low' is not known in this mapping of anchors. Expected is a whole number"
        " on the scale and its words, such as {1: never, 5: always}.",
    ),
    "reversed on a choice": (
        "  - {id: a, type: choice, choices: [b], reversed: true, text: A, numbers: {lead: 1}}\n",
        "11:41: 'reversed' belongs to the type scale, this one is choice."
        " Remove 'reversed', or change the type.",
    ),
    "choices on an open question": (
        "  - {id: a, choices: [b], text: A, numbers: {lead: 1}}\n",
        "11:13: 'choices' belongs to the type choice or grid, this one is open."
        " Remove 'choices', or change the type.",
    ),
    "ranked without places": (
        "  - {id: a, type: ranked, text: A, numbers: {lead: 1}}\n",
        "11:5: this question of type ranked has no 'places'. Add 'places: …'.",
    ),
    "choice without choices": (
        "  - {id: a, type: choice, text: A, numbers: {lead: 1}}\n",
        "11:5: this question of type choice has no 'choices'. Add 'choices: …'.",
    ),
    "grid without items": (
        "  - {id: a, type: grid, text: A, numbers: {lead: 1}}\n",
        "11:5: this question of type grid has no 'items'. Add 'items: …'.",
    ),
    "item twice": (
        "  - {id: a, type: grid, items: [{id: b}, {id: b}], text: A, numbers: {lead: 1}}\n",
        "11:47: the item id 'b' is used twice, first in line 11. Give one item a new id.",
    ),
    "choice twice": (
        "  - {id: a, type: choice, choices: [b, B], text: A, numbers: {lead: 1}}\n",
        "11:40: the choice 'B' stands twice. Remove one of them.",
    ),
    "unknown type": (
        "  - {id: a, type: scales, text: A, numbers: {lead: 1}}\n",
        "11:19: 'type' must be one of open, scale, number, choice, grid, ranked, not 'scales'."
        " Did you mean 'scale'?",
    ),
    "misspelt key": (
        "  - {id: a, txt: A, text: A, numbers: {lead: 1}}\n",
        "11:13: the key 'txt' is not known in this question. Did you mean 'text'?",
    ),
    "a tab": (
        "\t- {id: a}\n",
        "11:1: a tab is used for indentation, which YAML forbids. Replace the tab by spaces.",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_names_its_place_and_remedy(name: str, tmp_path: Path) -> None:
    text, message = MISTAKES[name]
    path = tmp_path / "i.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    errors = [str(one).removeprefix(f"{path}:") for one in check_instrument(path) if one.is_error]
    assert errors[:1] == [message]
    with pytest.raises(InstrumentError) as raised:
        read_instrument(path)
    assert str(raised.value).startswith(f"{path}:{message}")


def test_respondents_that_no_attribute_fits() -> None:
    text = HEAD.replace("{role: officer}", "{rol: officer}") + "    []\n"
    with pytest.raises(InstrumentError, match=r"i:6:31: there is no attribute 'rol'\. Did you me"):
        parse_instrument(text, "i")
    text = HEAD.replace("{role: officer}", "{role: chief}") + "    []\n"
    with pytest.raises(InstrumentError, match=r"i:6:37: 'chief' is not among the choices of 'ro"):
        parse_instrument(text, "i")


def test_a_question_that_no_version_asks_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    path.write_text(HEAD + "  - {id: a, text: A}\n")
    assert [str(one.severity) for one in check_instrument(path)] == ["warning"]
    assert len(read_instrument(path).questions) == 1


def test_an_interview_guide_needs_no_versions() -> None:
    text = "format: qualcode-instrument/1\ntitle: G\nsections:\n- {title: S, questions: []}\n"
    assert parse_instrument(text).versions == ()


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_instrument_errors(content: bytes) -> None:
    assert refused_or_read(HEAD.encode() + content)


def refused_or_read(data: bytes) -> bool:
    try:
        parse_instrument(data)
    except InstrumentError:
        return True
    return True


@given(st.data())
def test_the_checker_agrees_with_jsonschema_on_mutated_instruments(data: st.DataObject) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = shipped_schema("instrument.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    content = mutated(load(SOUND.read_bytes(), "f", InstrumentError).value, data)
    written = load(emitted(content), "f", InstrumentError)
    expected = jsonschema.Draft202012Validator(schema).is_valid(written.value)
    assert (list(check_schema(written, schema)) == []) is expected

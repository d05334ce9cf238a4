from pathlib import Path

import pytest

from qualcode.domain.errors import ReadingError
from qualcode.domain.instrument import (
    AnswerType,
    AttributeDefinition,
    Instrument,
    Item,
    Question,
    Version,
)
from qualcode.domain.reading import DraftAnswer, DraftSource
from qualcode.exchange.readers.columns import ColumnRole
from qualcode.exchange.readers.options import ReadingOptions
from qualcode.exchange.readers.survey_detection import plan_survey
from tests.exchange.readers.documents import quotations, read_content

BOTH = {"investigator": "Q19", "officer": "Q18"}
INSTRUMENT = Instrument(
    "Study",
    (
        Question("red-flags", "What would make you think so?", numbers=BOTH),
        Question(
            "knowledge",
            "How much do you know?",
            AnswerType.SCALE,
            numbers={"investigator": "Q5", "officer": "Q5"},
            low=1,
            high=5,
            anchors={1: "not at all", 5: "very much"},
        ),
        Question(
            "estimate",
            "How many?",
            AnswerType.NUMBER,
            numbers={"investigator": "Q7"},
            parts=(Item("female", "Women and girls"), Item("male", "Men and boys")),
        ),
        Question("task-force", "Is there one?", AnswerType.CHOICE, choices=("yes", "no")),
        Question(
            "trained",
            "By whom?",
            AnswerType.CHOICE,
            choices=("academy", "peers", "nobody"),
            several=True,
        ),
        Question(
            "offered",
            "What is offered?",
            AnswerType.GRID,
            numbers={"officer": "Q22"},
            items=(Item("shelter", "Shelter"), Item("legal", "Legal help")),
            choices=("yes", "no", "n/a"),
        ),
        Question("barriers", "What hinders?", numbers={"officer": "Q19"}),
        Question("needed", "What is needed?", AnswerType.RANKED, places=2),
    ),
    (
        Version("investigator", "Investigators", {"position": "investigator"}),
        Version("officer", "Officers", {"position": "officer"}),
    ),
    (
        AttributeDefinition("position", "Position", "choice", ("investigator", "officer")),
        AttributeDefinition("years", "Years in position", "number"),
    ),
)


def sources(content: str) -> tuple[DraftSource, ...]:
    return read_content("a.csv", content, instrument=INSTRUMENT).sources


def answers(source: DraftSource) -> dict[str, tuple[str | None, float | None]]:
    return {
        f"{a.question}.{a.place}" if a.place else a.question: (a.value, a.number)
        for a in source.answers
    }


def test_columns_are_recognised_by_id_wording_slot_and_attribute(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,Position,Years in position,What would  make you think so?,offered.Shelter,"
        "estimate.female,needed.1,needed.2,shoe size\np1,officer,3,x,yes,,a,,44\n"
    )
    plan = plan_survey(path, ReadingOptions(instrument=INSTRUMENT))
    asked = [(column.role, column.question, column.slot) for column in plan.columns[3:-1]]
    assert asked == [
        (ColumnRole.TEXT, "red-flags", ""),
        (ColumnRole.ANSWER, "offered", "shelter"),
        (ColumnRole.ANSWER, "estimate", "female"),
        (ColumnRole.TEXT, "needed", "1"),
        (ColumnRole.TEXT, "needed", "2"),
    ]
    assert [(column.role, column.attribute) for column in plan.columns[1:3]] == [
        (ColumnRole.ATTRIBUTE, "position"),
        (ColumnRole.ATTRIBUTE, "years"),
    ]
    assert plan.columns[-1].role is ColumnRole.IGNORE
    assert any("'shoe size'" in notice for notice in plan.notices)


def test_a_number_means_the_question_of_the_row_s_own_version() -> None:
    first, second = sources("id,position,Q19,Q5\np1,Investigator,No papers,4\np2,officer,,2\n")
    assert first.attributes["position"] == "investigator"
    assert quotations(first) == ["No papers"]
    assert first.segments[0].question == "red-flags"
    assert first.segments[0].heading == "What would make you think so?"
    assert answers(second) == {"barriers": (None, None), "knowledge": ("2", 2.0)}


def test_an_answer_to_what_a_version_does_not_ask_by_number_is_left_out_and_told() -> None:
    content = "id,position,Q7.female\np1,investigator,3\np2,officer,4\n"
    reading = read_content("a.csv", content, instrument=INSTRUMENT)
    assert answers(reading.sources[0]) == {"estimate.female": ("3", 3.0)}
    assert answers(reading.sources[1]) == {}
    assert any("'Q7.female'" in told and told.endswith("row 3.") for told in reading.notices)


def test_a_file_of_one_version_needs_no_attribute() -> None:
    (only,) = sources("id,Q18,Q22.shelter\np1,No papers,Yes\n")
    assert answers(only) == {"red-flags": ("No papers", None), "offered.shelter": ("yes", None)}


def test_a_number_that_could_be_two_questions_is_refused_by_row() -> None:
    with pytest.raises(ReadingError, match=r"a\.csv, row 2: .*'Q19'.*role version"):
        sources("id,position,Q19\np1,,No papers\n")


def test_blank_is_an_answer_not_given_and_not_asked_is_none_at_all() -> None:
    content = (
        "id,position,red-flags,knowledge,estimate.female,task-force\n"
        "p1,investigator,,,,\np2,officer,not asked,Not Asked,,no\np3,officer,x,1,3,\n"
    )
    first, second, third = sources(content)
    assert answers(first) == {
        "red-flags": (None, None), "knowledge": (None, None),
        "estimate.female": (None, None), "task-force": (None, None),
    }  # fmt: skip
    assert answers(second) == {"task-force": ("no", None)}
    # Officers are not asked for an estimate; one who gave it all the same is kept.
    assert answers(third)["estimate.female"] == ("3", 3.0)


def test_scales_numbers_and_choices_are_read_and_odd_values_told() -> None:
    content = (
        "id,knowledge,estimate.male,task-force,trained\n"
        'a,4,"1,200",YES,Peers; academy\nb,very much,about ten,maybe,peers\n'
        "c,7,3.5,no,aunt\nd,2 - a little,,,\n"
    )
    reading = read_content("a.csv", content, instrument=INSTRUMENT)
    first, second, third, fourth = (answers(source) for source in reading.sources)
    assert first == {
        "knowledge": ("4", 4.0), "estimate.male": ("1,200", 1200.0),
        "task-force": ("yes", None), "trained": ("peers; academy", None),
    }  # fmt: skip
    assert second["knowledge"] == ("very much", 5.0)
    assert second["estimate.male"] == ("about ten", None)
    assert third["knowledge"] == ("7", None)
    assert fourth["knowledge"] == ("2 - a little", 2.0)
    told = " ".join(reading.notices)
    assert "Not on the scale 1 to 5 of 'knowledge', kept as given: row 4." in told
    assert "No number under 'estimate', kept as given: row 3." in told
    assert "Not among the choices of 'task-force', kept as given: row 3." in told
    assert "Not among the choices of 'trained', kept as given: row 4." in told


def test_ranked_places_are_segments_of_their_own() -> None:
    (only,) = sources("id,needed.1,needed.2\np1,Beds,Lawyers\n")
    assert [(s.label, s.question, s.place) for s in only.segments] == [
        ("needed.1", "needed", "1"), ("needed.2", "needed", "2")
    ]  # fmt: skip
    assert only.answers[1] == DraftAnswer("needed", "2", "Lawyers", segment=1)


def test_a_comma_inside_a_choice_does_not_part_it() -> None:
    several = Question(
        "often", "When?", AnswerType.CHOICE, choices=("Yes, by day", "No"), several=True
    )
    asking = Instrument("Trial", questions=(several,))
    reading = read_content("a.csv", 'id,often\na,"yes, by day; no"\nb,;\n', instrument=asking)
    first, second = (answers(source) for source in reading.sources)
    assert first == {"often": ("Yes, by day; No", None)}
    assert second == {"often": (";", None)}
    assert "Not among the choices of 'often', kept as given: row 3." in " ".join(reading.notices)

"""The same files come again: as they were, grown, or with other words in them."""

from __future__ import annotations

import shutil

import pytest

from tests.support import winter
from tests.support.cli import Desk


def texts(desk: Desk) -> dict[str, str]:
    """Return the words of every answer, as codings quote them."""
    return {row["source"]: row["quotation"] for row in desk("export", "codings", "--csv").rows}


def test_the_same_file_is_recognised_under_any_name(desk: Desk) -> None:
    before = desk("export", "codings", "--csv").out
    journal = len(desk("log", "--all", "--json").json["rows"])
    survey = desk.folder.parent / "survey.csv"
    told = desk("--as", "ann", "import", survey)
    assert told.out == "survey.csv: imported before (4 sources); unchanged.\n"
    copy = shutil.copyfile(survey, survey.with_name("another.csv"))
    assert "imported before" in desk("--as", "ann", "import", copy).out
    assert len(desk("source", "list", "--json").json["rows"]) == 4
    assert desk("export", "codings", "--csv").out == before
    assert len(desk("log", "--all", "--json").json["rows"]) == journal + 1  # the export above


def test_a_grown_survey_adds_its_new_rows(desk: Desk) -> None:
    codings = desk("export", "codings", "--csv").out
    grown = winter.ANSWERS | {
        "P5": ("baker", "The bakery stayed warm and the whole house sat in it."),
        "P6": ("nurse", "I worked nights, so I slept where the heating was."),
    }
    told = desk("--as", "ann", "import", desk.written("survey.csv", winter.survey(grown)))
    assert told.out == "survey.csv: 2 sources added, 4 sources unchanged.\n"
    assert told.err == ""
    assert len(desk("source", "list", "--json").json["rows"]) == 6
    assert desk("export", "codings", "--csv").out == codings
    assert "baker" in desk("participant", "list").out
    desk("check")


def test_changed_answers_supersede_and_list_the_codings_that_cannot_follow(desk: Desk) -> None:
    changed = winter.ANSWERS | {
        "P1": ("nurse", "Well: The neighbours came every night with soup, and one heater."),
        "P2": ("driver", "My aunt came and stayed until the thaw."),
    }
    told = desk("--as", "ann", "import", desk.written("survey.csv", winter.survey(changed)))
    assert told.out == "survey.csv: 0 sources added, 2 sources replaced, 2 sources unchanged.\n"
    assert "P2: office on “the office was shut”" in told.err
    rows = desk("export", "codings", "--csv").rows
    moved = [row for row in rows if row["source"] == "P1" and row["coder"] == "ann"]
    assert [(row["quotation"], row["start"]) for row in moved] == [
        ("The neighbours came every night with soup", "6")
    ]
    assert not [row for row in rows if row["source"] == "P2"]
    for row in rows:
        text = changed[row["source"]][1]
        assert text[int(row["start"]) : int(row["end"])] == row["quotation"]
    desk("check")
    desk("--as", "ann", "undo")
    assert texts(desk)["P2"] == "the office was shut"
    desk("check")


def test_a_changed_attribute_alone_leaves_texts_and_codings(desk: Desk) -> None:
    codings = len(desk("export", "codings", "--csv").rows)
    changed = winter.ANSWERS | {"P1": ("doctor", winter.ANSWERS["P1"][1])}
    desk("--as", "ann", "import", desk.written("survey.csv", winter.survey(changed)))
    people = {one["name"]: one for one in desk("participant", "list", "--json").json["rows"]}
    assert people["P1"]["attributes"]["position"] == "doctor"
    assert len(desk("export", "codings", "--csv").rows) == codings


def test_a_mended_transcript_keeps_the_codings_whose_words_still_stand(empty: Desk) -> None:
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", empty.written("rosa.txt", winter.INTERVIEW))
    table = "source,code,quotation\nrosa,neighbours,A neighbour with a saw.\nrosa,money,radiator\n"
    empty("import", "--codings", empty.written("codings.csv", table), "--coder", "ann")
    mended = winter.INTERVIEW.replace("The radiator knocked", "It knocked").replace("dead ", "")
    told = empty("import", empty.written("rosa.txt", mended))
    assert "1 source replaced" in told.out
    assert "rosa: money on “radiator”" in told.err
    rows = empty("export", "codings", "--csv").rows
    assert [row["quotation"] for row in rows] == ["A neighbour with a saw."]
    assert mended[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["quotation"]


def test_attributes_reach_participants_and_speakers(desk: Desk) -> None:
    desk("--as", "ann", "import", desk.written("rosa.txt", winter.INTERVIEW))
    table = "participant,age,region\nP1,44,north\nRosa,71,\nP9,20,south\n"
    told = desk("--as", "ann", "import", "--attributes", desk.written("who.csv", table))
    assert told.out == "who.csv: age, region for 2 participants.\n"
    assert "nobody is called 'P9'" in told.err
    people = {one["name"]: one for one in desk("participant", "list", "--json").json["rows"]}
    assert people["P1"]["attributes"] == {"position": "nurse", "age": 44, "region": "north"}
    assert people["Rosa"]["attributes"] == {"age": 71}
    assert "north" in desk("frequencies", "--by", "region").out
    assert desk("export", "codings", "--csv").columns[-3:] == ["age", "position", "region"]


@pytest.mark.parametrize("later", [False, True])
def test_a_moderator_is_read_but_not_counted(empty: Desk, later: bool) -> None:
    talk = winter.INTERVIEW.replace("Interviewer", "Hanna")
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    named = () if later else ("--moderator", "Hanna")
    empty("import", *named, empty.written("rosa.txt", talk))
    if later:
        empty("import", "--moderator", "Hanna")
    table = "source,code,quotation\nrosa,help,Who came to see you?\nrosa,help,A neighbour with\n"
    empty("import", "--codings", empty.written("codings.csv", table), "--coder", "ann")
    people = {one["name"]: one["counted"] for one in empty("participant", "list", "--json").json[
        "rows"]}  # fmt: skip
    assert people == {"Hanna": False, "Rosa": True}
    asked = ("frequencies", "--kind", "interview", "--unsuppressed", "--csv")
    rows = {row["code"]: row for row in empty("--as", "ann", *asked).rows}
    assert (rows["help"]["n"], rows["help"]["base"]) == ("1", "1")
    assert "rosa" in empty("search", "who").out


def test_columns_of_a_survey_are_named_by_option(empty: Desk) -> None:
    table = (
        "key,when,a,b,c\n"
        "x-1,monday,warm enough to sit,2,red brick with ivy on it\n"
        "x-2,tuesday,too cold to sleep,3,the same as before it rained\n"
    )
    told = empty("import", "--yes", "--id", "when", "--text", "a", "--attribute", "b", "--ignore",
                 "key", empty.written("odd.csv", table))  # fmt: skip
    assert "2 sources added" in told.out
    people = {one["name"]: one for one in empty("participant", "list", "--json").json["rows"]}
    assert {name: set(one["attributes"]) for name, one in people.items()} == {
        "monday": {"b"},
        "tuesday": {"b"},
    }
    assert [one["segments"] for one in empty("source", "list", "--json").json["rows"]] == [1, 1]


INSTRUMENT = """\
format: qualcode-instrument/1
title: Winter
version: "1.0"
attributes:
- {id: position, name: Position, type: choice, choices: [nurse, driver]}
sections:
- title: The cold
  questions:
  - {id: helped, type: open, text: What helped you?, numbers: {all: Q1}}
  - id: cold
    type: scale
    text: How cold was it?
    min: 1
    max: 5
    anchors: {1: mild, 5: bitter}
    numbers: {all: Q2}
versions:
- {id: all, name: Everybody}
"""


def test_an_instrument_names_the_questions_and_gives_closed_answers(empty: Desk) -> None:
    table = "id,position,Q1,Q2\nP1,nurse,The stove.,5\nP2,driver,A coat.,4\nP3,nurse,Nothing.,5\n"
    told = empty("import", "--yes", "--instrument", empty.written("winter.yaml", INSTRUMENT),
                 empty.written("survey.csv", table))  # fmt: skip
    assert "3 sources added" in told.out
    asked = ("--as", "ann", "frequencies", "--question", "cold", "--unsuppressed")
    rows = empty(*asked, "--csv").rows
    assert {row["code"]: row["n"] for row in rows} == {"1": "0", "2": "0", "3": "0", "4": "1",
                                                       "5": "2"}  # fmt: skip
    nurses = empty(*asked, "--by", "position", "--json").json["rows"]
    bitter = next(one for one in nurses if (one["code"], one["group"]) == ("5", "nurse"))
    assert (bitter["n"], bitter["base"], bitter["percent"]) == (2, 2, 100)
    assert {one["segment"] for one in empty("search", "stove", "--json").json["rows"]} == {"helped"}

"""A survey file is shown as it will be read; a person takes it, changes it or leaves it out."""

from __future__ import annotations

import pytest

from tests.support import winter
from tests.support.cli import Desk, Terminal

SURVEY = (
    "respondent,position,remarks,comments\n"
    "r1,nurse,The stove went out at four in the morning.,Please call me back next week.\n"
    "r2,driver,We slept in the kitchen with our coats on.,Nothing more to say about that.\n"
    "r3,nurse,My sister drove over with two blankets.,The form was far too long for me.\n"
)


@pytest.fixture
def screen(empty: Desk) -> Terminal:
    empty.written("survey.csv", SURVEY)
    return Terminal("import", "../survey.csv", cwd=empty.folder, columns=200)


def test_enter_takes_what_was_detected(empty: Desk, screen: Terminal) -> None:
    shown = screen.until("> ")
    for word in ("survey.csv", "3 rows", "respondent", "id", "attribute", "text", "The stove"):
        assert word in shown
    screen.type("\n")
    assert screen.end() == 0
    assert len(empty("source", "list", "--json").json["rows"]) == 3
    assert {one["number"] for one in empty("search", "the", "--json").json["rows"]} == {1, 2}


def test_a_column_is_changed_by_header_or_number(empty: Desk, screen: Terminal) -> None:
    screen.until("> ")
    screen.type("comments=ignore\n")
    screen.until("as asked")
    screen.type("2=ignore\n")
    screen.type("nonsense=text\n")
    screen.until("There is no column 'nonsense'")
    screen.type("remarks=poem\n")
    screen.until("'poem' is not one of")
    screen.type("y\n")
    assert screen.end() == 0
    assert [one["segments"] for one in empty("source", "list", "--json").json["rows"]] == [1, 1, 1]
    people = empty("participant", "list", "--json").json["rows"]
    assert all("position" not in one["attributes"] for one in people)


def test_a_file_is_left_out(empty: Desk, screen: Terminal) -> None:
    screen.until("> ")
    screen.type("n\n")
    assert screen.end() == 0
    assert "left out" in screen.plain
    assert empty("source", "list", "--json").json["rows"] == []


@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_going_away_leaves_it_out_too(empty: Desk, screen: Terminal, keys: str) -> None:
    screen.until("> ")
    assert screen.end(pressing=keys) == 130
    assert "Traceback" not in screen.plain
    assert empty("source", "list", "--json").json["rows"] == []


def test_yes_does_not_ask_at_a_terminal(empty: Desk) -> None:
    empty.written("survey.csv", SURVEY)
    screen = Terminal("import", "--yes", "../survey.csv", cwd=empty.folder)
    assert screen.end() == 0
    assert "3 sources added" in screen.plain


def test_without_a_terminal_nothing_is_asked(empty: Desk) -> None:
    assert "3 sources added" in empty("import", empty.written("survey.csv", SURVEY)).out


def test_what_respondents_typed_cannot_steer_the_dialogue(empty: Desk) -> None:
    wicked = winter.survey({"P1": ("[bold]n", "\x1b[31mred\x07 [/] [y] as it was typed in there.")})
    empty.written("survey.csv", wicked)
    screen = Terminal("import", "../survey.csv", cwd=empty.folder, columns=200)
    assert "[bold]n" in screen.until("> ")
    assert "\x07" not in screen.shown
    assert "\x1b[31mred" not in screen.shown
    screen.type("n\n")
    screen.end()

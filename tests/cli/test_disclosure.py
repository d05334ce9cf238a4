"""What the command line withholds, whom it refuses, and what it records."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import create_study
from tests.support.cli import Desk, flat, run, told_plainly
from tests.support.releasing import coded_survey
from tests.support.studies import CODES


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A study of 29 people, three of them chiefs, led by Ana; Ben codes in it."""
    with create_study(tmp_path / "study", "Trial", coder="Ana") as study:
        study.team.add("Ben")
        study.catalogue.add_codes(CODES)
        coded_survey(study, tmp_path / "in")
    return Desk(tmp_path / "study")


def promised(desk: Desk, table: str) -> None:
    file = desk.folder / "study.toml"
    file.write_text(
        f"{file.read_text(encoding='utf-8')}\n[disclosure]\n{table}\n", encoding="utf-8"
    )


def test_who_is_not_the_lead_ends_with_three(desk: Desk) -> None:
    asked = ("-C", desk.folder, "--as", "Ben", "frequencies", "--by", "position", "--unsuppressed")
    told_plainly(run(*asked), "lead of the study", "Ana", "you are 'Ben'", code=3)
    shown = desk("--as", "Ana", "frequencies", "--by", "position", "--unsuppressed")
    assert "on the order of Ana" in flat(shown.out)
    assert "small cells included" in flat(desk("--as", "Ana", "log").out)


def test_attributes_that_are_kept_out_end_with_three(desk: Desk) -> None:
    promised(desk, 'never_tabulate = ["position"]')
    answer = run("-C", desk.folder, "--as", "Ana", "frequencies", "--by", "position")
    told_plainly(answer, "position", "never_tabulate", code=3)


def test_the_reason_is_printed_under_every_table(desk: Desk) -> None:
    promised(desk, 'threshold = 5\nreason = "Three agencies."')
    answer = run("-C", desk.folder, "--as", "Ana", "frequencies")
    assert answer.code == 0
    assert "Reason: Three agencies." in flat(answer.out)


def test_an_unusable_promise_ends_with_one(desk: Desk) -> None:
    promised(desk, "threshold = 3")
    answer = run("-C", desk.folder, "--as", "Ana", "frequencies")
    told_plainly(answer, "study.toml", "too low", "Take 5 or more")


def test_what_goes_to_a_file_is_recorded_and_what_is_shown_is_not(desk: Desk) -> None:
    desk("--as", "Ana", "frequencies")
    desk("--as", "Ana", "frequencies", "--json")
    assert "written to" not in desk("--as", "Ana", "log").out
    target = desk.folder.parent / "law.csv"
    desk("--as", "Ana", "frequencies", "-o", target)
    assert "frequencies written to" in flat(desk("--as", "Ana", "log", "--limit", "1").out)
    assert "1 table written to files" in desk("--as", "Ana", "check", "--privacy").out
    answer = desk("--as", "Ana", "frequencies", "--where", "position != chief")
    assert "earlier release" in flat(answer.out)


def test_who_is_alone_is_named_to_the_lead(desk: Desk) -> None:
    table = desk.written("regions.csv", "id,region\nR00,north\nR27,north\nR28,south\nR01,south\n")
    desk("--as", "Ana", "import", "--attributes", table)
    told = desk("--as", "Ana", "check", "--privacy").out
    assert "position x region  4 participants: R00, R01, R27, R28" in told
    other = desk("--as", "Ben", "check", "--privacy")
    assert "4 participants\n" in other.out
    assert "The lead of the study is told which." in other.err


def test_a_promise_about_no_attribute_is_told(desk: Desk) -> None:
    promised(desk, 'never_tabulate = ["positon"]')
    answer = run("-C", desk.folder, "--as", "Ana", "frequencies", "--by", "position")
    told_plainly(answer, "never_tabulate names 'positon'", "Did you mean 'position'?")

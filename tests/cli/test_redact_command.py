"""`qualcode redact` as people use it, without a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import create_study
from tests.support.cli import Desk, told_plainly
from tests.support.studies import CODES, small_survey


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Give the command line at a study that names people, its passphrase in the environment."""
    monkeypatch.setenv("QUALCODE_VAULT_PASSPHRASE", "nine quiet herons")
    with create_study(tmp_path / "study", "Trial", coder="Ana") as study:
        study.catalogue.add_codes(CODES)
        rows = [("R1", "analyst", "Marisol Reyes trained us.", "Call reyes at 555-0142.")]
        small_survey(study, tmp_path / "incoming", rows)
    return Desk(tmp_path / "study")


def test_from_the_first_scan_to_the_proof_that_nothing_is_left(at: Desk) -> None:
    at("redact", "begin")
    rows = at("redact", "scan", "--json").json["rows"]
    assert [(row["words"], row["kind"], row["replacement"]) for row in rows] == [
        ("Marisol Reyes", "person", "[Person 1]"),
        ("reyes", "person", "[Person 1]"),
        ("555-0142", "phone", "[phone number]"),
    ]
    assert "Marisol Reyes" in at("redact", "scan").out
    assert "2 hits: replace. 1 wait" in at("redact", "decide", "--replace", "--kind", "person").out
    at("redact", "decide", "--generalise", "--at", rows[2]["place"])
    assert "3 replacements would" in at("redact", "apply", "--dry-run").out
    assert "3 replacements in 1 source" in at("redact", "apply").out
    assert at("redact", "check", "--json").json == {"rows": []}
    assert at("search", "reyes", "--json").json["rows"] == []
    assert [row["name"] for row in at("redact", "names", "list", "--csv").rows]
    at("check")


def test_what_needs_saying_is_said(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told_plainly(at.tried("redact", "scan"), "no vault")
    at("redact", "begin")
    told_plainly(at.tried("redact", "begin"), "exists already")
    told_plainly(at.tried("redact", "decide", "--replace"), "No hit was named")
    told_plainly(at.tried("redact", "decide", "--keep", " ", "--all"), "reason")
    told_plainly(at.tried("redact", "decide", "--replace", "--at", "R1"), "SOURCE:START-END")
    wrong = at.written("other.txt", "ten loud herons\n")
    told_plainly(at.tried("redact", "scan", "--passphrase-file", wrong), "does not open")
    monkeypatch.delenv("QUALCODE_VAULT_PASSPHRASE")
    told_plainly(at.tried("redact", "scan"), "--passphrase-file")


def test_names_are_confirmed_and_taken_off_again(at: Desk) -> None:
    at("redact", "begin")
    listed = at.written("names.txt", "Dana Fields\nOmar Said\n")
    out = at("redact", "names", "add", "--file", listed).out
    assert out.splitlines() == ["Dana Fields becomes [Person 1]", "Omar Said becomes [Person 2]"]
    at("redact", "names", "add", "Elm Street Inn", "--kind", "organisation", "--with", "[Inn]")
    at("redact", "names", "remove", "omar said")
    names = [row["name"] for row in at("redact", "names", "list", "--json").json["rows"]]
    assert names == ["Dana Fields", "Elm Street Inn"]


def test_a_name_in_the_name_of_a_file_goes_too(at: Desk) -> None:
    talk = at.written("Interview_Reyes.txt", "REYES: We met in Tucson on June 3, 2003.\n")
    at("import", talk, "--kind", "interview")
    at("redact", "begin")
    suggested = at("redact", "names", "suggest", "--json").json["rows"]
    assert {"name": "Reyes", "kind": "person", "replacement": "[Person 1]"} in suggested
    at("redact", "names", "add", "Marisol Reyes")
    at("redact", "decide", "--replace", "--all")
    at("redact", "apply")
    rows = at("source", "list", "--json").json
    assert "Reyes" not in str(rows)
    assert "Interview_[Person 1]" in str(rows)
    assert "[mid 2003]" in at("search", "met", "--json").out


def test_who_withdraws_is_told_of_first_and_goes_with_a_yes(at: Desk) -> None:
    assert "1 source, their 2 segments" in at("redact", "withdraw", "R1").out
    assert at("search", "trained", "--json").json["rows"]
    assert "The journal keeps that it happened" in at("redact", "withdraw", "R1", "--yes").out
    assert at("search", "trained", "--json").json["rows"] == []
    told_plainly(at.tried("redact", "withdraw", "R1", "--yes"), "no participant 'R1'")
    at("check")

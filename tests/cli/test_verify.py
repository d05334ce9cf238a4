"""`qualcode verify` says which figures differ, and ends with 1 if any does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import Desk, flat


@pytest.fixture
def report(desk: Desk, tmp_path: Path) -> Path:
    target = tmp_path / "report.json"
    desk("agreement", "--json", "-o", target)
    return target


def test_a_new_report_is_made_and_recounted(desk: Desk) -> None:
    answer = desk("verify")
    assert "figures recomputed, 0 differ." in answer.out
    assert "not checked" in answer.out
    content = desk("verify", "--unit", "token", "--level", "theme", "--by", "source", "--json").json
    assert content["agrees"] is True
    assert content["figures"] > 50


def test_a_report_that_was_written_is_recounted(desk: Desk, report: Path) -> None:
    answer = desk("verify", report)
    assert "0 differ." in flat(answer.out)


def test_what_differs_is_named_with_both_values(desk: Desk, report: Path) -> None:
    content = json.loads(report.read_text(encoding="utf-8"))
    content["codes"][0]["percent"] = 0.123
    content["units"] += 1
    report.write_text(json.dumps(content), encoding="utf-8")
    answer = desk.tried("verify", report)
    assert answer.code == 1
    assert "0.123" in answer.out
    assert "figures recomputed, 2 differ." in flat(answer.out)
    assert "2 differ." in answer.err
    rows = desk.tried("verify", report, "--csv").rows
    assert [one["place"] for one in rows if one["state"] == "differs"] == [
        "units", f"codes › {content['codes'][0]['code']} › percent",
    ]  # fmt: skip
    told = desk.tried("verify", report, "--json")
    assert told.code == 1
    assert [one["reported"] for one in told.json["differences"]] == [content["units"], 0.123]


def test_codings_that_came_since_are_told_of(desk: Desk, report: Path) -> None:
    desk("--as", "bo", "undo")
    answer = desk.tried("verify", report)
    assert answer.code == 1
    assert "codings or looks came or went" in flat(answer.out)


def test_a_file_goes_without_options_of_a_new_report(desk: Desk, report: Path) -> None:
    answer = desk.tried("verify", report, "--unit", "token")
    assert answer.code == 1
    assert "--unit goes with a new report" in flat(answer.err)


def test_another_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"rows": [}', encoding="utf-8")
    answer = desk.tried("verify", other)
    assert answer.code == 1
    assert "other.json:1:11" in flat(answer.err).replace(" ", "")
    assert answer.err.count("\n") <= 3


def test_a_result_goes_to_a_file(desk: Desk, tmp_path: Path) -> None:
    for ending in ("json", "csv", "txt", "xlsx"):
        target = tmp_path / f"verified.{ending}"
        desk("verify", "-o", target)
        assert target.stat().st_size > 0

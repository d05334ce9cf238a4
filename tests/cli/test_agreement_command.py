"""`qualcode agreement`: the table for people, the files, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html
from rich.cells import cell_len

from tests.support.cli import Desk, Terminal, flat, run, told_plainly

FORMS = (".html", ".md", ".xlsx", ".docx")


def journal(desk: Desk) -> str:
    return desk("log", "--all").out


@pytest.mark.parametrize("suffix", FORMS)
def test_a_report_is_a_file_that_the_journal_knows(desk: Desk, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / "new" / f"report{suffix.upper() if suffix == '.md' else suffix}"
    before = len(desk("log", "--all", "--json").json["rows"])
    answer = desk("agreement", "-o", target)
    assert answer.out == ""
    assert f"Written to {target}." in answer.err
    assert "confidential working document" in answer.err
    assert len(desk("log", "--all", "--json").json["rows"]) == before + 1
    assert target.stat().st_mode & 0o077 == 0  # as the umask of these tests has it
    assert [one.name for one in target.parent.iterdir()] == [target.name]


def test_what_is_in_the_forms(desk: Desk, tmp_path: Path) -> None:
    for suffix in FORMS:
        desk("agreement", "-o", tmp_path / f"r{suffix}")
    content = desk("agreement", "--json").json
    quotation = next(one["quotation"] for one in content["disagreements"])
    page = html.document_fromstring((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert quotation in page.text_content()
    assert content["methods"] in flat(page.text_content())
    assert content["methods"][:40] in (tmp_path / "r.md").read_text(encoding="utf-8")
    document = docx.Document(str(tmp_path / "r.docx"))
    assert content["methods"] in [one.text for one in document.paragraphs]
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Disagreements"]
    assert sheet.max_row == len(content["disagreements"]) + 1


def test_a_json_file_holds_quotations_and_is_noted_too(desk: Desk, tmp_path: Path) -> None:
    desk("agreement", "-o", tmp_path / "a.json")
    assert "transfer" in journal(desk)
    desk("agreement", "-o", tmp_path / "a.csv")
    assert journal(desk).count("transfer") == 1
    assert desk("agreement", "--json").out == (tmp_path / "a.json").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "file").write_text("kept")
    for target in (tmp_path / "taken", tmp_path / "file" / "r.html"):
        named = target if target.suffix else target / "d.html"
        if named.parent == tmp_path / "taken":
            named.mkdir()
        told_plainly(desk.tried("agreement", "-o", named), str(named))
    assert list((tmp_path / "taken" / "d.html").iterdir()) == []
    assert [one.name for one in (tmp_path / "taken").iterdir()] == ["d.html"]
    assert "transfer" not in journal(desk)


def test_a_written_report_is_replaced_whole(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "r.md"
    target.write_text("old")
    desk("agreement", "-o", target)
    assert target.read_text(encoding="utf-8").startswith("**Confidential")


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "paragraph"),
        ("--level", "branch"),
        ("--by", "month"),
        ("--seed", "x"),
        ("--json", "--csv"),
    ],
)
def test_wrong_usage_ends_with_2(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.tried("agreement", *words).code == 2


def test_what_cannot_be_done_ends_with_1(desk: Desk) -> None:
    told_plainly(desk.tried("agreement", "--unblind"), "--round")
    told_plainly(desk.tried("agreement", "--round", "pilot"), "round")
    told_plainly(desk.tried("agreement", "--seed", "-1"), "seed")
    told_plainly(desk.tried("agreement", "--coders", "ann"), "two coders")


@pytest.mark.parametrize("unit", ["segment", "sentence", "token", "character", "source"])
def test_every_unit_has_the_promised_keys(desk: Desk, unit: str) -> None:
    content = desk("agreement", "--unit", unit, "--by", "question", "--json").json
    assert set(content) >= {
        "unit", "level", "round", "coders", "units", "overall", "codes", "pairs", "disagreements",
        "leave_one_out", "confusion", "groups", "drift", "methods", "software", "seed",
        "n_resamples", "distance", "left_out", "sampling",
    }  # fmt: skip
    assert set(content["codes"][0]) >= {
        "code", "name", "alpha", "low", "high", "percent", "ac1", "kappa", "n_by_coder", "n_units",
        "reason", "flags",
    }  # fmt: skip
    assert content["unit"] == unit
    assert content["groups"]
    text = desk("agreement", "--unit", unit, "--level", "theme", "--by", "source").out
    assert all(cell_len(line) <= 80 for line in text.splitlines())


def test_a_round_that_is_blind_is_shown_to_the_lead_who_asks(desk: Desk) -> None:
    desk("--as", "ann", "round", "create", "pilot", "--coders", "ann,bo", "--blind")
    told_plainly(desk.tried("--as", "ann", "agreement", "--round", "pilot"), "--unblind")
    told_plainly(desk.tried("--as", "bo", "agreement", "--round", "pilot", "--unblind"), "lead")
    before = desk("log", "--all", "--json").json["rows"]
    desk.tried("--as", "ann", "agreement", "--round", "pilot", "--unblind")
    (noted,) = [one for one in desk("log", "--all", "--json").json["rows"] if one not in before]
    assert "pilot" in str(noted)


def shown(desk: Desk, **variables: str) -> str:
    screen = Terminal("agreement", cwd=desk.folder)
    assert screen.end() == 0
    return screen.shown


def test_colours_only_repeat_what_the_marks_say(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    coloured = shown(desk)
    monkeypatch.setenv("NO_COLOR", "1")
    grey = shown(desk)
    assert "\x1b[3" in coloured
    assert "\x1b[3" not in grey
    assert "ok = at least .800" in flat(desk("agreement").out)


def test_the_worst_code_comes_first_and_each_has_its_mark(desk: Desk) -> None:
    content = desk("agreement", "--json").json
    worst = min((one for one in content["codes"] if one["alpha"] is not None),
                key=lambda one: one["alpha"])  # fmt: skip
    first = desk("agreement").out.splitlines()[4]
    assert first.split()[0] in worst["name"]
    assert " ! " in first


def test_a_pipe_gets_no_colour(desk: Desk) -> None:
    answer = run("agreement", cwd=desk.folder)
    assert "\x1b" not in answer.out
    assert json.loads(run("agreement", "--json", cwd=desk.folder).out)["unit"] == "segment"

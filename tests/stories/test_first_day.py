"""A newcomer's whole day, each step typed as a person types it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl

from tests.support import winter
from tests.support.cli import Desk, call, flat, run

EVERYTHING = (
    ("codebook", "list", "--json"),
    ("source", "list", "--json"),
    ("participant", "list", "--json"),
    ("export", "codings", "--csv"),
    ("search", "office", "--json"),
)


def test_from_an_empty_folder_to_tables_with_real_processes(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(winter.survey())
    (tmp_path / "winter.yaml").write_text(winter.CODEBOOK)
    (tmp_path / "codings.csv").write_text(winter.LONG_CODINGS)
    study = tmp_path / "study"

    made = run("init", "study", "--coder", "ann", "--title", "Winter", cwd=tmp_path)
    assert made.code == 0
    assert "'Winter'" in made.out
    assert made.err == ""
    assert run("codebook", "check", "winter.yaml", cwd=tmp_path).out == "winter.yaml: sound\n"
    assert "4 codes added" in run("codebook", "add", "../winter.yaml", cwd=study).out
    assert run("import", "../survey.csv", cwd=study).out == "survey.csv: 4 sources added.\n"
    taken = run("import", "--codings", "../codings.csv", "--coder", "ann", cwd=study)
    assert taken.out == "codings.csv (long): 5 codings by ann; 4 segments looked at.\n"
    counted = run("--as", "ann", "frequencies", "--unsuppressed", "--json", cwd=study).json
    found = {row["code"]: (row["n"], row["base"]) for row in counted["rows"]}
    assert found == {"help": (4, 4), "neighbours": (2, 4), "office": (2, 4), "money": (1, 4)}
    assert "sound" in run("check", cwd=study).out


def test_every_kind_of_text_comes_in(empty: Desk) -> None:
    files = [
        empty.written("rosa.txt", winter.INTERVIEW),
        empty.written("stairwell.md", winter.NOTES),
        empty.written("letter.docx", winter.docx()),
        empty.written("evening.vtt", winter.CAPTIONS),
        empty.written("survey.csv", winter.survey()),
        winter.workbook(
            empty.folder.parent / "more.xlsx",
            [
                ["id", "position", winter.QUESTION],
                ["P5", "baker", "The bakery stayed warm, so the whole house sat there."],
                ["P6", "nurse", "I worked nights and slept where the heater was."],
            ],
        ),
    ]
    told = empty("import", "--yes", *files)
    assert told.out.count(" added.") == len(files)

    sources = {one["name"]: one for one in empty("source", "list", "--json").json["rows"]}
    assert set(sources) == {"rosa", "stairwell", "letter", "evening", *winter.ANSWERS, "P5", "P6"}
    assert sources["P1"]["kind"] == sources["P5"]["kind"] == "survey"
    assert sources["rosa"]["kind"] == "interview"
    assert sources["rosa"]["segments"] == 4
    assert sources["letter"]["segments"] == len(winter.LETTER)
    people = {one["name"]: one for one in empty("participant", "list", "--json").json["rows"]}
    assert people["P1"]["attributes"]["position"] == "nurse"
    assert people["P5"]["attributes"]["position"] == "baker"

    passages = empty("search", "office", "--json").json["rows"]
    assert {one["source"] for one in passages} >= {"stairwell", "letter", "evening", "P2"}
    found = next(one for one in passages if one["source"] == "stairwell")
    assert winter.NOTES[found["start"] : found["end"]].startswith("A paper on the door")
    for path in files:
        assert (empty.folder / "sources" / path.name).read_bytes() == path.read_bytes()


def test_coding_comparing_counting_and_exporting(desk: Desk, tmp_path: Path) -> None:
    report = desk("agreement", "--json").json
    assert report["coders"] == ["ann", "bo"]
    assert report["units"] == 4
    by_code = {one["code"]: one for one in report["codes"]}
    # Of four answers both gave `office` to P3, one of them to P2 and P4 each.
    assert by_code["office"]["percent"] == 0.5
    assert by_code["office"]["n_by_coder"] == {"ann": 2, "bo": 2}
    shown = flat(desk("agreement").out)
    assert "Agreement of ann, bo" in shown
    assert "50 %" in shown

    table = desk("--as", "ann", "frequencies", "--by", "position", "--coder-rule", "all",
                 "--unsuppressed", "--csv").rows  # fmt: skip
    told = {(one["code"], one["group"]): (one["n"], one["base"]) for one in table}
    assert told["neighbours", "nurse"] == ("1", "2")
    assert told["neighbours", "driver"] == ("1", "2")
    assert told["office", "driver"] == ("0", "2")

    for name in ("codings.csv", "codings.xlsx", "codings.json", "out/deep/codings.csv"):
        desk("export", "codings", "-o", tmp_path / name)
    with (tmp_path / "codings.csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    content = json.loads((tmp_path / "codings.json").read_text(encoding="utf-8"))
    told = [
        {name: "" if cell is None else str(cell) for name, cell in row.items()}
        for row in content["rows"]
    ]
    assert told == rows
    deep = tmp_path / "out" / "deep" / "codings.csv"
    assert deep.read_bytes() == (tmp_path / "codings.csv").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "codings.xlsx")
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.max_row == len(rows) + 1
    for row in rows:
        text = winter.ANSWERS[row["source"]][1]
        assert text[int(row["start"]) : int(row["end"])] == row["quotation"]


def test_memos_journal_undo_and_redo_over_separate_commands(desk: Desk) -> None:
    desk("--as", "bo", "memo", "write", "--source", "P2", "Ask", "again", "in spring.")
    desk("--as", "bo", "memo", "write", "--code", "Money", "Savings too?")
    desk("--as", "bo", "memo", "write", "--participant", "P1", "Talks fast.")
    desk("--as", "bo", "memo", "write", "Four answers are few.")
    memos = desk("memo", "list", "--json").json["rows"]
    assert [(one["about"], one["subject"]) for one in memos] == [
        ("source", "P2"),
        ("code", "money"),
        ("participant", "P1"),
        ("study", ""),
    ]
    assert memos[0]["text"] == "Ask again in spring."
    assert {one["coder"] for one in memos} == {"bo"}

    assert "1 memo" in desk("--as", "bo", "undo").out
    assert "1 memo" in desk("--as", "bo", "undo").out
    assert len(desk("memo", "list", "--json").json["rows"]) == 2
    assert "1 memo" in desk("--as", "bo", "undo", "--redo").out
    assert len(desk("memo", "list", "--json").json["rows"]) == 3
    assert "nothing to redo" in desk.tried("--as", "ann", "undo", "--redo").err

    journal = desk("log", "--all", "--json").json["rows"]
    assert {one["coder"] for one in journal} >= {"ann", "bo"}
    assert sum(one["kind"] == "memo" for one in journal) == 7
    moments = [one["moment"] for one in journal]
    assert moments == sorted(moments, reverse=True)
    assert len(desk("log", "--limit", "3", "--json").json["rows"]) == 3


def test_an_undone_import_and_its_codings_come_back(empty: Desk) -> None:
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", empty.written("survey.csv", winter.survey()))
    empty("import", "--codings", empty.written("ann.csv", winter.LONG_CODINGS), "--coder", "ann")
    before = [empty(*words).out for words in EVERYTHING]
    assert "5 codings" in empty("undo").out
    assert "4 sources" in empty("undo").out
    assert empty("source", "list", "--json").json["rows"] == []
    assert "1 codebook" in empty("undo").out
    assert "neighbours" not in (empty.folder / "codebook.yaml").read_text()
    for _ in range(3):
        empty("undo", "--redo")
    assert [empty(*words).out for words in EVERYTHING] == before
    assert "neighbours" in (empty.folder / "codebook.yaml").read_text()
    empty("check")


def test_backup_and_restore(desk: Desk, tmp_path: Path) -> None:
    before = desk("export", "codings", "--csv").out
    assert "Whole, checked copy" in desk("backup", tmp_path / "safe" / "copy.db").out
    desk("--as", "ann", "source", "remove", "P1")
    assert desk("export", "codings", "--csv").out != before
    told = desk("restore", tmp_path / "safe" / "copy.db").out
    assert "is kept at" in told
    assert desk("export", "codings", "--csv").out == before
    desk("check")
    assert "exists already" in desk.tried("backup", tmp_path / "safe" / "copy.db").err
    desk("backup")
    assert len(list((desk.folder / "backups").glob("*.db"))) == 1


def test_sources_and_participants_are_renamed_and_removed(desk: Desk) -> None:
    desk("--as", "ann", "source", "rename", "P1", "First answer")
    desk("--as", "ann", "participant", "rename", "P1", "Nurse A")
    rows = desk("export", "codings", "--csv").rows
    assert {(one["source"], one["participant"]) for one in rows} >= {("First answer", "Nurse A")}
    counts = ("--as", "ann", "frequencies", "--unsuppressed", "--csv")
    desk("--as", "ann", "participant", "remove", "P2")
    assert {row["base"] for row in desk(*counts).rows} == {"3"}
    desk("--as", "ann", "source", "remove", "P3")
    assert {row["base"] for row in desk(*counts).rows} == {"2"}
    assert "already" in desk.tried("--as", "ann", "source", "rename", "P4", "P2").err
    desk("--as", "ann", "undo")
    desk("--as", "ann", "undo")
    assert {row["base"] for row in desk(*counts).rows} == {"4"}


def test_coders_are_added_and_listed(empty: Desk) -> None:
    empty("coder", "add", "bo")
    empty("coder", "add", "cy", "--role", "analyst")
    assert [
        (one["name"], one["role"]) for one in empty("coder", "list", "--json").json["rows"]
    ] == [
        ("ann", "lead"),
        ("bo", "coder"),
        ("cy", "analyst"),
    ]
    assert "already" in empty.tried("coder", "add", "bo").err
    assert empty.tried("coder", "add", "dee", "--role", "boss").code == 2


def test_a_study_without_anybody_says_how_to_begin(tmp_path: Path) -> None:
    assert "qualcode coder add" in call("init", tmp_path / "s").out
    (tmp_path / "a.txt").write_text(winter.NOTES)
    refused = call("-C", tmp_path / "s", "import", tmp_path / "a.txt")
    assert refused.code == 1
    assert "qualcode coder add" in refused.err


def test_a_lost_database_comes_back_from_a_backup(desk: Desk, tmp_path: Path) -> None:
    before = desk("export", "codings", "--csv").out
    desk("backup", tmp_path / "copy.db")
    for path in desk.folder.glob("study.db*"):
        path.unlink()
    assert "qualcode restore" in desk.tried("check").err
    desk("restore", tmp_path / "copy.db")
    assert desk("export", "codings", "--csv").out == before
    desk("check")

"""No command tells of what others do in a blind round that is open, in no form of its output."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qualcode.cli.commands import COMMANDS
from qualcode.study import create_study, open_study
from tests.support import blind
from tests.support.cli import Desk, run
from tests.support.studies import CODES, segments, small_survey

READING: dict[str, list[tuple[str, ...]]] = {
    "log": [("log", "--all"), ("log",), ("log", "--limit", "3")],
    "coder": [("coder", "list")],
    "codebook": [("codebook", "list"), ("codebook", "diff")],
    "search": [("search", "help*")],
    "memo": [("memo", "list")],
    "agreement": [("agreement",), ("agreement", "--round", "pilot")],
    "verify": [("verify", "--round", "pilot"), ("verify",)],
    "frequencies": [
        ("frequencies",),
        ("frequencies", "--by", "position", "--unit", "segment"),
        ("frequencies", "--coder-rule", "Ben"),
    ],
    "suggest": [("suggest",), ("suggest", "queue", "--above", "0.1"), ("suggest", "--influence")],
    "source": [("source", "list")],
    "participant": [("participant", "list")],
    "check": [("check",)],
    "quotes": [("quotes", "law")],
    "matrix": [("matrix", "--by", "position")],
    "export": [("export", "codings"), ("export", "looks"), ("export", "codings", "--coder", "Ben")],
}
"""What is asked of each command that shows something; `log` first, since exports add to it."""

OTHERS = {
    "demo": "makes a study of its own",
    "init": "makes a study",
    "import": "tests/contract/test_blindness.py",
    "code": "tests/tui/test_blind_round.py",
    "serve": "shows the screen of `code`",
    "undo": "tests/contract/test_blindness.py",
    "backup": "the whole file, as docs/confidentiality.md says",
    "restore": "the whole file",
    "adjudicate": "closed rounds only; tests/contract/test_adjudication.py",
    **dict.fromkeys(
        ("associations", "cooccurrence", "saturation", "words"),
        "the same methods, below any threshold here; tests/contract/test_blindness.py",
    ),
    "scales": "closed answers, which nobody codes",
    "sample": "who was contacted",
    "report": "tests/study/test_reporting.py",
    "redact": "names in texts, for whoever has the vault's passphrase",
    "round": "its queues, and how far each has come; tests/contract/test_blindness.py",
}
"""The commands that show nothing of others, or where they are tried."""

FORMS = ((), ("--json",), ("--csv",))
UNFORMED = ("check", "codebook diff")

PEOPLE = ("Ana", "Cyd", "")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give two copies of a study: before others worked in the round, and after."""
    home = tmp_path_factory.mktemp("blind")
    with create_study(home / "study", "Trial", coder="Ana") as study:
        study.catalogue.add_codes(CODES)
        small_survey(study, home / "incoming")
        for name in ("Ben", "Cyd", "Eve"):
            study.team.add(name)
        for name, code in (("Ana", "time"), ("Ben", "law"), ("Cyd", "time")):
            for one in segments(study)[:2] + segments(study)[4:]:
                study.acting_as(name).codings.apply(code, one)
        drawn = blind.begin(study, "Ben", "Cyd")
    shutil.copytree(home / "study", home / "before" / "study")
    with open_study(home / "study", "Ana") as study:
        blind.work_inside(study, "Ben", drawn)
    shutil.copytree(home / "study", home / "after" / "study")
    return home / "before" / "study", home / "after" / "study"


def test_every_command_was_thought_about() -> None:
    names = {one.name for one in COMMANDS}
    assert names - {*READING, *OTHERS} == set()


@pytest.mark.parametrize("person", PEOPLE)
def test_the_output_is_what_it_was_before_others_coded(
    pair: tuple[Path, Path], person: str, tmp_path: Path
) -> None:
    before, after = (
        told(shutil.copytree(one, tmp_path / one.parent.name / "study"), person, tmp_path / "out")
        for one in pair
    )
    for asked, answer in before.items():
        assert after[asked] == answer, asked
        assert blind.SENTINEL not in str(answer)


def told(study: Path, person: str, out: Path) -> dict[Any, Any]:
    """Ask every command in every form and return exit codes, outputs and files."""
    desk, answers = Desk(study), {}
    who = ("--as", person) if person else ()
    for words in [words for asked in READING.values() for words in asked]:
        for form in () if " ".join(words).startswith(UNFORMED) else FORMS:
            answers[words, form] = desk.tried(*who, *words, *form)
        if " ".join(words).startswith(UNFORMED):
            answers[words] = desk.tried(*who, *words)
            continue
        for ending in ("xlsx", "txt"):
            target = out / f"out.{ending}"
            answers[words, ending] = desk.tried(*who, *words, "-o", target), content(target)
            target.unlink(missing_ok=True)
    return answers


def content(target: Path) -> Any:
    if not target.exists():
        return None
    if target.suffix != ".xlsx":
        return target.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(target)
    cells = [
        [row for row in sheet.iter_rows(values_only=True) if row[:1] != ("Written",)]
        for sheet in book.worksheets
    ]
    book.close()
    return cells


@pytest.mark.parametrize(
    "words",
    [
        ("export", "codings", "--csv"),
        ("log", "--all"),
        ("memo", "list"),
        ("agreement", "--round", "pilot"),
    ],
)
def test_as_a_process_too(pair: tuple[Path, Path], words: tuple[str, ...], tmp_path: Path) -> None:
    study = shutil.copytree(pair[1], tmp_path / "study")
    for person in ("Ana", "Cyd"):
        answer = run("-C", study, "--as", person, *words)
        assert blind.SENTINEL not in answer.out + answer.err
        assert "pilot" not in answer.out.replace("'pilot'", "")
        assert "pilot" in answer.err + answer.out


def test_after_the_close_all_is_told(pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(pair[1], tmp_path / "study")
    with open_study(folder, "Ana") as study:
        blind.end(study)
    desk = Desk(folder)
    assert blind.SENTINEL in desk("--as", "Cyd", "memo", "list", "--json").out
    rows = desk("--as", "Cyd", "export", "codings", "--csv").rows
    assert ("Ben", "pilot") in {(row["coder"], row["round"]) for row in rows}
    assert "pilot" not in desk("--as", "Cyd", "memo", "list").out


def test_the_program_says_that_something_is_left_out(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    desk = Desk(shutil.copytree(pair[1], tmp_path / "study"))
    sentence = "Left out is what others do in a round that is blind and open: 'pilot'."
    for words in (("log",), ("memo", "list"), ("frequencies",), ("export", "looks")):
        answer = desk("--as", "Cyd", *words)
        assert sentence in " ".join((answer.out + answer.err).split()), words

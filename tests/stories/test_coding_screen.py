"""A coder at a real terminal: real keys, a power cut, and everything is there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualcode.domain.coding import LookState
from qualcode.study import open_study
from tests.tui.sitting import make_study, quotations
from tests.tui.terminal import ENVIRONMENT, Terminal

DOWN = "\x1b[B"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a study with a survey and an interview."""
    make_study(tmp_path / "winter")
    return tmp_path / "winter"


def test_coding_survives_a_power_cut(folder: Path) -> None:
    at = Terminal("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    at.until("They brought soup [y]")
    at.press("wvw1")
    at.until("Neighbours put on P1")
    at.press("jCm")
    at.until("Money put on P2")
    at.press(f"{DOWN}\x0e")
    at.until("P3: nothing applies")
    at.kill()
    with open_study(folder, "anna") as study:
        assert [code for code, _ in quotations(study)] == ["neighbours", "money"]
        assert quotations(study)[0] == ("neighbours", "neighbours came")
        ids = [entry.segment.id for entry in study.desk.question_page("what-helped").entries]
        assert study.desk.work(ids).looks[ids[2]] is LookState.NOTHING
        assert study.check() == []
    again = Terminal("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    again.until("1/4 done")
    again.until("Neighbours")
    again.press("u")
    again.until("undone: 'nothing applies' of P3")
    again.press("u")
    again.until("undone: Money put on P2")
    again.press("qq")
    assert again.end() == 0, again.raw[-3000:].decode()
    with open_study(folder, "anna") as study:
        assert [code for code, _ in quotations(study)] == ["neighbours"]


def test_a_hostile_text_never_reaches_the_terminal(folder: Path) -> None:
    at = Terminal("-C", folder, "code", "--coder", "anna", "talk", "--at", "4")
    at.until("[bold]Honestly[/bold]")
    at.press("q")
    at.until("QUESTIONS")
    at.press("q")
    assert at.end() == 0
    assert b"\x1b]0;owned" not in at.raw
    assert b"owned\x07" not in at.raw


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--question", "what-helpd"), "Did you mean 'what-helped'?"),
        (("talc",), "There is no source 'talc'. Did you mean 'talk'?"),
        (("talk", "--at", "9"), "talk has the segments 1 to 4, no 9."),
        (("talk", "--question", "what-helped"), "not both"),
        (("--coder", "eve"), "There is no coder 'eve'."),
    ],
)
def test_what_is_not_there_is_told_before_the_screen_opens(
    folder: Path, words: Sequence[str], said: str
) -> None:
    at = Terminal("-C", folder, "--as", "anna", "code", *words)
    assert at.end() == 1
    assert said in at.text.replace("\n", "")
    assert b"\x1b[?1049h" not in at.raw


def test_without_a_terminal_it_says_so(folder: Path) -> None:
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "-C", str(folder), "code", "--coder", "anna"],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT | path,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "needs a terminal" in done.stderr

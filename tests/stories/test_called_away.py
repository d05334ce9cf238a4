"""The terminal is closed, or the machine shuts down, while a memo is being written."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from qualcode.study import open_study
from tests.tui.sitting import make_study, quotations
from tests.tui.terminal import Terminal


def _writing_a_memo(folder: Path) -> Terminal:
    make_study(folder)
    at = Terminal("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    at.until("They brought soup [y]")
    at.press("1")
    at.until("Neighbours put on P1")
    at.press("mhello")
    at.until("hello")
    return at


def _is_kept(folder: Path) -> bool:
    with open_study(folder, "anna") as study:
        assert [code for code, _ in quotations(study)] == ["neighbours"]
        assert study.check() == []
        return [line.memo.text for line in study.memos.lines()] == ["hello"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_being_asked_to_end_keeps_the_memo_and_puts_the_screen_back(
    tmp_path: Path, number: signal.Signals
) -> None:
    at = _writing_a_memo(tmp_path / "winter")
    os.kill(at.process, number)
    assert at.end() == 128 + number
    assert b"\x1b[?1049l" in at.raw
    assert b"Traceback" not in at.raw
    assert _is_kept(tmp_path / "winter")


def test_closing_the_terminal_keeps_the_memo(tmp_path: Path) -> None:
    at = _writing_a_memo(tmp_path / "winter")
    os.close(at._line)
    _, status = os.waitpid(at.process, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGHUP
    assert _is_kept(tmp_path / "winter")

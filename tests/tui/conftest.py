"""A study with a survey and an interview, and the screen open on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.study import Study, open_study
from tests.tui.sitting import make_study


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("QUALCODE_STATE", str(tmp_path / "state"))
    for name in ("NO_COLOR", "COLORTERM", "QUALCODE_CODER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a fresh study."""
    make_study(tmp_path / "winter")
    return tmp_path / "winter"


@pytest.fixture
def study(folder: Path) -> Iterator[Study]:
    """Give the study with anna at work."""
    with open_study(folder, "anna") as opened:
        yield opened

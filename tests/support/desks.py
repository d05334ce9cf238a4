"""Studies that a test may sit down at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import winter
from tests.support.cli import Desk, call


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A study with one coder and nothing else."""
    return begun(tmp_path)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """The small study: a survey, a codebook, and the codings of ann and bo."""
    return coded(empty)


def begun(folder: Path) -> Desk:
    """Make a study with one coder in a folder and sit down at it."""
    assert call("init", folder / "study", "--coder", "ann", "--title", "Winter").code == 0
    return Desk(folder / "study")


def coded(empty: Desk) -> Desk:
    """Put the survey, the codebook and the codings of ann and bo into a study."""
    empty("codebook", "add", empty.written("winter.yaml", winter.CODEBOOK))
    empty("import", "--yes", empty.written("survey.csv", winter.survey()))
    empty("import", "--codings", empty.written("ann.csv", winter.LONG_CODINGS), "--coder", "ann")
    empty("coder", "add", "bo")
    empty("--as", "bo", "import", "--codings", empty.written("bo.csv", winter.WIDE_CODINGS),
          "--coder", "bo")  # fmt: skip
    return empty

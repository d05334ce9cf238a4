"""A study to code in, and the terminal as tests need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.domain.codebook import Code, Codebook, Example
from qualcode.study import Study, create_study
from tests.support.studies import small_survey

INTERVIEW = """\
Interviewer: What was the worst of it? You may take your time.

Rosa: The nights. The radiator 👩‍👩‍👧 knocked, and gave nothing. I slept in my coat.

Interviewer: Who came to see you?

Rosa: A neighbour with a saw. He cut the dead tree for me. \x1b[31mThen he left.
"""

CODES = (
    Code("help", "Help", codable=False),
    Code("neighbours", "Neighbours", "help", key="n", color="#0072B2", short="From next door."),
    Code("office", "Office help", "help", key="of", color="#E69F00"),
    Code(
        "money",
        "Money",
        key="3",
        short="Money is named; see [[office]].",
        include=("loans",),
        exclude=("time",),
        typical=(Example("They lent us ten."),),
        close_but_no=(Example("A heater."),),
    ),
    Code("data", "Data", "help", asked=("what-stands-in-the-way",), aliases=("reports",)),
)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Return a study with an interview, a survey and a small codebook, coded by ana."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "rosa.txt").write_text(INTERVIEW, encoding="utf-8")
    with create_study(tmp_path / "study", "Winter", "ana") as made:
        made.team.add("ben")
        made.catalogue.replace(Codebook("Winter", CODES))
        made.import_files(texts / "rosa.txt", kind="interview")
        small_survey(made, texts)
        yield made

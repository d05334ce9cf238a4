"""That our strokes do what the table claims, and that no other tool needs fewer."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.domain.codebook import Code
from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study, create_study, open_study
from tests.support.keystrokes import NEW, TASKS, Task, strokes_of
from tests.tui.sitting import WIDE, press, quotations
from tests.tui.stored_hints import StoredHints, at_page

SENTENCES = {
    "first": "We slept badly.",
    "second": "Nobody came at all.",
    "third": "The office kept us waiting for hours.",
}
PHRASE = "office kept us waiting for"
NAMES = ("Boundaries", "Bridges", "Weather", *(f"Rare {number}" for number in range(188)))


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Study]:
    """Give a study with two hundred codes, nine of them asked for, and one answer."""
    with create_study(tmp_path / "talk", "Talk", "anna") as study:
        frequent = (Code(f"c{n:02}", f"Often {n}", asked=("how",)) for n in range(1, 10))
        rare = (Code(name.lower().replace(" ", "-"), name) for name in NAMES)
        study.catalogue.add_codes((*frequent, *rare))
        survey = tmp_path / "survey.csv"
        with survey.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "how"), ("P1", " ".join(SENTENCES.values()))])
        study.import_files(survey, id_column="id", text_columns=("how",))
    with open_study(tmp_path / "talk", "anna") as opened:
        yield opened


def told(name: str, code: str) -> tuple[str, str]:
    """Return a code with the words that it must be on."""
    words = {"phrase": PHRASE, "longer": "We slept badly", **SENTENCES}
    return code, words[name]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
async def test_the_keys_do_it(talk: Study, task: Task) -> None:
    page = talk.desk.question_page("how")
    second = page.entries[0].segment
    start = page.text.index(SENTENCES["second"])
    span = type(second.span)(start, start + len(SENTENCES["second"]))
    hints = StoredHints([Suggestion("c07", 0.9, segment=second.id, span=span)])
    async with at_page(talk, page, hints, WIDE) as pilot:
        await press(pilot, *task.before)
        await press(pilot, *task.ours)
    found = quotations(talk)
    for code, name in task.gives:
        assert told(name, code) in found
    if NEW.replace(" ", "-") == task.gives[0][0]:
        assert talk.catalogue.code(NEW).name == NEW


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_nobody_needs_fewer(task: Task) -> None:
    ours = strokes_of(task.ours)
    for tool, theirs in task.peers.items():
        assert theirs is None or ours.seconds < theirs.seconds, tool
    assert ours.clicks == ours.drags == 0

"""A study with enough people behind its figures, for the screens of analysts."""

from __future__ import annotations

import csv
from pathlib import Path

from qualcode.domain.instrument import AnswerType, Instrument, Question
from qualcode.study import Study
from tests.support.disputing import coded

PEOPLE = 120
INSTRUMENT = Instrument(
    "Winter",
    questions=(
        Question("what-helped", "What helped?"),
        Question(
            "trust", "Do you trust the office?", AnswerType.SCALE, low=1, high=5,
            anchors={1: "not at all", 5: "fully"},
        ),
    ),
)  # fmt: skip
_SAID = {
    "neighbours": "The neighbours came with soup.",
    "money": "Money for wood helped most.",
    "weather": "It thawed.",
    "office": "The office sent a heater.",
}


def codes_of(number: int) -> list[str]:
    """Return what a respondent says: nurses name neighbours more often than drivers.

    Three name the weather, which is too few to be shown.
    """
    is_nurse = number % 2 == 0
    found = ["neighbours"] if number % 10 < (6 if is_nurse else 4) else []
    found += ["money"] if number % 4 < 2 else []
    found += ["weather"] if number % 50 == 7 else []
    return found or ["office"]


def tabulate(study: Study, folder: Path) -> Study:
    """Import answers of many people, and let anna code them."""
    rows = [
        (f"W{number:03}", ("nurse", "driver")[number % 2],
         " ".join(_SAID[code] for code in codes_of(number)), str(1 + number % 5))
        for number in range(PEOPLE)
    ]  # fmt: skip
    path = folder / "more.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "position", "what-helped", "trust"), *rows])
    study.import_files(path, id_column="id", attribute_columns=("position",), instrument=INSTRUMENT)
    passages = study.sources.passages()
    mine = {
        at: codes_of(int(one.source.name.removeprefix("W")))
        for at, one in enumerate(passages)
        if one.source.name.startswith("W")
    }
    assert len(mine) == PEOPLE
    coded(study, [one.segment for one in passages], "", {"anna": mine})
    return study

"""Attributes come from a table; what looks like a number but is a name stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import Study, create_study
from qualcode.domain.errors import ReadingError
from tests.support.studies import small_survey, state, write_survey


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with create_study(tmp_path / "study", coder="Ana") as made:
        small_survey(made, tmp_path / "incoming")
        yield made


def attributes(study: Study, name: str) -> dict[str, object]:
    return {one.name: one.attributes.get(name) for one in study.participants}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("3", "-4", "0", ""), (3, -4, 0, None)),
        (("3.5", "4", "1", "2"), (3.5, 4, 1, 2)),
        (("007", "1", "2", "3"), ("007", "1", "2", "3")),
        (("nan", "1", "2", "3"), ("nan", "1", "2", "3")),
        (("inf", "1e999", "1", "2"), ("inf", "1e999", "1", "2")),
        (("1_000", "1", "2", "3"), ("1_000", "1", "2", "3")),
        (("north", "5", "", "x"), ("north", "5", None, "x")),
    ],
)
def test_numbers_are_numbers_only_if_they_look_like_it(
    study: Study, tmp_path: Path, cells: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    rows = [[f"R{n}", cell] for n, cell in enumerate(cells, start=1)]
    study.import_attributes(write_survey(tmp_path / "a.csv", rows, "who", "value"))
    assert tuple(attributes(study, "value").values()) == expected
    assert study.check() == []


def test_an_empty_cell_changes_nothing_and_strangers_are_told(study: Study, tmp_path: Path) -> None:
    before = state(study)
    table = write_survey(
        tmp_path / "a.csv", [["R1", "", "5"], ["R9", "x", "6"]], "who", "position", "years"
    )
    given = study.import_attributes(table)
    assert (given.participants, given.unmatched) == (1, ("R9",))
    assert attributes(study, "position")["R1"] == "analyst"
    assert attributes(study, "years") == {"R1": 5, "R2": None, "R3": None, "R4": None}
    study.history.undo()
    assert state(study) == before


def test_a_table_that_is_none_is_refused(study: Study, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="only one column"):
        study.import_attributes(write_survey(tmp_path / "a.csv", [["R1"]], "who"))
    with pytest.raises(ReadingError, match="'R1' stands twice"):
        study.import_attributes(
            write_survey(tmp_path / "b.csv", [["R1", "1"], ["R1", "2"]], "who", "x")
        )

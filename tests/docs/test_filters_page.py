"""The filters that the page shows can be asked of the study that it says they are for."""

from __future__ import annotations

import re
import shutil
import tomllib

import pytest

from qualcode import Study
from qualcode.domain.filters import Field
from qualcode.study import open_study, queries
from tests.docs.pages import HOME, commands, fences, tables
from tests.stories.demo_run import demo_run

PAGE = HOME / "docs" / "filters.md"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("filters") / "demo-study"
    shutil.copytree(demo_run(tmp_path_factory, "the demo").folder, folder)
    (saved,) = fences(PAGE, "toml")
    file = folder / "study.toml"
    file.write_text(file.read_text() + "\n" + saved)
    return open_study(folder)


def asked(study: Study, text: str) -> bool:
    with study._session.reading() as connection:
        return queries.resolve(study._session, connection, text) is not None


def test_the_filters_that_stand_alone_can_be_asked(demo: Study) -> None:
    (block,) = fences(PAGE, "filter")
    saved = tomllib.loads(fences(PAGE, "toml")[0])["queries"]
    shown = [*block.splitlines(), *saved.values(), *(f"@{name}" for name in saved)]
    assert len(shown) > 10
    assert all(asked(demo, one) for one in shown)


def test_the_filters_in_the_commands_can_be_asked(demo: Study) -> None:
    wheres = [re.findall(r"--where '(.*)'", one.line) for one in commands(PAGE)]
    assert all(asked(demo, one) for (one,) in wheres)


def test_the_conditions_in_the_table_can_be_asked_and_none_is_left_out(demo: Study) -> None:
    cells = [row["example"] for row in tables(PAGE) if "example" in row]
    shown = [one for cell in cells for one in re.findall(r"(?<!`)`([^`]+)`(?!`)", cell)]
    # Not in the demo: what stands for any attribute, and rounds, which it has none of.
    there = [one for one in shown if "years of service" not in one and "round =" not in one]
    assert all(asked(demo, one) for one in there)
    assert {field for field in Field if any(one.startswith(field) for one in shown)} == set(Field)

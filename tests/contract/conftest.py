"""A study on each of the databases: what holds on one must hold on the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import Study, create_study
from tests.support.studies import CODES, small_survey


@pytest.fixture
def study(database: str | None, tmp_path: Path) -> Iterator[Study]:
    """Give a study with a codebook and two coders, Ana at work."""
    with create_study(tmp_path / "study", "Trial", coder="Ana", database=database) as made:
        made.team.add("Ben")
        made.catalogue.add_codes(CODES)
        yield made


@pytest.fixture
def surveyed(study: Study, tmp_path: Path) -> Study:
    """Give the study with a small survey in it."""
    small_survey(study, tmp_path / "incoming")
    return study

"""The study that these tests verify reports of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qualcode import Study
from tests.audit.worked_study import worked


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Give the study that three coders worked on."""
    with worked(tmp_path_factory.mktemp("worked")) as made:
        yield made

"""The studies that these tests sit down at."""

from __future__ import annotations

import pytest

from tests.stories.demo_run import DemoRun, demo_run
from tests.support.desks import desk, empty

__all__ = ["demo", "desk", "empty"]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The demo study, run once; tests only read it."""
    return demo_run(tmp_path_factory, "the demo")

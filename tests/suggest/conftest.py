from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.suggest import Suggester
from tests.suggest.answers import CODEBOOK, CODES, TEXTS


@pytest.fixture
def fresh() -> Callable[[], Suggester]:
    """Makes suggesters of words alone that have read all texts and learnt nothing."""

    def make() -> Suggester:
        suggester = Suggester(CODEBOOK, embedding=None)
        suggester.index(TEXTS)
        return suggester

    return make


@pytest.fixture
def taught(fresh: Callable[[], Suggester]) -> Suggester:
    """Has learnt all texts."""
    suggester = fresh()
    suggester.learn(TEXTS, CODES)
    return suggester

"""On the demo study, suggestions rest on the words that are shown far more than on others."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from qualcode.suggest import Suggester
from tests.benchmarks.coded_sets import demo_set
from tests.benchmarks.suggesting_evidence import flips

HOME = Path(__file__).parents[2]
LONG_ENOUGH = 12
"""Different words of a text; of fewer, three at random are mostly those that are shown."""


@pytest.mark.parametrize("embedding", [None, "auto"])
def test_without_the_words_shown_another_code_is_best_far_more_often(
    embedding: Literal["auto"] | None,
) -> None:
    demo = demo_set(HOME)
    suggester = Suggester(demo.codebook, embedding=embedding)
    suggester.index([one.text for one in demo.texts])
    shown, others, texts = flips(demo, suggester, 60, 0, LONG_ENOUGH)
    assert texts >= 25
    assert shown >= 2 * others
    assert shown > 0.3

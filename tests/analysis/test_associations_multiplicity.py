"""What p values become when many are looked at together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from qualcode.analysis.associations.multiplicity import false_discovery

PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0000,
]  # fmt: skip
"""Benjamini and Hochberg (1995), section 3.2: of these fifteen, four are found at 0.05."""


def test_the_example_of_the_paper() -> None:
    found = false_discovery(PUBLISHED)
    assert [one is not None and one <= 0.05 for one in found] == [True] * 4 + [False] * 11


@given(st.lists(st.none() | st.floats(0, 1)))
def test_statsmodels_agrees_and_gaps_stay_gaps(values: list[float | None]) -> None:
    found = false_discovery(values)
    assert [one is None for one in found] == [one is None for one in values]
    given_ = [one for one in values if one is not None]
    if given_:
        expected = multipletests(given_, method="fdr_bh")[1]
        assert [one for one in found if one is not None] == pytest.approx(list(expected))

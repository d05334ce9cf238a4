"""Numbers fall into classes that do not depend on what was answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.number_classes import NUMBER_CLASSES, number_class


@pytest.mark.parametrize(
    ("number", "name"),
    [(-3, "below 0"), (0, "0"), (0.5, "0"), (1, "1"), (2, "2 to 4"), (4.9, "2 to 4"),
     (10, "10 to 19"), (99, "50 to 99"), (100, "100 or more"), (1e9, "100 or more")],
)  # fmt: skip
def test_a_number_falls_into_its_class(number: float, name: str) -> None:
    assert number_class(number) == name


@given(st.lists(st.floats(0, 1e6), min_size=2))
def test_classes_rise_with_the_numbers(numbers: list[float]) -> None:
    places = [NUMBER_CLASSES.index(number_class(one)) for one in sorted(numbers)]
    assert places == sorted(places)

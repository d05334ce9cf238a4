"""Ids sort by time, are of RFC 9562's version 7, and derived ones are always the same."""

from __future__ import annotations

from itertools import count
from uuid import UUID

import pytest

from qualcode.domain import identity
from qualcode.domain.identity import new_id


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


@pytest.fixture
def own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test's clock not push the ids of the tests after it into the future."""
    monkeypatch.setattr(identity, "_LAST_TICK", 0)


@pytest.mark.usefixtures("own_time")
def test_ids_sort_even_if_the_clock_stands_or_goes_back() -> None:
    later = 4_000_000_000_000_000_000
    clock = (later - step // 3 for step in count())
    made = [new_id(lambda: next(clock)) for _ in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


@pytest.mark.usefixtures("own_time")
def test_an_id_is_a_uuid_of_version_7_and_tells_its_millisecond() -> None:
    moment = 1_772_366_400_123_456_789
    made = UUID(new_id(lambda: moment))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == moment // 1_000_000
    assert str(made) == str(made).lower()

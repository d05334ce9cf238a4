"""Stripes never run into each other and keep their column."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.page.lanes import Lanes
from qualcode.tui.page.spans import Entry

stripes = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=25).map(
    lambda found: [Entry(s, s + n, f"{i:02}") for i, (s, n) in enumerate(found)]
)


def _assert_apart(lanes: Lanes, entries: list[Entry]) -> None:
    for one in entries:
        for two in entries:
            if one.key < two.key and one.start < two.end and two.start < one.end:
                assert lanes[one.key] != lanes[two.key]


def _deepest(entries: list[Entry]) -> int:
    return max((sum(e.start <= place < e.end for e in entries) for place in range(120)), default=0)


@given(stripes)
def test_no_more_columns_than_stripes_side_by_side(entries: list[Entry]) -> None:
    lanes = Lanes(entries)
    _assert_apart(lanes, entries)
    used = {lanes[entry.key] for entry in entries}
    assert used == set(range(_deepest(entries)))


@given(stripes, st.randoms())
def test_read_in_parts_that_do_not_meet_they_run_in_the_same_columns(
    entries: list[Entry], chance: Random
) -> None:
    parts = [list(part) for part in _parts(entries)]
    chance.shuffle(parts)
    whole, read = Lanes(entries), Lanes()
    for part in parts:
        read.extend(part)
    assert read.within(0, 200) == whole.within(0, 200)


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield runs of entries of which none meets one of another run."""
    part: list[Entry] = []
    for entry in sorted(entries):
        if part and entry.start >= max(one.end for one in part):
            yield part
            part = []
        part.append(entry)
    if part:
        yield part


@given(stripes, st.integers(0, 25), st.integers(0, 24))
def test_coming_and_going_moves_no_other_stripe(
    entries: list[Entry], split: int, gone: int
) -> None:
    lanes = Lanes(entries[:split])
    for entry in entries[split:]:
        before = {other.key: lanes[other.key] for other in entries if other.key in lanes}
        lanes.add(entry)
        assert all(lanes[key] == lane for key, lane in before.items())
    _assert_apart(lanes, entries)
    if gone < len(entries):
        lanes.remove(entries[gone])
        kept = entries[:gone] + entries[gone + 1 :]
        _assert_apart(lanes, kept)
        assert lanes.within(0, 200) == [(entry, lanes[entry.key]) for entry in sorted(kept)]


def test_the_longer_of_two_that_begin_together_runs_on_the_left() -> None:
    lanes = Lanes([Entry(0, 5, "short"), Entry(0, 9, "long")])
    assert (lanes["long"], lanes["short"]) == (0, 1)
    with pytest.raises(KeyError):
        lanes.remove(Entry(0, 5, "unknown"))

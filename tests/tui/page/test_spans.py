"""The index answers what looking at every span would."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.page.spans import LONG, Entry, SpanIndex

lengths = st.one_of(st.integers(1, 60), st.integers(LONG - 2, LONG + 900))
entries = st.builds(
    lambda start, length, key: Entry(start, start + length, str(key)),
    st.integers(0, 400),
    lengths,
    st.integers(0, 999),
)


def _overlapping(kept: list[Entry], start: int, end: int) -> list[Entry]:
    return sorted(entry for entry in kept if entry.start < end and entry.end > start)


@given(
    st.lists(entries, max_size=25),
    st.lists(st.tuples(st.booleans(), entries), max_size=25),
    st.integers(0, 500),
    st.integers(1, 80),
)
def test_like_looking_at_every_span(
    first: list[Entry], changes: list[tuple[bool, Entry]], start: int, length: int
) -> None:
    index, kept = SpanIndex(first), list(first)
    for add, entry in changes:
        if add or not kept:
            index.insert(entry)
            kept.append(entry)
        else:
            gone = kept.pop(entry.start % len(kept))
            index.remove(gone)
        assert index.within(start, start + length) == _overlapping(kept, start, start + length)
    assert list(index) == sorted(kept)
    assert len(index) == len(kept)
    assert index.at(start) == _overlapping(kept, start, start + 1)


@given(
    st.lists(entries, max_size=40), st.lists(st.integers(0, 40), max_size=5), st.integers(0, 500)
)
def test_read_in_slices_it_is_the_same(found: list[Entry], cuts: list[int], start: int) -> None:
    ordered = sorted(found)
    index = SpanIndex()
    for low, high in pairwise([0, *sorted(min(cut, len(ordered)) for cut in cuts), len(ordered)]):
        index.extend(ordered[low:high])
    assert list(index) == list(SpanIndex(found)) == ordered
    assert index.within(start, start + 30) == _overlapping(ordered, start, start + 30)


@pytest.mark.parametrize("length", [5, LONG + 1])
def test_removing_what_is_not_there_is_refused(length: int) -> None:
    index = SpanIndex([Entry(0, 5, "a")])
    with pytest.raises(KeyError, match="b"):
        index.remove(Entry(0, length, "b"))

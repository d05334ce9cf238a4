"""Spans obey the algebra of sets of positions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span, merged
from tests.support.texts import texts

spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(1, 15)
)


def points(*some: Span) -> set[int]:
    return {position for span in some for position in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (5, 4), (-1, 2)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(one=spans, other=spans)
def test_two_spans_are_two_sets(one: Span, other: Span) -> None:
    shared = points(one) & points(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.contains(other) == (points(other) <= points(one))
    both = one.intersection(other)
    assert both == other.intersection(one)
    assert (points(both) if both else set()) == shared


@given(span=spans, position=st.integers(-2, 60), distance=st.integers(0, 9))
def test_one_span_is_a_set(span: Span, position: int, distance: int) -> None:
    assert len(span) == len(points(span))
    assert span.covers(position) == (position in points(span))
    assert points(span.shifted(distance)) == {one + distance for one in points(span)}


@given(some=st.lists(spans, max_size=8))
def test_merging_keeps_the_positions_and_leaves_gaps(some: list[Span]) -> None:
    joined = merged(some)
    assert points(*joined) == points(*some)
    assert all(one.end < other.start for one, other in pairwise(joined))
    assert merged(joined) == joined


@given(text=texts.filter(bool), data=st.data())
def test_a_quotation_is_what_stands_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span(start, end).of(text) == text[start:end]

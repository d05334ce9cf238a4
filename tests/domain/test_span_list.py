"""A list of spans is like any list of them, and finds its way by position."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.domain.span_list import SpanList

lists = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 20)), max_size=20)


def _spans(lengths: list[tuple[int, int]]) -> list[Span]:
    spans, end = [], 0
    for gap, length in lengths:
        spans.append(Span(end + gap, end + gap + length))
        end = spans[-1].end
    return spans


@given(lists, st.integers(0, 300), st.slices(20))
def test_it_is_like_a_plain_list(
    lengths: list[tuple[int, int]], position: int, part: slice
) -> None:
    plain = _spans(lengths)
    kept = SpanList.of(plain)
    assert list(kept) == plain
    assert list(kept[part]) == plain[part]
    assert SpanList.of(kept) is kept
    before = [number for number, span in enumerate(plain) if span.start <= position]
    assert kept.number_at(position) == max(before, default=0)

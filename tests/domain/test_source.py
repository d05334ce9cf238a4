"""Sources know which segment holds a position, and their digests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.identity import Id, new_id
from qualcode.domain.source import (
    Segment,
    SegmentKind,
    Source,
    SourceKind,
    SourceText,
    bytes_digest,
    text_digest,
)
from qualcode.domain.span import Span


@given(lengths=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), max_size=9))
def test_the_segment_at_each_position(lengths: list[tuple[int, int]]) -> None:
    source, end, segments = new_id(), 0, []
    for number, (gap, length) in enumerate(lengths, start=1):
        span = Span(end + gap, end + gap + length)
        end = span.end
        segments.append(Segment(new_id(), source, number, span, SegmentKind.TURN, str(number)))
    text = "x" * (end + 3)
    head = Source(
        source, "S", SourceKind.INTERVIEW, text_digest(text), len(text), "", "s.txt", "text",
        datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    whole = SourceText(head, text, tuple(segments))
    for position in range(-1, len(text) + 1):
        expected = [one for one in segments if one.span.covers(position)]
        assert whole.segment_at(position) == (expected[0] if expected else None)


@given(text=st.text())
def test_digests_are_sha_256(text: str) -> None:
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert text_digest(text) == bytes_digest(text.encode()) == expected
    assert isinstance(Id(expected), str)

"""Replaced words, and where every other span goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.replacing import Replacement, Replacing
from qualcode.domain.span import Span


@st.composite
def replaced_texts(draw: st.DrawFn) -> tuple[str, Replacing]:
    """Give a text of any characters with replacements that do not overlap."""
    text = draw(st.text(min_size=1, max_size=60))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    words = st.text(min_size=1, max_size=9)
    return text, Replacing(Replacement(Span(*pair), draw(words)) for pair in pairs)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
    )


@given(replaced_texts(), st.data())
def test_a_quotation_is_the_old_one_with_the_same_replacements(
    replaced: tuple[str, Replacing], data: st.DataObject
) -> None:
    text, replacing = replaced
    span = data.draw(spans_in(text))
    moved = replacing.moved(span)
    new = replacing.apply(text)
    assert moved.end <= len(new)
    if not replacing.is_cut(span):
        assert moved.of(new) == replacing.within(span, text)


@given(replaced_texts(), st.data())
def test_a_span_that_is_cut_grows_to_the_whole_of_what_is_there_now(
    replaced: tuple[str, Replacing], data: st.DataObject
) -> None:
    text, replacing = replaced
    span = data.draw(spans_in(text))
    touched = [one.span for one in replacing.replacements if one.span.overlaps(span)]
    whole = Span(
        min([span.start, *(one.start for one in touched)]),
        max([span.end, *(one.end for one in touched)]),
    )
    assert replacing.moved(span).of(replacing.apply(text)) == replacing.within(whole, text)


@given(replaced_texts(), st.data())
def test_spans_beside_each_other_stay_so(
    replaced: tuple[str, Replacing], data: st.DataObject
) -> None:
    text, replacing = replaced
    cuts = {
        place for one in replacing.replacements for place in range(one.span.start + 1, one.span.end)
    }
    free = [place for place in range(1, len(text)) if place not in cuts]
    if free:
        place = data.draw(st.sampled_from(free))
        left, right = replacing.moved(Span(0, place)), replacing.moved(Span(place, len(text)))
        assert left.end == right.start
        assert (left.start, right.end) == (0, len(replacing.apply(text)))


def test_replacements_that_overlap_or_say_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Replacing([Replacement(Span(0, 3), "a"), Replacement(Span(2, 4), "b")])
    with pytest.raises(ValueError, match="in the place of words"):
        Replacing([Replacement(Span(0, 3), "")])

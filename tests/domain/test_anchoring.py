"""A quotation is found again in a changed text, or not at all: never somewhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.anchoring import reanchor
from qualcode.domain.span import Span
from tests.support.texts import texts


@given(old=texts.filter(bool), new=texts, data=st.data())
def test_what_is_found_are_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    found = reanchor(span, old, new)
    if found is not None:
        assert found.of(new) == span.of(old)
    elif span.of(old) not in new:
        assert reanchor(span, old, new, Span(0, max(len(new), 1))) is None


@given(before=texts, words=texts.filter(bool), after=texts, more=texts)
def test_text_that_only_grew_in_front_keeps_the_span(
    before: str, words: str, after: str, more: str
) -> None:
    old = before + words + after
    span = Span(len(before), len(before) + len(words))
    assert reanchor(span, old, old) == span
    new = more + old
    found = reanchor(span, old, new)
    assert found is None or found.of(new) == words
    if new.count(words) == 1:
        assert found == span.shifted(len(more))


def test_surroundings_tell_like_from_like() -> None:
    old = "I said yes. Then she said yes as well."
    span = Span(old.rindex("yes"), old.rindex("yes") + 3)
    new = "Well. I said yes. Then she said yes as well."
    assert reanchor(span, old, new) == span.shifted(6)


def test_what_is_uncertain_is_lost() -> None:
    assert reanchor(Span(0, 3), "yes", "yes and yes") is None
    assert reanchor(Span(0, 3), "yes", "no") is None
    assert reanchor(Span(0, 3), "yes", "") is None


def test_the_search_stays_in_its_room() -> None:
    assert reanchor(Span(0, 3), "yes", "yes or yes", Span(4, 10)) == Span(7, 10)

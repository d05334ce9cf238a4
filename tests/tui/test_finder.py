"""What is found on a page is what looking at every place of it would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.tui.coding.finder import Finder
from qualcode.tui.page.units import Units

texts = st.lists(st.text("aAbß\u0130 ", min_size=1, max_size=30), min_size=1, max_size=6)


def _page(parts: list[str]) -> tuple[str, list[Span]]:
    text, spans = "", []
    for part in parts:
        spans.append(Span(len(text), len(text) + len(part)))
        text += part + "aa"
    return text, spans


def _places(text: str, segments: list[Span], typed: str) -> list[Span]:
    size = len(typed)
    return [
        Span(start, start + size)
        for segment in segments
        for start in range(segment.start, segment.end)
        if text[start : start + size].lower() == typed
    ]


@given(texts, st.sampled_from(["a", "aa", "ab", "a b", "b"]), st.data())
def test_like_looking_at_every_place(parts: list[str], typed: str, data: st.DataObject) -> None:
    text, segments = _page(parts)
    finder = Finder(Units(text, segments))
    finder.find(typed)
    places = _places(text, segments, typed)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = [one for one in places if one.start < end and one.end > start]
    assert start == end or finder.within(start, end) == touched
    after = [one for one in places if one.start >= start] or places
    before = [one for one in places if one.start < start] or places
    assert finder.next(start) == next(iter(after), None)
    assert finder.previous(start) == next(reversed(before), None)
    for number, place in enumerate(places, 1):
        assert finder.told(place) == f"{number} of {len(places)} found"


def test_a_long_page_is_counted_in_stretches() -> None:
    text = "to be or not to be " * 30_000
    finder = Finder(Units(text, [Span(0, len(text))]))
    finder.find("BE")
    place = finder.next(20)
    assert place == Span(22, 24)
    assert finder.told(place) == "found"
    assert 0 < finder.counted_among(0, len(text)) < 60_000
    while finder.count_on():
        pass
    assert finder.told(place) == "3 of 60000 found"
    assert finder.counted_among(0, 38) == 4


def test_nothing_typed_finds_nothing() -> None:
    finder = Finder(Units("to be", [Span(0, 5)]))
    finder.find("")
    assert (finder.next(0), finder.previous(5), finder.within(0, 5)) == (None, None, [])

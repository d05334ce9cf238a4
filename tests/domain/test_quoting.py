"""Words that are typed are found in the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.quoting import quoted
from qualcode.domain.span import Span
from qualcode.domain.text import is_boundary

TEXTS = st.text(
    st.sampled_from("ab \n\t'’\"“.·\x1bé\u0301\u200d👩🏽🇩🇪\r\u202e"), min_size=1, max_size=40
)


def found(typed: str, text: str) -> list[str]:
    return [span.of(text) for span in quoted(typed, text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("typed", "text", "quotations"),
    [
        ("the office", "At the office, the\n  office.", ["the office", "the\n  office"]),
        ("the Office", "the office", ["the office"]),
        ("May", "may May", ["May"]),
        ("don't", "We don’t.", ["don’t"]),
        ('said "no"', "She said “no”.", ["said “no”"]),
        ("été", "e\u0301te\u0301 long", ["e\u0301te\u0301"]),
        ("e\u0301te\u0301", "été long", ["été"]),
        ("ete", "e\u0301te\u0301 long", []),
        ("a·b", "a\x1bb a·b", ["a\x1bb", "a·b"]),
        ("We ... form", "We burned the form. Then we", ["We burned the form"]),
        ("we … not", "We went. Not me.", ["We went. Not"]),
        ("wait ... what", "wait ... what, wait and what", ["wait ... what"]),
        ("👩", "👩🏽 and 👩", ["👩🏽", "👩"]),
        ("a.c", "abc", []),
        ("", "abc", []),
        (" ... ", "abc", []),
        ("x ... ", "x", []),
    ],
)
def test_words_are_found_as_people_mean_them(typed: str, text: str, quotations: list[str]) -> None:
    assert found(typed, text) == quotations


def test_only_the_stretch_is_searched() -> None:
    text = "one two one two"
    assert quoted("one", text, Span(4, 15)) == [Span(8, 11)]
    assert quoted("one two", text, Span(0, 5)) == []


@given(TEXTS, st.data())
def test_what_stands_there_is_found_and_no_grapheme_is_split(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = Span(0, len(text))
    places = quoted(text[start:end], text, whole)
    assert bool(places) == bool(text[start:end].strip())
    for place in places:
        assert whole.contains(place)
        assert is_boundary(text, place.start)
        assert is_boundary(text, place.end)
    assert places == sorted(places)

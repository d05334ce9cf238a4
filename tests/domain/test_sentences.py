"""Sentences end where a reader would say so, and tile the text whatever it holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain import sentences as rules
from qualcode.domain.span import Span
from qualcode.domain.text import (
    is_boundary,
    next_sentence,
    previous_sentence,
    sentence_at,
    sentences,
)
from tests.support.texts import plain_texts, texts

CASES = {
    "titles, initials": "Dr. Smith met J. R. Lee.|Mrs. Bell left.",
    "an initial before an opener": "We took Plan B.|Then it rained.",
    "acronyms": "The U.S. Army came.|We work in the U.S.|It is big.",
    "decimals, numbers": "It cost 3.5 million.|See no. 5 and fig. 2.|I said no.|In 2020.|Yes.",
    "latin short forms": "Some, e.g. Nigeria, i.e. those in Africa, etc.|The end.",
    "etc. inside": "Papers, talks etc. and more.",
    "dots": "We went ... well and then…|Nothing.",
    "quotes": '"What?" she said.|"I know."|(He did.)|Then “no.”|So.',
    "several marks": "Really?!|Yes!!|ok?|fine",
    "footnotes": "It was known.[12]|Yes.|Right.",
    "small letters": "no time.|no money.|too far",
    "addresses": "See www.example.org or file.txt.|Done.",
    "chinese": "我们没有时间。|他说：「没有。」|真的吗？！|好",
    "arabic": "ما هذا؟|لا أعرف.",
    "urdu": "یہ کیا ہے۔|ٹھیک ہے",
    "hindi": "यह अच्छा है।|ठीक है?|हाँ",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_says(case: str) -> None:
    expected = case.split("|")
    wide = all(part[-1] in "。」！？好" for part in expected)
    text = ("" if wide else " ").join(expected)
    assert [span.of(text) for span in sentences(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lack of time\nNo money\n", ["Lack of time", "No money"]),
        ("1. First thing\n2. Second. Third", ["1. First thing", "2. Second.", "Third"]),
        ("- one\n- two", ["- one", "- two"]),
        (
            "This long line was wrapped at a margin because\nit is long. Next",
            ["This long line was wrapped at a margin because\nit is long.", "Next"],
        ),
        ("a heading\n\nits text", ["a heading", "its text"]),
    ],
)
def test_lines_and_lists(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, 0, len(text))] == expected


@pytest.mark.parametrize("blank", ["", " ", "\n \t\n"])
def test_blank_text_has_no_sentence(blank: str) -> None:
    assert list(sentences(blank, 0, len(blank))) == []
    assert sentence_at(blank, 0, len(blank), 0) is None


def test_only_the_range_is_read() -> None:
    text = "One. Two three. Four."
    assert list(sentences(text, 5, 12)) == [Span(5, 12)]
    assert list(sentences(text, 4, 16)) == [Span(5, 15)]


@given(texts)
def test_sentences_tile_the_text_without_its_blanks(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(is_boundary(text, edge) for span in found for edge in (span.start, span.end))
    inside = {place for span in found for place in range(span.start, span.end)}
    outside = [character for place, character in enumerate(text) if place not in inside]
    assert all(character.isspace() for character in outside)


def _assert_steps_agree(text: str, position: int) -> None:
    found = list(sentences(text, 0, len(text)))
    assert sentence_at(text, 0, len(text), position) == next(
        (span for span in found if span.end > position), None
    )
    assert next_sentence(text, 0, len(text), position) == next(
        (span for span in found if span.start > position), None
    )
    assert previous_sentence(text, 0, len(text), position) == next(
        (span for span in reversed(found) if span.end <= position), None
    )


@given(st.one_of(texts, plain_texts), st.integers(0, 300))
def test_a_step_is_what_the_whole_list_says(text: str, position: int) -> None:
    _assert_steps_agree(text, min(position, len(text)))


@pytest.mark.parametrize("gap", [1, 700, 1999, 2000, 2001, 5300, 9000])
def test_a_stretch_without_stops_is_cut_alike_from_everywhere(gap: int) -> None:
    text = "Begin here. " + ("words without end " * 1200)[:gap] + "end. And so on. " + "x" * 7000
    found = list(sentences(text, 0, len(text)))
    assert max(len(span) for span in found) <= 3 * rules.LONGEST
    for position in range(0, len(text), 397):
        _assert_steps_agree(text, position)

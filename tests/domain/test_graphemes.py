"""A cursor never stands inside what a reader sees as one character."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.domain.text import (
    grapheme_ends,
    grapheme_start,
    graphemes,
    is_boundary,
    next_grapheme,
    previous_grapheme,
)
from tests.support.texts import texts


@pytest.mark.parametrize(
    "one",
    [
        *("a", "e\u0301", "\r\n", "👍🏽", "👩‍👩‍👧‍👦", "❤️", "1️⃣", "🇩🇪", "한", "\u1112\u1161\u11ab"),
        *(
            "क्षि",
            "ন্ত",
            "น้ำ"[:2],
            "عَ",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
    ],
)
def test_what_reads_as_one_is_one(one: str) -> None:
    assert [span.of(f"x{one}y") for span in graphemes(f"x{one}y", 0, len(one) + 2)] == [
        "x",
        one,
        "y",
    ]


def test_flags_pair_from_the_left() -> None:
    text = "🇩🇪🇫🇷🇧"
    assert list(grapheme_ends(text, 0, len(text))) == [2, 4, 5]


# The other program takes half a surrogate pair for a letter; the standard, for a control.
@given(texts.filter(lambda text: "\ud800" not in text))
def test_agrees_with_the_standard_as_another_program_reads_it(text: str) -> None:
    assert list(grapheme_ends(text, 0, len(text))) == [
        found.end() for found in regex.finditer(r"\X", text)
    ]


@given(texts)
def test_graphemes_tile_the_text(text: str) -> None:
    spans = list(graphemes(text, 0, len(text)))
    assert "".join(span.of(text) for span in spans) == text
    assert all(one.end == two.start for one, two in pairwise(spans))


@given(texts, st.integers(0, 200))
def test_steps_and_snapping_follow_the_boundaries(text: str, position: int) -> None:
    position = min(position, len(text))
    stands = [0, *grapheme_ends(text, 0, len(text))]
    assert next_grapheme(text, position) == min(
        (one for one in stands if one > position), default=len(text)
    )
    assert previous_grapheme(text, position) == max((s for s in stands if s < position), default=0)
    assert grapheme_start(text, position) == max(one for one in stands if one <= position)


def test_a_hostile_heap_of_marks_is_cut_the_same_from_both_sides() -> None:
    text = "ab" + "\u0301" * 1000 + "c"
    ends = list(grapheme_ends(text, 0, len(text)))
    assert max(b - a for a, b in pairwise(ends)) <= 128
    backwards, position = [], len(text)
    while position:
        backwards.append(position)
        position = previous_grapheme(text, position)
    assert backwards[::-1] == ends


def test_an_empty_range_has_no_graphemes() -> None:
    assert list(graphemes("abc", 2, 2)) == []
    assert is_boundary("", 0)
    assert list(graphemes("abc", 1, 3)) == [Span(1, 2), Span(2, 3)]


@pytest.mark.parametrize(
    "apart", ["a\u200d|👍", "a\u0301\u200d|👍", "\u200d|👍", "क\u093f|ष", "a\u0301|क"]
)
def test_a_joiner_joins_only_what_belongs_together(apart: str) -> None:
    text = apart.replace("|", "")
    assert [span.of(text) for span in graphemes(text, 0, len(text))] == apart.split("|")

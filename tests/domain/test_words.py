"""Words are what a reader counts, in any script."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.text import is_boundary, next_word, previous_word, word_at, words
from qualcode.domain.words import scanned_end
from tests.support.texts import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't know.", ["I", "don't", "know"]),
        (
            "a well-being -- or 3.5, 1,000 at 10:30",
            ["a", "well-being", "or", "3.5", "1,000", "at", "10:30"],
        ),
        ("e\u0301te\u0301 (naïve)", ["e\u0301te\u0301", "naïve"]),
        ("我们没有 time", ["我", "们", "没", "有", "time"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("fine 👍🏽👩‍👩‍👧", ["fine", "👍🏽", "👩‍👩‍👧"]),
        ("\u1112\u1161\u11ab국 안녕", ["\u1112\u1161\u11ab국", "안녕"]),
        ("? ... -- ,", []),
        ("", []),
    ],
)
def test_words_of(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in words(text, 0, len(text))] == expected


@given(texts)
def test_words_are_ordered_whole_and_hold_every_letter(text: str) -> None:
    found = list(words(text, 0, len(text)))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(is_boundary(text, edge) for word in found for edge in (word.start, word.end))
    inside = {place for word in found for place in range(word.start, word.end)}
    assert all(place in inside for place, character in enumerate(text) if character.isalnum())
    assert not any(text[place].isspace() for word in found for place in (word.start, word.end - 1))


@given(texts, st.integers(0, 200))
def test_a_step_is_what_the_whole_list_says(text: str, position: int) -> None:
    position = min(position, len(text))
    found = list(words(text, 0, len(text)))
    assert word_at(text, 0, len(text), position) == next(
        (word for word in found if word.covers(position)), None
    )
    assert next_word(text, 0, len(text), position) == next(
        (word for word in found if word.start > position), None
    )
    assert previous_word(text, 0, len(text), position) == next(
        (word for word in reversed(found) if word.end <= position), None
    )


def test_steps_cross_long_stretches_without_words() -> None:
    text = "one" + "." * 2000 + " two"
    second = next_word(text, 0, len(text), 0)
    assert second is not None
    assert second.of(text) == "two"
    first = previous_word(text, 0, len(text), second.start)
    assert first is not None
    assert first.of(text) == "one"


@given(st.text("ab1é-'’.,: ;!\n", max_size=40))
def test_the_short_way_through_plain_words_ends_where_the_long_way_does(text: str) -> None:
    for word in words(text, 0, len(text)):
        assert word.end == scanned_end(text, word.start, len(text))

"""Likeness by shared words: the published measure, counted again the plain way."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.likeness import Likeness

TEXTS = st.lists(
    st.lists(st.sampled_from(["soup", "Soup", "heat", "a", "邻居", "и", "7"]), max_size=6).map(
        " ".join
    ),
    min_size=1,
    max_size=8,
)


def test_a_worked_example() -> None:
    alike = Likeness(["the soup", "the heater", "soup"]).to(0)
    two, three = math.log(1 + 3 / 2), math.log(1 + 3 / 1)
    assert alike == pytest.approx([1, two / (two + two + three), two / (two + two)])


def test_rare_words_count_for_more_than_common_ones() -> None:
    texts = ["the trailer", "the van", "a trailer", *["the end"] * 5]
    alike = Likeness(texts).to(0)
    assert alike[2] > alike[1] > 0


def test_case_marks_and_order_do_not_matter_and_ideographs_are_words() -> None:
    assert Likeness(["Soup, heat!", "HEAT soup"]).to(0) == pytest.approx([1, 1])
    assert 0 < Likeness(["邻居来了", "邻居走了"]).to(0)[1] < 1


def test_texts_without_words_are_like_nothing() -> None:
    assert Likeness(["", "…", "soup"]).to(0) == [0, 0, 0]
    assert Likeness(["soup", "", "…"]).to(0) == pytest.approx([1, 0, 0])


@given(TEXTS, st.data())
def test_it_is_the_weighted_jaccard_of_the_words(texts: list[str], data: st.DataObject) -> None:
    one = data.draw(st.integers(0, len(texts) - 1))
    sets = [
        {letter for word in text.casefold().split() for letter in (word if word > "一" else [word])}
        for text in texts
    ]
    weight = {
        word: math.log(1 + len(texts) / sum(word in held for held in sets))
        for word in set().union(*sets)
    }
    alike = Likeness(texts).to(one)
    for other, held in enumerate(sets):
        either = sum(weight[word] for word in sets[one] | held)
        shared = sum(weight[word] for word in sets[one] & held)
        assert alike[other] == pytest.approx(shared / either if either else 0)
        assert 0 <= alike[other] <= 1
        assert Likeness(texts).to(other)[one] == pytest.approx(alike[other])

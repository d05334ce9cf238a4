"""The passage that says best what all say."""

from __future__ import annotations

from math import isclose, log, log2, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.typicality import typicality

SAID = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), max_size=8)


@given(SAID)
def test_it_is_the_cosine_to_the_sum_of_the_others(passages: list[list[str]]) -> None:
    for place, (words, value) in enumerate(zip(passages, typicality(passages), strict=True)):
        others = [one for number, one in enumerate(passages) if number != place]
        expected = plainly(words, others, passages) * min(1.0, len(words) / 6)
        assert isclose(value, expected, abs_tol=1e-6)


def plainly(words: list[str], others: list[list[str]], every: list[list[str]]) -> float:
    def vector(passage: list[str]) -> dict[str, float]:
        made = {
            word: (1 + log2(passage.count(word)))
            * (log((1 + len(every)) / (1 + sum(word in one for one in every))) + 1)
            for word in passage
        }
        length = sqrt(sum(value * value for value in made.values()))
        return {word: value / length for word, value in made.items()}

    mine = vector(words)
    rest: dict[str, float] = {}
    for one in others:
        for word, value in vector(one).items():
            rest[word] = rest.get(word, 0.0) + value
    length = sqrt(sum(value * value for value in rest.values()))
    if not mine:
        return 0.0
    if not length:
        return 1.0
    return sum(value * rest.get(word, 0.0) for word, value in mine.items()) / length


def test_what_nobody_else_says_is_least_typical() -> None:
    passages = (
        "they fear that the police will send them back home again",
        "most of them fear the police and being sent home",
        "fear of the police of being sent back to where home was",
        "our radios never worked in the valley near the old mill",
    )
    values = typicality([one.split() for one in passages])
    assert min(values) == values[3]


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_where_nothing_is_said_nothing_is_typical(passages: list[list[str]]) -> None:
    assert typicality(passages) == [0.0] * len(passages)

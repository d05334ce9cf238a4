"""Typical words: published tables, second routes, and what must not change them."""

from __future__ import annotations

from collections import Counter
from math import log, log2, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, chi2_contingency

from qualcode.analysis.keyness import Vocabulary, keyness, log_likelihood, log_odds

WORDS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 30), min_size=1)


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
    ],
)
def test_log_likelihood_of_dunnings_table(cells: tuple[int, ...], printed: float) -> None:
    """Dunning (1993), table of bigrams: the swiss, can be, previous year, mineral water."""
    a, b, rest_a, rest_b = map(float, cells)
    told = log_likelihood(np.array([a]), np.array([b]), a + rest_a, b + rest_b)
    assert told[0] == pytest.approx(printed, abs=0.005)


@given(WORDS, WORDS)
def test_log_likelihood_is_that_of_scipy(text: dict[str, int], rest: dict[str, int]) -> None:
    size, other = sum(text.values()), sum(rest.values())
    for key in keyness(text, rest):
        table = np.array([[key.n, key.n_rest], [size - key.n, other - key.n_rest]])
        if (table.sum(axis=1) == 0).any():
            assert key.g2 == pytest.approx(0, abs=1e-9)
            continue
        g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert key.g2 == pytest.approx(g2, abs=1e-6)


@given(WORDS, WORDS)
def test_log_odds_are_those_of_the_paper_written_out(
    text: dict[str, int], rest: dict[str, int]
) -> None:
    size, other = sum(text.values()), sum(rest.values())
    weight = min(size, other)
    for key in keyness(text, rest):
        alpha = weight * (key.n + key.n_rest) / (size + other)
        one, two = key.n + alpha, key.n_rest + alpha
        if size + weight - one < 1e-9 or other + weight - two < 1e-9:
            continue
        delta = log(one / (size + weight - one)) - log(two / (other + weight - two))
        assert key.z == pytest.approx(delta / sqrt(1 / one + 1 / two))


@given(WORDS, WORDS)
def test_the_rest_says_the_opposite(text: dict[str, int], rest: dict[str, int]) -> None:
    there, back = keyness(text, rest), {one.word: one for one in keyness(rest, text)}
    for one in there:
        if one.word in back:
            assert one.z == pytest.approx(-back[one.word].z)
            assert one.g2 == pytest.approx(back[one.word].g2, abs=1e-6)
            assert one.log_ratio == pytest.approx(-back[one.word].log_ratio)


@given(WORDS, WORDS)
def test_probabilities_are_corrected_by_their_rank(
    text: dict[str, int], rest: dict[str, int]
) -> None:
    """Benjamini and Hochberg written out: the least p * m / rank of those not smaller."""
    keys = keyness(text, rest)
    raw = sorted(float(chi2.sf(one.g2, 1)) for one in keys)
    for one in keys:
        own = float(chi2.sf(one.g2, 1))
        steps = [p * len(raw) / rank for rank, p in enumerate(raw, 1) if p >= own]
        assert one.p == pytest.approx(min(1.0, *steps) if steps else own)


def test_a_word_that_only_the_theme_has_comes_first() -> None:
    keys = keyness({"late": 9, "report": 10}, {"report": 30, "good": 20})
    assert [one.word for one in keys] == ["late", "report"]
    assert keys[0].n_rest == 0
    assert keys[0].log_ratio == pytest.approx(log2((9 / 19) / (0.5 / 50)))
    assert keys[0].p < 0.001


def test_the_same_text_twice_has_no_typical_words() -> None:
    same = {"a": 3, "b": 7}
    for one in keyness(same, same):
        assert one.z == pytest.approx(0)
        assert one.g2 == pytest.approx(0, abs=1e-9)
        assert one.p == pytest.approx(1)


def test_one_word_only_and_nothing_to_compare_with() -> None:
    assert keyness({}, {"a": 1}) == []
    assert [one.z for one in keyness({"a": 3}, {})] == [0]
    assert [one.z for one in keyness({"a": 3}, {"a": 5})] == [0]
    assert np.isfinite(log_odds(np.array([2.0]), np.array([0.0]), 2.0, 0.0)).all()


SAID = st.dictionaries(st.sampled_from("PQRS"), st.lists(st.sampled_from("abc"), min_size=1))


@given(SAID)
def test_a_vocabulary_counts_words_and_who_says_them(said: dict[str, list[str]]) -> None:
    told = Vocabulary()
    for person, words in said.items():
        told.add(person, words[:1])
        told.add(person, words[1:])
    every = [word for words in said.values() for word in words]
    assert told.total == Counter(every)
    assert told.without({"a"}).total == Counter(word for word in every if word != "a")
    for word in "abc":
        assert told.speakers[word] == sum(word in words for words in said.values())
    if not every:
        return
    for word, spread in told.spread(set(every)).items():
        distances = sum(
            abs(words.count(word) / every.count(word) - len(words) / len(every))
            for words in said.values()
        )
        most = 1 - min(map(len, said.values())) / len(every)
        assert spread == pytest.approx(distances / 2 / most if most else 0, abs=1e-9)


def test_said_by_everybody_alike_is_no_spread_and_by_one_alone_is_all() -> None:
    told = Vocabulary()
    for person in "PQRS":
        told.add(person, ["all", person])
    assert told.spread(["all"]) == {"all": pytest.approx(0)}
    assert told.spread(["P"]) == {"P": pytest.approx(1)}

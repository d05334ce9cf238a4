"""What is read out of codebook and texts before anybody coded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qualcode.suggest.codebook_texts import code_texts
from qualcode.suggest.features import LONG, FeatureSpace, sentences_of
from qualcode.suggest.language import Language
from qualcode.suggest.pool import MOST_TEXTS, Pool
from qualcode.suggest.reading import Reading
from qualcode.suggest.seeming import HALF, in_one
from tests.suggest.answers import ASKED, CODEBOOK, TEXTS

FILLER = "We came in by the side door that day, and nobody we knew was there with us at all."


class Counting:
    """A stand-in for a model: how often each word of a small list is in a text."""

    name = "counting"
    WORDS = ("wait", "kind", "park", "food", "soup", "day")

    def encode(self, texts: Sequence[str], /) -> np.ndarray:
        rows = [[text.casefold().count(word) for word in self.WORDS] for text in texts]
        return np.array(rows, dtype=float) + 0.1


@pytest.fixture
def reading() -> Reading:
    return Reading(code_texts(CODEBOOK), TEXTS, Language(), Counting())


def test_sentences_of_a_long_text_are_its_own_words() -> None:
    text = f"{FILLER} The soup was cold. Yes. {FILLER} {FILLER}"
    assert len(text) >= LONG
    found = sentences_of(text)
    assert found[1].startswith("The soup") or "The soup" in found[0]
    assert all(one in text for one in found)
    assert not any(one.startswith("Yes") for one in found)


def test_a_short_text_or_one_sentence_is_read_as_a_whole() -> None:
    assert sentences_of("The soup was cold. The tea was not.") == []
    assert sentences_of("soup " * LONG) == []


def test_one_sentence_of_a_long_text_is_enough(reading: Reading) -> None:
    """Its nearest sentence speaks for a code that the text as a whole hardly mentions."""
    text = f"{FILLER} {FILLER} The food and the soup came late. {FILLER} {FILLER}"
    features = reading.space.of([text])
    assert len(features.sentences[0]) > 1
    whole = reading.codebook.of(
        type(features)(
            *(getattr(features, kind) for kind in ("words", "letters", "content")),
            features.meaning,
            (features.sentences[0][:0],),
        )
    )
    assert reading.codebook.of(features)[0, 3] > whole[0, 3]


def test_words_and_letters_are_what_they_add_to_similarity() -> None:
    space = FeatureSpace(TEXTS, [one["definition"] for one in CODEBOOK], Language(), None)
    from qualcode.suggest.similarity import CodebookSimilarity

    codebook = CodebookSimilarity(code_texts(CODEBOOK), space)
    asked = space.of(ASKED)
    shared = asked.content @ codebook.words.T + asked.letters @ codebook.letters.T
    assert codebook.of(asked) == pytest.approx(shared.toarray())


def test_texts_read_one_by_one_or_together_are_the_same(reading: Reading) -> None:
    texts = [*ASKED, *TEXTS]
    _, together = reading.read(texts)
    alone = in_one([reading.read([text])[1] for text in texts])
    assert together.read == pytest.approx(alone.read, abs=1e-9)
    assert together.expected == pytest.approx(alone.expected, abs=1e-9)


def test_the_order_of_texts_changes_nothing(reading: Reading) -> None:
    other = Reading(code_texts(CODEBOOK), TEXTS[::-1], Language(), Counting())
    turned, plain = other.read(ASKED)[1], reading.read(ASKED)[1]
    assert turned.read == pytest.approx(plain.read, abs=1e-9)
    assert turned.expected == pytest.approx(plain.expected, abs=1e-9)


def test_texts_that_share_no_word_with_the_codebook_are_led_by_others() -> None:
    codes = [{"code": "food", "name": "Soup"}, {"code": "parking", "name": "Parking"}]
    led = [f"soup and broth {number}" for number in "abcdefgh"]
    others = [f"parking by meters {number}" for number in "abcdefgh"]
    found = Reading(code_texts(codes), [*led, *others], Language(), None)
    _, seeming = found.read(["a bowl of broth", "no coins for meters"])
    assert seeming.after(0).argmax(axis=1).tolist() == [0, 1]


def test_what_is_only_expected_fades_as_texts_are_coded(reading: Reading) -> None:
    _, seeming = reading.read(ASKED)
    assert np.abs(seeming.expected).max() > 0.01
    assert seeming.after(0) == pytest.approx(seeming.read + seeming.expected)
    assert seeming.after(int(HALF)) == pytest.approx(seeming.read + seeming.expected / 2)
    assert seeming.after(10**9) == pytest.approx(seeming.read, abs=1e-6)


def test_a_pool_has_most_texts_and_knows_its_rows() -> None:
    texts = [f"text {number}" for number in range(MOST_TEXTS + 5)]
    space = FeatureSpace(texts, [], Language(), None)
    pool = Pool(texts, space)
    rows = pool.rows([*texts, "unknown"])
    assert len(pool) == MOST_TEXTS == (rows >= 0).sum()
    assert rows[-1] == -1

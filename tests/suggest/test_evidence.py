"""Reasons are true: they add up, and without the words they name the suggestion changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import numpy as np
import pytest

from qualcode.suggest import Suggester
from qualcode.suggest.features import LETTERS, WORDS
from qualcode.suggest.neighbourhood import OWN
from tests.suggest.answers import ASKED, CODES, TEXTS


def state(suggester: Suggester):  # type: ignore[no-untyped-def]
    return suggester._workings.state(suggester._study_texts(), suggester._decisions)


@pytest.mark.parametrize("text", [*ASKED, "wait wait, waiting: the nurse's tea!", TEXTS[4]])
def test_words_add_up_to_what_words_made_of_the_score(taught: Suggester, text: str) -> None:
    now = state(taught)
    features, _ = now.reading.read([text])
    codebook, learnt = now.model.slopes()
    rows = now.evidence._training.features
    by_words = (features.words @ rows.words.T).toarray()
    by_letters = (features.letters @ rows.letters.T).toarray()
    by_codebook = (features.content @ now.reading.codebook.words.T).toarray()
    for code in range(4):
        kernel = (WORDS * by_words + LETTERS * by_letters) @ now.model.solution.weights[:, code]
        whole = learnt[code] * kernel[0] + OWN * codebook[code] * by_codebook[0, code]
        parts = now.evidence.word_weights(text, features, code)
        assert sum(parts.values()) == pytest.approx(float(whole))


def test_slopes_are_the_slopes_of_the_score(taught: Suggester) -> None:
    """Raise one code's similarity where another is best: the score rises by the slope."""
    now = state(taught)
    features, similarity = now.reading.read([ASKED[1]])
    possible = np.ones((1, 4), dtype=bool)
    worst = int(similarity[0].argmin())
    step = np.zeros_like(similarity)
    step[0, worst] = 1e-4
    before = now.model.score(features, similarity, possible)[0, worst]
    after = now.model.score(features, similarity + step, possible)[0, worst]
    slope = now.model.slopes()[0][worst]
    # One sign compares with the mean over codes, which rises with it by a quarter.
    assert (after - before) / 1e-4 == pytest.approx(slope, rel=0.35)


def test_deleting_the_word_shown_changes_more_than_deleting_another(
    fresh: Callable[[], Suggester],
) -> None:
    suggester = fresh()
    suggester.learn(TEXTS[::2], CODES[::2])
    chance = random.Random(0)
    shown = others = 0.0
    for text in [*ASKED, *TEXTS[1::2]]:
        first = suggester.suggest(text, k=1)[0]
        words = re.findall(r"\w+", text.casefold())
        named = [reason.words for reason in first.evidence if reason.words in words][:1]
        if named:
            shown += first.score - kept(suggester, first.code, text, named)
            others += first.score - kept(suggester, first.code, text, [chance.choice(words)])
    assert shown > 2 * others


def kept(suggester: Suggester, code: str, text: str, without: list[str]) -> float:
    shorter = re.sub(rf"\b({'|'.join(without) or '$^'})\b", "", text, flags=re.IGNORECASE)
    found = suggester.suggest(shorter, k=9)
    return next(one.score for one in found if one.code == code)


def test_reasons_name_words_of_the_text_and_codings_of_the_code(taught: Suggester) -> None:
    for text in ASKED:
        for one in taught.suggest(text):
            for reason in one.evidence:
                assert reason.words in text.casefold() or reason.words in TEXTS
                assert reason.weight > 0

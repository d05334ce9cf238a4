"""Reasons are true: they add up, and without the words they name the suggestion changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import numpy as np
import pytest

from qualcode.domain.suggestion import ReasonKind
from qualcode.suggest import Suggester
from qualcode.suggest.asked import Asked
from qualcode.suggest.blend import PRIOR, prior
from qualcode.suggest.features import LETTERS, WORDS, Features
from qualcode.suggest.neighbourhood import OWN
from qualcode.suggest.numbers import Numbers
from qualcode.suggest.ridge import LEVEL
from qualcode.suggest.workings import State
from tests.suggest.answers import ASKED, CODEBOOK, CODES, TEXTS
from tests.suggest.letters import ByLetters


def state(suggester: Suggester) -> State:
    return suggester._workings.state(suggester._study_texts(), suggester._decisions)


def read(now: State, text: str) -> tuple[Features, Numbers]:
    features, seeming = now.reading.read([text])
    return features, now.model.similarity(seeming)


@pytest.mark.parametrize("text", [*ASKED, "wait wait, waiting: the nurse's tea!", TEXTS[4]])
def test_words_add_up_to_what_words_made_of_the_score(taught: Suggester, text: str) -> None:
    now = state(taught)
    features, _ = now.reading.read([text])
    codebook, learnt = now.model.slopes()
    rows = now.evidence._training.features
    by_words = (features.words @ rows.words.T).toarray()
    by_letters = (features.letters @ rows.letters.T).toarray()
    codebook_says = now.reading.codebook
    by_codebook = (
        features.content @ codebook_says.words.T + features.letters @ codebook_says.letters.T
    ).toarray()
    for code in range(4):
        kernel = (WORDS * by_words + LETTERS * by_letters) @ now.model.solution.weights[:, code]
        whole = learnt[code] * kernel[0] + OWN * codebook[code] * by_codebook[0, code]
        parts = now.evidence.word_weights(text, features, code)
        assert sum(parts.values()) == pytest.approx(float(whole))


def test_all_parts_together_are_the_score() -> None:
    """As long as no stacker is fitted nothing is left out."""
    suggester = Suggester(CODEBOOK, embedding=ByLetters())
    suggester.index(TEXTS)
    suggester.learn(TEXTS[:28:7], CODES[:28:7])
    now = state(suggester)
    assert now.model.stacker is None
    possible = np.ones((1, 4), dtype=bool)
    _, learnt = now.model.slopes()
    before = prior(now.model.given, now.model.outcomes.coded, possible.sum(axis=1, keepdims=True))
    for text in ASKED:
        features, similarity = read(now, text)
        score = now.model.score(features, similarity, possible)[0]
        rows, weights = now.evidence._training.features, now.model.solution.weights
        meant = (features.meaning @ rows.meaning.T @ weights)[0] + LEVEL * weights.sum(axis=0)
        rest = sum(now.evidence.without_words(Asked(text, similarity[0], 0, features), features))
        for code in range(4):
            words = now.evidence.word_weights(text, features, code)
            whole = sum(words.values()) + rest[code] + learnt[code] * meant[code]
            known = PRIOR * before[0, code] + now.model.levels[code]
            assert whole + known == pytest.approx(float(score[code]))


def test_slopes_are_the_slopes_of_the_score(taught: Suggester) -> None:
    """Raise one code's similarity where another is best: the score rises by the slope."""
    now = state(taught)
    features, similarity = read(now, ASKED[1])
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
        named = [one.words for one in first.evidence if one.kind is ReasonKind.WORDS][:1]
        if named:
            shown += first.score - kept(suggester, first.code, text, named)
            others += first.score - kept(suggester, first.code, text, [chance.choice(words)])
    assert shown > 2 * others


def kept(suggester: Suggester, code: str, text: str, without: list[str]) -> float:
    shorter = re.sub(rf"\b({'|'.join(without) or '$^'})\b", "", text, flags=re.IGNORECASE)
    found = suggester.suggest(shorter, k=9)
    return next(one.score for one in found if one.code == code)


def test_each_reason_names_what_its_kind_says() -> None:
    suggester = Suggester(CODEBOOK, embedding=ByLetters())
    suggester.index(TEXTS)
    suggester.learn(TEXTS, CODES)
    coded = dict(zip(TEXTS, CODES, strict=True))
    seen = set()
    for text in [*ASKED, *TEXTS[:9]]:
        for one in suggester.suggest(text):
            entry = next(entry for entry in CODEBOOK if entry["code"] == one.code)
            for reason in one.evidence:
                seen.add(reason.kind)
                assert reason.weight > 0
                if reason.kind is ReasonKind.WORDS:
                    assert reason.words in text.casefold()
                elif reason.kind is ReasonKind.CODEBOOK:
                    passages = (entry["name"], entry["definition"], *entry["examples"])
                    assert reason.words in passages
                elif reason.kind is ReasonKind.ALIKE:
                    assert reason.words == ""
                else:
                    assert one.code in coded[reason.words]
                    assert (reason.words == text) is (reason.kind is ReasonKind.REPEAT)
    assert seen == set(ReasonKind)


def test_a_repeat_says_what_it_added(taught: Suggester, fresh: Callable[[], Suggester]) -> None:
    once = taught.suggest(TEXTS[0])[0]
    first = once.evidence[0]
    assert (first.kind, first.words) == (ReasonKind.REPEAT, TEXTS[0])
    now = state(taught)
    features, similarity = read(now, TEXTS[0])
    plain = now.model.score(features, similarity, np.ones((1, 4), dtype=bool))[0]
    assert first.weight == pytest.approx(once.score - plain[0])


def test_the_same_words_in_another_order_are_a_repeat(taught: Suggester) -> None:
    found = taught.suggest("The MEAL was late -- and cold!")[0]
    assert found.code == "food"
    assert found.evidence[0].kind is not ReasonKind.REPEAT
    found = taught.suggest("The meals: late, and were cold")[0]
    assert (found.code, found.evidence[0].words) == ("food", "The meals were cold and late")


def test_from_the_codebook_alone_nobody_is_quoted(fresh: Callable[[], Suggester]) -> None:
    for text in ASKED:
        kinds = {reason.kind for one in fresh().suggest(text) for reason in one.evidence}
        assert kinds <= {ReasonKind.WORDS, ReasonKind.ALIKE, ReasonKind.CODEBOOK}
        assert fresh().suggest(text)[0].figure == "codebook"

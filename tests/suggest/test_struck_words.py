"""A struck word adds nothing any more: no more and no less than the evidence said it did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.domain.suggestion import ReasonKind
from qualcode.suggest import Suggester
from tests.suggest.answers import ASKED, CODEBOOK, CODES, TEXTS
from tests.suggest.letters import ByLetters

Fresh = Callable[[], Suggester]
TEXT = "We waited, we kept waiting and the wait was cold"


def scores(suggester: Suggester, text: str = TEXT) -> dict[str, float]:
    return {one.code: one.score for one in suggester.suggest(text)}


def named(suggester: Suggester, text: str, code: str) -> dict[str, float]:
    found = next(one for one in suggester.suggest(text) if one.code == code)
    return {one.words: one.weight for one in found.evidence if one.kind is ReasonKind.WORDS}


def all_parts(suggester: Suggester, text: str, number: int) -> dict[str, float]:
    now = suggester._workings.state(suggester._study_texts(), suggester._decisions)
    features, _ = now.reading.read([text])
    return now.evidence.word_weights(text, features, number)


@pytest.fixture(params=["words", "letters"])
def suggester(request: pytest.FixtureRequest) -> Suggester:
    made = Suggester(CODEBOOK, embedding=ByLetters() if request.param == "letters" else None)
    made.index(TEXTS)
    made.learn(TEXTS[::2], CODES[::2])
    return made


@pytest.mark.parametrize("word", ["waiting", "WAIT", "cold", "we"])
def test_the_score_falls_by_what_the_word_added(suggester: Suggester, word: str) -> None:
    before, parts = scores(suggester), all_parts(suggester, TEXT, 0)
    same_stem = {"waiting": ["waited", "waiting", "wait"]}
    same_stem["WAIT"] = same_stem["waiting"]
    added = sum(parts[one] for one in same_stem.get(word, [word]))
    assert abs(added) > 1e-4
    suggester.strike("waiting", word)
    after = scores(suggester)
    assert after["waiting"] == pytest.approx(before["waiting"] - added, abs=1e-9)
    assert {**after, "waiting": 0} == {**before, "waiting": 0}


def test_what_was_named_is_named_no_more(suggester: Suggester) -> None:
    shown = named(suggester, TEXT, "waiting")
    assert {"waited", "waiting", "wait"} & shown.keys()
    suggester.strike("waiting", "waits")
    assert not {"waited", "waiting", "wait"} & named(suggester, TEXT, "waiting").keys()


def test_it_holds_for_every_text_and_after_more_decisions(suggester: Suggester) -> None:
    suggester.strike("food", "cold")
    before = scores(suggester, ASKED[3])
    suggester.learn(TEXTS[1::2], CODES[1::2])
    added = all_parts(suggester, ASKED[3], 3)["cold"]
    struck = scores(suggester, ASKED[3])["food"]
    suggester.unstrike("food", "COLD")
    assert scores(suggester, ASKED[3])["food"] == pytest.approx(struck + added, abs=1e-9)
    assert before != scores(suggester, ASKED[3])


def test_the_probability_falls_with_the_score(taught: Suggester) -> None:
    before = taught.suggest(ASKED[0])[0]
    assert before.probability is not None
    taught.strike(before.code, "wait")
    after = next(one for one in taught.suggest(ASKED[0]) if one.code == before.code)
    assert after.probability is not None
    assert after.probability < before.probability


STRIKES = st.lists(
    st.tuples(
        st.sampled_from(["strike", "unstrike"]),
        st.sampled_from([entry["code"] for entry in CODEBOOK]),
        st.sampled_from(["wait", "waiting", "cold", "tea", "was", "the nurse", ""]),
    ),
    max_size=8,
)


@given(STRIKES, st.randoms())
@settings(max_examples=15, deadline=None)
def test_only_what_is_struck_in_the_end_counts(
    deeds: list[tuple[str, str, str]], chance: object
) -> None:
    one, other = (Suggester(CODEBOOK, embedding=None) for _ in range(2))
    for made in (one, other):
        made.index(TEXTS)
        made.learn(TEXTS[::3], CODES[::3])
    left: set[tuple[str, str]] = set()
    for kind, code, word in deeds:
        getattr(one, kind)(code, word)
        stems = {(code, stem) for stem in word.replace("waiting", "wait").split()}
        left = left | stems if kind == "strike" else left - stems
    shuffled = sorted(left)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for code, word in shuffled:
        other.strike(code, word)
    assert one.model_hash == other.model_hash
    for text in ASKED:
        assert scores(one, text) == scores(other, text)


def test_struck_words_of_a_merged_code_stay_struck() -> None:
    codebook = Codebook(
        "clinic",
        (
            Code("waiting", "Waiting times"),
            Code("food", "Food"),
            Code("queue", "Queues", retired=Retirement("2", use=("waiting",))),
        ),
    )
    suggester = Suggester(codebook, embedding=None)
    before = scores(suggester)
    suggester.strike("queue", "wait")
    suggester.strike("no such code", "cold")
    assert scores(suggester)["waiting"] < before["waiting"]
    assert scores(suggester)["food"] == before["food"]

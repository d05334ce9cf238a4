"""The same hash for the same model, whatever came first; another one for another model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.suggest import Suggester
from tests.suggest.answers import ASKED, CODEBOOK, CODES, TEXTS
from tests.suggest.letters import ByLetters

Fresh = Callable[[], Suggester]


def test_it_is_16_hexadecimal_digits(fresh: Fresh) -> None:
    assert len(fresh().model_hash) == 16
    assert int(fresh().model_hash, 16) >= 0
    assert fresh().model_hash == fresh().model_hash


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.accept(TEXTS[0], "food"),
        lambda one: one.reject(TEXTS[0], "food"),
        lambda one: one.learn(TEXTS[:1], [{"food"}]),
        lambda one: one.learn(TEXTS[:1], [CODES[0]], ["waiting"]),
        lambda one: one.learn(TEXTS[:1], CODES[:1]),
        lambda one: one.index(["one more text"]),
        lambda one: one.strike("food", "soup"),
    ],
)
def test_whatever_changes_suggestions_changes_it(
    fresh: Fresh, change: Callable[[Suggester], None]
) -> None:
    one, other = fresh(), fresh()
    one.learn(TEXTS[:1], CODES[:1])
    other.learn(TEXTS[:1], CODES[:1])
    change(one)
    assert one.model_hash != other.model_hash
    change(other)
    assert one.model_hash == other.model_hash


def test_asking_changes_nothing(fresh: Fresh) -> None:
    one = fresh()
    before = one.model_hash
    one.suggest_many(ASKED)
    one.suggest("something else")
    one.unknown(TEXTS[0], "food")
    one.forget("never decided")
    one.unstrike("food", "soup")
    assert one.model_hash == before


def test_codebook_language_and_embedding_are_in_it() -> None:
    renamed = [{**CODEBOOK[0], "name": "Delays"}, *CODEBOOK[1:]]
    made = [
        Suggester(CODEBOOK, embedding=None),
        Suggester(renamed, embedding=None),
        Suggester(CODEBOOK[:-1], embedding=None),
        Suggester(CODEBOOK, "de", embedding=None),
        Suggester(CODEBOOK, embedding=ByLetters()),
    ]
    assert len({one.model_hash for one in made}) == len(made)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["learn", "accept", "reject", "unknown", "forget"]),
        st.integers(0, 5),
        st.sampled_from([entry["code"] for entry in CODEBOOK]),
    ),
    max_size=20,
)


def do(suggester: Suggester, kind: str, text: str, code: str) -> None:
    if kind == "learn":
        suggester.learn([text], [{code}])
    elif kind == "forget":
        suggester.forget(text)
    else:
        getattr(suggester, kind)(text, code)


@given(DEEDS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_it_stands_for_what_is_decided_in_the_end(
    deeds: list[tuple[str, int, str]], chance: object
) -> None:
    one, other = (Suggester(CODEBOOK, embedding=None) for _ in range(2))
    finished: list[tuple[str, str]] = []
    marked: dict[tuple[str, str], str] = {}
    for kind, row, code in deeds:
        text = TEXTS[row]
        do(one, kind, text, code)
        if kind == "learn":
            finished.append((text, code))
        elif kind == "forget":
            finished = [had for had in finished if had[0] != text]
            marked = {had: how for had, how in marked.items() if had[0] != text}
        else:
            marked[text, code] = kind
    left = [("learn", *had) for had in finished]
    left += [(how, *had) for had, how in marked.items() if how != "unknown"]
    chance.shuffle(left)  # type: ignore[attr-defined]
    for kind, text, code in left:
        do(other, kind, text, code)
    assert one.model_hash == other.model_hash


def test_a_forgotten_text_was_never_told(fresh: Fresh) -> None:
    one, other = fresh(), fresh()
    one.learn(TEXTS[:2], [{"food"}, {"parking"}])
    one.accept(TEXTS[0], "kindness")
    one.suggest(ASKED[0])
    one.forget(TEXTS[0])
    other.learn(TEXTS[1:2], [{"parking"}])
    assert one.model_hash == other.model_hash
    for text in (*ASKED, TEXTS[0]):
        mine, its = one.suggest(text), other.suggest(text)
        assert [found.code for found in mine] == [found.code for found in its]
        scores = [found.score for found in its]
        assert [found.score for found in mine] == pytest.approx(scores, abs=1e-9)

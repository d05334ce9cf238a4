"""A trial finds what was planted, and is as uncertain as it ought to be."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.domain.errors import InputError, Refused
from qualcode.domain.trial import Trial
from qualcode.suggest.trial.folds import Book, Coded, split
from qualcode.suggest.trial.holding import hold_trial
from qualcode.suggest.trial.plan import Plan
from tests.suggest.answers import CODEBOOK, CODES, TEXTS

PLAIN = [{"code": letter, "name": name} for letter, name in
         (("a", "Apples"), ("b", "Bridges"), ("c", "Candles"), ("d", "Drums"))]  # fmt: skip
WORDS = ("stone", "river", "cloud", "paper", "window", "garden", "silver", "morning", "letter")


def held(coded: Sequence[Coded], book: Book = PLAIN, **plan: int) -> Trial:
    return hold_trial(book, coded, None, Plan(**{"folds": 2, "resamples": 50} | plan))  # type: ignore[arg-type]


def predictable() -> list[Coded]:
    """60 texts of 20 people: the word decides the code."""
    chance = random.Random(1)
    plain = {"a": "apples", "b": "bridges", "c": "candles", "d": "drums"}
    return [
        Coded(f"{plain[code]} {plain[code]} {chance.choice(WORDS)}", frozenset(code), f"P{n % 20}")
        for n in range(60)
        for code in ["abcd"[n % 4]]
    ]


def at_random(seed: int, texts: int = 120) -> list[Coded]:
    """Texts of 80 people whose codes have nothing to do with their words."""
    chance = random.Random(seed)
    return [
        Coded(" ".join(chance.choices(WORDS, k=6)), frozenset(chance.choice("abcd")), f"P{n % 80}")
        for n in range(texts)
    ]


def test_what_can_be_foretold_is_foretold() -> None:
    trial = held(predictable())
    best = trial.suggester
    assert [best.precision_at_1.value, best.recall_at_3.value] == [1, 1]
    assert [best.macro_f1.value, best.micro_f1.value] == [1, 1]
    assert all(one.right == one.n == 15 for one in trial.codes)
    assert best.precision_at_1.low is None
    assert "no certainty" in best.precision_at_1.reason


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_is_random_is_found_at_chance(seed: int) -> None:
    best = held(at_random(seed), seed=seed, resamples=400).suggester.precision_at_1
    assert best.low is not None
    assert best.high is not None
    assert best.low < 0.25 < best.high
    assert best.high - best.low < 0.25


def test_nobodys_own_texts_are_learnt_from() -> None:
    # Everybody says one thing over and over and means a code of their own drawing.
    chance = random.Random(3)
    coded = [
        Coded(f"person{who} says so again", frozenset(code), f"P{who}")
        for who in range(60)
        for code in [chance.choice("abcd")]
        for _ in range(3)
    ]
    assert (held(coded).suggester.precision_at_1.value or 0) < 0.5


@given(
    st.lists(st.sampled_from([f"P{n}" for n in range(12)]), min_size=2, max_size=80),
    st.integers(2, 6),
    st.integers(0, 9),
)
@settings(deadline=None)
def test_no_participant_is_on_both_sides(groups: list[str], folds: int, seed: int) -> None:
    parts = split(groups, folds, seed)
    assert sorted(row for part in parts for row in part) == list(range(len(groups)))
    for name in set(groups):
        assert sum(any(groups[row] == name for row in part) for part in parts) == 1
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= max(groups.count(name) for name in groups)
    assert parts == split(groups, folds, seed)


def test_the_same_trial_twice_is_the_same_whatever_came_first() -> None:
    coded = at_random(5, 60)
    first = held(coded)
    assert held(list(reversed(coded))) == first
    assert held(coded, seed=1).suggester != first.suggester


def test_a_trial_says_how_it_was_held() -> None:
    trial = held(predictable(), resamples=50)
    assert (trial.texts, trial.groups, trial.folds, trial.resamples) == (60, 20, 2, 50)
    assert [one.texts for one in trial.curve] == [0, 5, 10, 25, 30]
    assert [one.draws for one in trial.curve] == [2] * 5
    assert trial.curve[-1].precision_at_1 == trial.suggester.precision_at_1
    assert trial.curve[0].precision_at_1 == trial.methods[2].precision_at_1
    assert [one.method for one in trial.methods] == [
        "suggestions", "keyword match", "codebook alone", "TF-IDF with logistic regression",
    ]  # fmt: skip
    assert trial.model.hash in trial.paragraph
    assert "60 texts from 20 participants" in trial.paragraph
    assert "2-fold" in trial.paragraph
    assert "no embedding" in trial.paragraph


def test_progress_is_told_to_the_end_and_can_stop_it() -> None:
    told: list[tuple[int, int, str]] = []
    hold_trial(PLAIN, predictable(), None, Plan(2, resamples=10),
               progress=lambda *one: told.append(one))  # fmt: skip
    assert told[-1][0] == told[-1][1] == len(told)

    def stop(done: int, of: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hold_trial(PLAIN, predictable(), None, Plan(3), progress=stop)


def test_what_the_codebook_quotes_is_not_tested() -> None:
    quoted = "The soup was cold."
    coded = [Coded(text, codes, f"P{n}") for n, (text, codes) in
             enumerate(zip(TEXTS, CODES, strict=True))]  # fmt: skip
    trial = held([*coded, Coded(quoted, frozenset({"food"}), "P99")], CODEBOOK)
    assert (trial.quoted, trial.texts, trial.groups) == (1, len(TEXTS), len(TEXTS))
    assert any("quotes them" in note for note in trial.notes)


def test_texts_without_a_code_count_where_they_must() -> None:
    bare = [Coded(f"nothing {word}", frozenset(), f"N{n}") for n, word in enumerate(WORDS * 2)]
    trial = held([*predictable(), *bare])
    assert (trial.texts, trial.without_code) == (78, 18)
    assert trial.suggester.precision_at_1.n == 60
    assert trial.none_right.n == 18
    assert trial.none_wrong.n == 60


def test_codings_under_hints_are_told_apart() -> None:
    coded = [Coded(one.text, one.codes if n % 2 else frozenset("d"), one.group, None, n % 2 == 1)
             for n, one in enumerate(predictable())]  # fmt: skip
    trial = held(coded)
    assert trial.hinted == 30
    assert trial.unaided.n == 30
    assert any("30 texts were coded while suggestions" in note for note in trial.notes)


def test_retired_codes_count_as_what_is_used_instead() -> None:
    book = Codebook("t", codes=(
        Code("apples", "Apples"), Code("old", "Old", retired=Retirement("2", ("apples",))),
        Code("gone", "Gone", retired=Retirement("2", ())), Code("bridges", "Bridges"),
    ))  # fmt: skip
    coded = [Coded(f"apples {word}", frozenset({"old"}), f"P{n}") for n, word in enumerate(WORDS)]
    coded += [Coded(f"bridges {word}", frozenset({"bridges"}), word) for word in WORDS]
    coded += [Coded("away", frozenset({"gone"}), "Z")]
    trial = held(coded, book)
    assert [(one.code, one.n) for one in trial.codes] == [("apples", 9), ("bridges", 9)]
    assert trial.suggester.precision_at_1.value == 1
    assert any("1 text left out" in note for note in trial.notes)


def test_a_code_is_suggested_only_where_it_can_be_given() -> None:
    coded = [Coded(one.text, one.codes, one.group, ("a", "b") if one.codes & {"a", "b"} else None)
             for one in predictable()]  # fmt: skip
    assert held(coded).suggester.precision_at_1.value == 1


@pytest.mark.parametrize("plan", [{"folds": 1}, {"seed": -1}, {"resamples": 0}])
def test_numbers_that_cannot_be_are_refused(plan: dict[str, int]) -> None:
    with pytest.raises(InputError):
        Plan(**plan)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "coded",
    [[], [Coded("one", frozenset("a"), "P1")] * 3,
     [Coded("one", frozenset(), "P1"), Coded("two", frozenset(), "P2")]],
)  # fmt: skip
def test_too_little_is_refused(coded: list[Coded]) -> None:
    with pytest.raises(Refused, match="at least two participants"):
        held(coded)


def test_more_folds_than_people_are_as_many_as_people() -> None:
    coded = [Coded(one.text, one.codes, f"P{n % 2}") for n, one in enumerate(predictable())]
    trial = held(coded, folds=5)
    assert trial.folds == 2
    assert any("Only 2 folds" in note for note in trial.notes)
    assert any("rough" in note for note in trial.notes)

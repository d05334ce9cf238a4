"""What was planted is found, and nothing where nothing is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.discovery import Coded, Discovery, Doubt, Passage, Quotation
from qualcode.domain.span import Span
from qualcode.suggest.discovery.finding import discover
from qualcode.suggest.discovery.typical_words import WordUse, telling_words
from qualcode.suggest.language import Language
from tests.suggest.answers import CODEBOOK

FILLING = (
    *("monday", "morning", "evening", "friday", "weekend", "winter", "june", "spring", "ward"),
    *("clinic", "corridor", "unit", "floor", "wing", "lobby", "office", "building", "letter"),
    *("window", "table", "person", "moment", "story", "family", "neighbour", "visit"),
)
SAYS = {
    "waiting": ("waited", "hours", "queue", "delay", "appointment", "slow"),
    "kindness": ("kind", "friendly", "polite", "caring", "nurse", "smiled"),
    "parking": ("parking", "car", "park", "meter", "ticket", "bays"),
    "food": ("soup", "meal", "dinner", "bread", "cold", "canteen"),
    "noise": ("noise", "loud", "television", "drill", "shouting", "alarm"),
}


def said(theme: str, number: int, seed: int = 0) -> list[str]:
    """Return different answers about a theme: some of its words among others."""
    rand = random.Random(f"{theme} {seed}")
    found: dict[str, None] = {}
    while len(found) < number:
        words = [*rand.sample(SAYS[theme], 4), *rand.sample(FILLING, 3)]
        rand.shuffle(words)
        found[f"The {' '.join(words)}."] = None
    return list(found)


def chatter(number: int, seed: int = 0) -> list[str]:
    """Return different answers about nothing in particular."""
    rand = random.Random(f"chatter {seed}")
    words = [*FILLING, *(f"thing{number}" for number in range(150))]
    return [f"The {' '.join(rand.sample(words, 6))}." for _ in range(number)]


def passages(answers: Iterable[tuple[str, Iterable[str] | None]], first: int = 0) -> list[Passage]:
    """Return answers of one person each with their codes; None is not looked at."""
    found = []
    for number, (text, codes) in enumerate(answers, start=first):
        whole = Quotation(text, Span(0, len(text)), f"R{number}", f"R{number}", 1)
        coded = tuple(Coded(code, whole.span, ("Ana",)) for code in codes or ())
        found.append(Passage(whole, coded, codes is not None))
    return found


def coded(*themes: str, number: int = 20, seed: int = 0) -> list[tuple[str, set[str]]]:
    return [(text, {theme}) for theme in themes for text in said(theme, number, seed)]


def found_in(read: Sequence[Passage], codebook: Any = CODEBOOK, **options: Any) -> Discovery:
    return discover(read, codebook, **{"embedding": None, **options})


def test_a_planted_theme_is_found_and_told_by_its_words() -> None:
    known = coded("waiting", "kindness", "parking", "food")
    unread = [(text, None) for text in (*chatter(120), *said("noise", 15, seed=1))]
    found = found_in(passages([*known, *unread]))
    first = found.new_themes[0]
    about = {one.words for one in first.members}
    assert len(about & {text for text, _ in unread[-15:]}) >= 0.8 * first.size
    assert first.size >= 10
    assert first.participants == first.size
    assert {"noise", "loud"} & {one.word for one in first.words}
    assert len({one.participant for one in first.typical}) == 3
    assert not first.covered
    assert first.coherence > first.by_chance


def test_what_codes_cover_comes_after_what_is_new() -> None:
    known = coded("waiting", "kindness", "parking", "food")
    planted = [*said("food", 20, seed=1), *said("noise", 15, seed=1)]
    unread = [(text, None) for text in (*chatter(150), *planted)]
    themes = found_in(passages([*known, *unread])).new_themes
    assert [one.covered for one in themes] == sorted(one.covered for one in themes)
    assert not themes[0].covered
    assert {one.nearest for one in themes if one.covered} == {"food"}


def test_only_sentences_under_no_code_are_looked_at() -> None:
    read = []
    for number, (noise, food) in enumerate(zip(said("noise", 25), said("food", 25), strict=True)):
        text = f"{food} {noise}"
        whole = Quotation(text, Span(7, 7 + len(text)), f"R{number}", f"R{number}", 1)
        read.append(Passage(whole, (Coded("food", Span(7, 7 + len(food))),), True))
    other = passages([(text, None) for text in chatter(120)], first=100)
    found = found_in([*read, *other])
    assert found.uncoded == 25 + 120
    quoted = {one.words for theme in found.new_themes for one in theme.members}
    assert quoted
    assert not quoted & set(said("food", 25))
    for theme in found.new_themes:
        for one in theme.members:
            assert len(one.words) == len(one.span)


def test_nothing_is_found_in_noise() -> None:
    rand = random.Random(1)
    words = [f"word{number}" for number in range(300)]
    answers = [(" ".join(rand.choices(words, k=12)), None) for _ in range(200)]
    assert found_in(passages(answers)).new_themes == ()
    given = [(" ".join(rand.choices(words, k=12)), {rand.choice("ab")}) for _ in range(200)]
    book = [{"code": "a", "name": "Alpha"}, {"code": "b", "name": "Beta"}]
    found = found_in(passages(given), book)
    assert found.two_meanings == ()
    assert found.second_look == ()


def test_two_codes_for_the_same_are_found() -> None:
    rand = random.Random(2)
    answers = coded("waiting", "kindness", "parking", number=30)
    answers += [(text, {rand.choice(("food", "meals"))}) for text in said("food", 40)]
    book = [*CODEBOOK, {"code": "meals", "name": "What was on the plate"}]
    found = found_in(passages(answers), book)
    assert [(one.first, one.second) for one in found.alike] == [("food", "meals")]
    (pair,) = found.alike
    assert pair.texts is not None
    assert pair.texts > 0.9
    assert (pair.both, pair.either, pair.jaccard) == (0, 40, 0)


def test_codes_that_always_come_together_are_found() -> None:
    answers = [(text, {"food", "kindness"}) for text in said("food", 12)]
    answers += coded("waiting", "parking")
    (pair,) = found_in(passages(answers)).alike
    assert (pair.first, pair.second, pair.both, pair.either) == ("kindness", "food", 12, 12)
    assert pair.jaccard == pair.inside == 1


def test_codes_for_different_questions_and_parents_are_meant_to_be_two() -> None:
    book = Codebook(
        "Clinic",
        (
            Code("food", "Food", definition="Meals and drinks", asked=("one",)),
            Code("meals", "Meals", definition="Food and drinks", asked=("two",)),
            Code("soup", "Soup", parent="food", definition="Meals and drinks"),
        ),
    )
    answers = [
        (text, {("food", "meals", "soup")[n % 3]}) for n, text in enumerate(said("food", 60))
    ]
    assert {(one.first, one.second) for one in found_in(passages(answers), book).alike} == set()


def test_a_code_with_two_meanings_is_found_with_the_words_of_each() -> None:
    answers = [(text, {"food"}) for theme in ("food", "noise") for text in said(theme, 25)]
    found = found_in(passages([*answers, *coded("waiting", "kindness", number=25)]))
    (code,) = found.two_meanings
    assert (code.code, code.size) == ("food", 50)
    assert code.silhouette > code.by_chance
    words = [{one.word for one in half.words} for half in code.halves]
    assert any("noise" in one or "loud" in one for one in words)
    assert any("soup" in one or "cold" in one for one in words)


def test_a_planted_miscoding_leads_the_second_look() -> None:
    answers = coded("waiting", "kindness", "parking", "food", number=30)
    moved = answers[3][0]
    answers[3] = (moved, {"food"})
    found = found_in(passages(answers)).second_look
    about = [one for one in found if one.quotation.words == moved]
    assert {(one.code, one.doubt) for one in about} == {
        ("food", Doubt.GIVEN),
        ("waiting", Doubt.MISSED),
    }
    assert found[0].quotation.words == moved
    given = next(one for one in about if one.doubt is Doubt.GIVEN)
    assert given.coders == ("Ana",)
    assert given.instead == "waiting"
    assert given.words
    assert [one.surprise for one in found] == sorted((one.surprise for one in found), reverse=True)


def test_without_enough_codings_nothing_is_looked_at_again_and_that_is_said() -> None:
    found = found_in(passages(coded("waiting", "food", number=10)))
    assert found.second_look == ()
    assert any("50 finished" in one for one in found.notes)


@pytest.mark.parametrize(
    "texts", [[], ["One answer only."], ["The same words."] * 60, ["", " ", "?!"], ["a"] * 30]
)
@pytest.mark.parametrize("codes", [None, {"food"}])
def test_little_or_nothing_to_read_is_no_trouble(texts: list[str], codes: set[str] | None) -> None:
    kept = [(text, codes) for text in texts if text]
    found = found_in(passages(kept))
    assert found.passages == len(kept)
    assert found.new_themes == found.two_meanings == ()


def test_the_same_is_found_again_in_whatever_order() -> None:
    answers = coded("waiting", "kindness", "parking", "food", number=15)
    answers += [(text, None) for text in (*chatter(60), *said("noise", 12, seed=1))]
    read = passages(answers)
    other = read.copy()
    random.Random(5).shuffle(other)
    assert found_in(read) == found_in(read) == found_in(other)


def test_themes_of_another_language_are_found_and_what_is_missing_is_said() -> None:
    rand = random.Random(3)
    says = ("lärm", "laut", "nachts", "baustelle", "radio")
    texts = [f"Der {' '.join([*rand.sample(says, 4), rand.choice(FILLING)])}." for _ in range(20)]
    texts += chatter(120)
    found = found_in(passages([(text, None) for text in texts]), [], language="de")
    words = {one.word for theme in found.new_themes for one in theme.words}
    assert {"lärm", "nachts"} <= words
    assert all(theme.nearest is None for theme in found.new_themes)
    assert any("'de'" in one for one in found.notes)


def test_an_interrupt_in_progress_ends_it() -> None:
    def stop(_done: int, _of: int, _what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found_in(passages(coded("food", "waiting")), progress=stop)


def test_typical_words_weigh_as_in_the_published_formula() -> None:
    # 8 of 10 texts with the word against 2 of 30; by hand from Monroe et al. 2008, eq. 16, 20, 21.
    texts = ["soup"] * 8 + ["bread"] * 2 + ["soup"] * 2 + ["bread"] * 28
    (first,) = WordUse(texts, Language("en")).typical(range(10))
    assert (first.word, first.inside, first.outside) == ("soup", 8, 2)
    assert first.weight == pytest.approx(3.8435, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("I don't, nobody's and we're", []),
        ("l'eau de l'hôpital", ["l'eau", "l'hôpital"]),
        ("covid19 in 2020", ["covid19"]),
        ("食堂の", ["食", "堂", "の"]),
        ("हिन्दी", ["हिन्दी"]),
    ],
)
def test_words_that_tell_something_are_known_in_any_script(text: str, telling: list[str]) -> None:
    assert telling_words(text, Language("fr" if "eau" in text else "en")) == telling

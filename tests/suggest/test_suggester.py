"""What a coder may rely on, whatever the method."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.domain.codebook import Code, Codebook, Retirement
from qualcode.domain.suggestion import Suggestion
from qualcode.suggest import Suggester
from tests.suggest.answers import ASKED, CODEBOOK, CODES, EXPECTED, TEXTS

Fresh = Callable[[], Suggester]
NAMES = [entry["code"] for entry in CODEBOOK]


def scores(suggester: Suggester, text: str = ASKED[0]) -> dict[str, float]:
    return {one.code: one.score for one in suggester.suggest(text)}


def codes(found: list[Suggestion]) -> list[str]:
    return [one.code for one in found]


def test_the_codebook_alone_is_enough_to_begin(fresh: Fresh) -> None:
    found = [suggestions[0].code for suggestions in fresh().suggest_many(ASKED)]
    assert found == EXPECTED


def test_it_learns(taught: Suggester, fresh: Fresh) -> None:
    text = "We drove round and round the block looking for the meter"
    before = codes(fresh().suggest(text)).index("parking")
    assert codes(taught.suggest(text)).index("parking") == 0 <= before


def test_no_probability_before_there_are_enough_texts(fresh: Fresh) -> None:
    suggester = fresh()
    suggester.learn(TEXTS[:24], CODES[:24])
    assert all(one.probability is None for one in suggester.suggest(ASKED[0]))
    suggester.learn(TEXTS[24:25], CODES[24:25])
    assert all(0 <= (one.probability or 0) <= 1 for one in suggester.suggest(ASKED[0]))
    assert suggester.suggest(ASKED[0])[0].probability is not None


def test_among_limits_the_choice(taught: Suggester) -> None:
    assert set(codes(taught.suggest(ASKED[0], among=["food", "parking"]))) == {"food", "parking"}
    assert taught.suggest(ASKED[0], among=[]) == []
    assert codes(taught.suggest(ASKED[0], among=["food", "no such code"])) == ["food"]


def test_k_limits_how_many(taught: Suggester) -> None:
    assert len(taught.suggest(ASKED[0], k=2)) == 2
    assert codes(taught.suggest(ASKED[0], k=2)) == codes(taught.suggest(ASKED[0]))[:2]


@given(st.permutations(range(len(TEXTS))), st.integers(0, len(TEXTS)))
@settings(max_examples=12, deadline=None)
def test_the_order_of_decisions_does_not_matter(order: list[int], asked_at: int) -> None:
    straight = Suggester(CODEBOOK, embedding=None)
    straight.index(TEXTS)
    straight.learn(TEXTS, CODES)
    other = Suggester(CODEBOOK, embedding=None)
    other.index(TEXTS)
    for place, row in enumerate(order):
        other.learn([TEXTS[row]], [CODES[row]])
        if place == asked_at:
            other.suggest(ASKED[0])
    for text in ASKED:
        assert codes(other.suggest(text)) == codes(straight.suggest(text))
        assert scores(other, text) == pytest.approx(scores(straight, text), abs=1e-6)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["learn", "accept", "reject", "unknown", "forget"]),
        st.integers(0, len(TEXTS) - 1),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=15,
)


def apply(suggester: Suggester, deed: tuple[str, int, str]) -> None:
    kind, row, code = deed
    if kind == "learn":
        suggester.learn([TEXTS[row]], [{code}])
    elif kind == "forget":
        suggester.forget(TEXTS[row])
    else:
        getattr(suggester, kind)(TEXTS[row], code)


@given(DEEDS)
@settings(max_examples=25, deadline=None)
def test_an_update_is_the_same_as_starting_over(
    deeds: list[tuple[str, int, str]],
) -> None:
    updated = Suggester(CODEBOOK, embedding=None)
    updated.index(TEXTS)
    updated.learn(TEXTS[::4], CODES[::4])
    for deed in deeds:
        apply(updated, deed)
        updated.suggest(ASKED[1])
    anew = Suggester(CODEBOOK, embedding=None)
    anew.index(TEXTS)
    anew.learn(TEXTS[::4], CODES[::4])
    for deed in deeds:
        apply(anew, deed)
    for text in (*ASKED, TEXTS[deeds[0][1]]):
        assert scores(updated, text) == pytest.approx(scores(anew, text), abs=1e-6)


def test_what_is_taken_back_was_never_there(fresh: Fresh) -> None:
    suggester, untouched = fresh(), fresh()
    suggester.accept(TEXTS[0], "food")
    suggester.reject(TEXTS[1], "waiting")
    assert scores(suggester) != pytest.approx(scores(untouched), abs=1e-4)
    suggester.unknown(TEXTS[0], "food")
    suggester.unknown(TEXTS[1], "waiting")
    assert scores(suggester) == pytest.approx(scores(untouched), abs=1e-9)


def test_accepting_raises_and_rejecting_lowers(fresh: Fresh) -> None:
    accepted, rejected, neither = fresh(), fresh(), fresh()
    accepted.accept(ASKED[2], "food")
    rejected.reject(ASKED[2], "food")
    one, other, between = (scores(s, ASKED[2])["food"] for s in (accepted, rejected, neither))
    assert other < between < one


def test_a_repeat_comes_first_with_what_was_coded(taught: Suggester) -> None:
    taught.learn(["Parking!  IS expensive"], [{"kindness"}])
    found = taught.suggest("parking is expensive")
    assert found[0].code == "kindness"
    assert "Parking! IS expensive" in [reason.words for reason in found[0].evidence]


def test_what_was_not_to_choose_from_stays_unknown(fresh: Fresh) -> None:
    limited, whole, none = fresh(), fresh(), fresh()
    limited.learn([TEXTS[0]], [{"waiting"}], among=["waiting", "kindness"])
    whole.learn([TEXTS[0]], [{"waiting"}])
    place = scores(none, ASKED[2])["parking"]
    assert abs(scores(limited, ASKED[2])["parking"] - place) < abs(
        scores(whole, ASKED[2])["parking"] - place
    )


def test_retired_codes_and_heads_are_not_suggested_and_successors_inherit() -> None:
    codebook = Codebook(
        "clinic",
        (
            Code("care", "Care", codable=False),
            Code("kindness", "Kindness of staff", parent="care"),
            Code("waiting", "Waiting times"),
            Code("queue", "Queues", retired=Retirement("2", use=("waiting",))),
            Code("gone", "Gone", retired=Retirement("2")),
        ),
    )
    suggester, direct = (Suggester(codebook, embedding=None) for _ in range(2))
    suggester.learn(["a line of people", "x y"], [{"queue"}, {"gone"}])
    direct.learn(["a line of people", "x y"], [{"waiting"}, set()])
    assert set(codes(suggester.suggest("a line"))) == {"kindness", "waiting"}
    assert scores(suggester, "a line") == pytest.approx(scores(direct, "a line"), abs=1e-9)


def test_a_renamed_code_keeps_its_decisions() -> None:
    old, new = (Codebook("c", (Code("a", name), Code("b", "Food"))) for name in ("Queue", "Line"))
    text = "people stood outside until noon"
    for codebook in (old, new):
        suggester = Suggester(codebook, embedding=None)
        suggester.learn(["they stood outside"], [{"a"}])
        assert suggester.suggest(text)[0].code == "a"


@pytest.mark.parametrize(
    "text", ["", "   ", "\n", "!?", "🙂", "日本語のテキスト", "a\ud800b", "x" * 5_000]
)
def test_any_text_gets_an_answer(taught: Suggester, text: str) -> None:
    assert len(taught.suggest(text)) == len(CODEBOOK)
    taught.learn([text], [{"food"}])
    assert taught.suggest(text)


def test_nothing_to_go_by() -> None:
    assert Suggester([], embedding=None).suggest("text") == []
    nameless = Suggester([{"code": "17"}, {"code": "4"}], embedding=None)
    assert codes(nameless.suggest("anything at all")) == ["17", "4"]
    assert nameless.suggest_many([]) == []


def test_many_are_the_same_as_one_by_one(taught: Suggester) -> None:
    many = taught.suggest_many([*ASKED, *TEXTS])
    for text, found in zip([*ASKED, *TEXTS], many, strict=True):
        assert codes(taught.suggest(text)) == codes(found)
        assert scores(taught, text) == pytest.approx({one.code: one.score for one in found})


def test_none_fits(taught: Suggester, fresh: Fresh) -> None:
    assert not taught.none_fits(ASKED[2])
    assert not fresh().none_fits("The weather on Mars")
    taught.learn([f"no comment {n}" for n in range(12)], [set()] * 12)
    assert taught.none_fits("no comment at all")


def test_a_malformed_codebook_is_refused() -> None:
    with pytest.raises(ValueError, match="no 'code'"):
        Suggester([{"name": "Parking"}], embedding=None)
    with pytest.raises(ValueError, match="given twice"):
        Suggester([{"code": "a"}, {"code": "a"}], embedding=None)


def test_sets_must_match_texts(fresh: Fresh) -> None:
    with pytest.raises(ValueError, match="zip"):
        fresh().learn(["a", "b"], [{"food"}])


def test_it_says_what_it_does_without() -> None:
    assert "only words" in Suggester(CODEBOOK, embedding=None).note
    assert "not known" in Suggester(CODEBOOK, "tlh", embedding=None).note
    german = Suggester([{"code": "w", "name": "Wartezeit"}], "de-AT", embedding=None)
    assert "endings" in german.note
    assert codes(german.suggest("Die Wartezeit war lang")) == ["w"]

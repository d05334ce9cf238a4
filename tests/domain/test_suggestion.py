"""What a suggestion says of itself."""

from __future__ import annotations

import pytest

from qualcode.domain.suggestion import Reason, ReasonKind, Suggestion


def test_a_suggestion_stands_alone_without_a_place() -> None:
    one = Suggestion("money", 0.42, None, (Reason("wood", 0.1), Reason("cold", 0.3)))
    assert (one.segment, one.span) == (None, None)
    assert one.words == ("cold", "wood")


def test_reasons_without_words_name_none() -> None:
    alike = Reason("", 2.0, ReasonKind.ALIKE)
    assert Suggestion("money", 0.4, None, (alike, Reason("wood", 0.1))).words == ("wood",)


def test_a_probability_is_shown_where_there_is_an_honest_one() -> None:
    assert Suggestion("money", 0.42, 0.861).figure == "86 %"
    assert Suggestion("money", 0.42, 0.0, (Reason("wood"),)).figure == "0 %"


@pytest.mark.parametrize(
    ("kinds", "figure"),
    [
        ([], "guess"),
        (["WORDS"], "codebook"),
        (["CODEBOOK", "ALIKE"], "codebook"),
        (["WORDS", "CODING"], "like coded"),
        (["CODING", "REPEAT", "WORDS"], "coded before"),
    ],
)
def test_before_that_it_says_what_it_rests_on(kinds: list[str], figure: str) -> None:
    evidence = tuple(Reason("wood", 0.1, ReasonKind[kind]) for kind in kinds)
    shown = Suggestion("money", 0.42, None, evidence).figure
    assert shown == figure
    assert len(shown) <= 12


@pytest.mark.parametrize("probability", [-0.1, 1.01, float("nan")])
def test_an_impossible_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        Suggestion("money", 1.0, probability)

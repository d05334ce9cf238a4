"""What a suggestion says of itself."""

from __future__ import annotations

import pytest

from qualcode.domain.suggestion import Reason, Suggestion


def test_a_suggestion_stands_alone_without_a_place() -> None:
    one = Suggestion("money", 0.42, None, (Reason("wood", 0.1), Reason("cold", 0.3)))
    assert (one.segment, one.span) == (None, None)
    assert one.words == ("cold", "wood")


def test_a_probability_is_shown_where_there_is_an_honest_one_else_the_score() -> None:
    assert Suggestion("money", 0.42).figure == "0.42"
    assert Suggestion("money", 0.42, 0.861).figure == "86 %"


@pytest.mark.parametrize("probability", [-0.1, 1.01, float("nan")])
def test_an_impossible_probability_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="probability"):
        Suggestion("money", 1.0, probability)

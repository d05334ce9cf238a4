"""Which sentence of a long text carries a code."""

from __future__ import annotations

import numpy as np
import pytest

from qualcode.domain.span import Span
from qualcode.suggest import Suggester
from qualcode.suggest.carrying import carrying
from tests.suggest.answers import CODEBOOK

LONG = (
    "I went there on a Tuesday with my sister. The soup was cold and the tea was worse. "
    "We waited for hours. They let us wait on the phone, too. Then it rained."
)
SPANS = [Span(10 * place, 10 * place + 9) for place in range(5)]


def told(*scores: float) -> Span | None:
    return carrying(SPANS, np.array([scores, np.zeros(5)]).T, 0)


def test_it_points_at_the_sentence(taught: Suggester) -> None:
    span = taught.span(LONG, "food")
    assert span is not None
    assert span.of(LONG) == "The soup was cold and the tea was worse."


def test_neighbours_that_carry_it_too_are_joined(taught: Suggester) -> None:
    span = taught.span(LONG, "waiting")
    assert span is not None
    assert span.of(LONG) == "We waited for hours. They let us wait on the phone, too."


@pytest.mark.parametrize("text", ["", "  ", "The soup was cold.", "No stop at all"])
def test_one_sentence_is_the_whole(taught: Suggester, text: str) -> None:
    assert taught.span(text, "food") is None


def test_nothing_stands_out_where_all_or_none_carry_it(taught: Suggester) -> None:
    assert taught.span("It rained. It rained. It rained.", "food") is None
    assert taught.span(LONG, "no such code") is None
    assert told(1, 1, 1, 1, 1) is None


def test_a_lone_code_can_be_pointed_at() -> None:
    alone = Suggester(CODEBOOK[3:], embedding=None)
    span = alone.span(LONG, "food")
    assert span is not None
    assert "soup" in span.of(LONG)


def test_struck_words_point_at_nothing() -> None:
    suggester = Suggester(CODEBOOK, embedding=None)
    before = suggester.span(LONG, "food")
    assert before is not None
    suggester.strike("food", before.of(LONG))
    assert suggester.span(LONG, "food") != before


def test_the_best_with_its_neighbours() -> None:
    assert told(0, 3, 0, 0, 0) == Span(10, 19)
    assert told(0, 3, 2, 0, 0) == Span(10, 29)
    assert told(0, 3, 0, 3, 0) == Span(10, 19)
    assert told(2, 3, 2.5, 0, 0) == Span(0, 29)
    assert told(0, 0.3, 0, 0, 0) is None

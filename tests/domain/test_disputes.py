"""What a decision makes of readings, for any readings."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.coding import Coding
from qualcode.domain.disputes import (
    Reading,
    choice_of,
    choose,
    common,
    disputed,
    letters,
    readings,
    settled,
    used,
)
from qualcode.domain.errors import InputError
from qualcode.domain.identity import Id
from qualcode.domain.rounds import Verdict
from qualcode.domain.span import Span

WHOLE = Span(10, 40)
CODERS = ("c1", "c2", "c3")

spans = st.builds(
    lambda start, length: Span(start, min(start + length, WHOLE.end)),
    st.integers(WHOLE.start, WHOLE.end - 1),
    st.integers(1, 10),
)
given_codes = st.dictionaries(
    st.sampled_from(CODERS),
    st.lists(st.tuples(st.sampled_from("pqr"), spans), max_size=4),
    min_size=1,
)


def codings(who: str, what: list[tuple[str, Span]]) -> list[Coding]:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Coding(Id(str(n)), Id(who), code, Id("s"), Id("g"), span, moment)
        for n, (code, span) in enumerate(what)
    ]


def read(looked: dict[str, list[tuple[str, Span]]]) -> tuple[Reading, ...]:
    return readings({Id(who): codings(who, what) for who, what in looked.items()})


def points(some: tuple[Span, ...]) -> set[int]:
    return {point for span in some for point in range(span.start, span.end)}


@given(given_codes)
def test_coders_with_the_same_codes_share_one_reading(
    looked: dict[str, list[tuple[str, Span]]],
) -> None:
    found = read(looked)
    sets = [frozenset(code for code, _ in what) for what in looked.values()]
    assert [one.codes for one in found] == list(dict.fromkeys(sets))
    assert [who for one in found for who in one.coders] == sorted(
        looked, key=lambda who: (list(dict.fromkeys(sets)).index(
            frozenset(code for code, _ in looked[who])), list(looked).index(who))
    )  # fmt: skip
    assert common(found) | disputed(found) == used(found)
    assert not common(found) & disputed(found)
    assert (not disputed(found)) is (len(found) == 1)


@given(given_codes, st.sampled_from(list(Verdict)), st.sets(st.sampled_from("pqrz")))
def test_consensus_lies_on_the_words_of_those_whose_reading_was_taken(
    looked: dict[str, list[tuple[str, Span]]], verdict: Verdict, codes: set[str]
) -> None:
    found = read(looked)
    choice = choose(found, verdict, 0, codes)
    held = settled(found, choice, WHOLE)
    assert frozenset(held) == choice.codes
    for code, lies in held.items():
        whose = choice.reading.coders if choice.reading else looked
        mine = [span for who in whose for given, span in looked[who] if given == code]
        assert points(lies) == (points(tuple(mine)) if mine else points((WHOLE,)))
        assert all(one.end < other.start for one, other in pairwise(lies))


@given(given_codes)
def test_codes_are_told_by_the_verdict_they_amount_to(
    looked: dict[str, list[tuple[str, Span]]],
) -> None:
    found = read(looked)
    for number, one in enumerate(found):
        assert choice_of(found, one.codes) == choose(found, Verdict.READING, number)
    assert choice_of(found, used(found)).verdict in (Verdict.READING, Verdict.BOTH)
    assert choice_of(found, common(found)).verdict is not Verdict.OTHER
    assert choice_of(found, {"z"}).verdict is Verdict.OTHER


def test_a_reading_that_is_not_there_is_refused() -> None:
    found = read({"c1": [("p", WHOLE)], "c2": []})
    assert letters(found) == "A, B"
    for wrong in (None, -1, 2):
        with pytest.raises(InputError, match="readings A, B"):
            choose(found, Verdict.READING, wrong)

"""Steps from one coded segment to the next."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.sequence import Said, steps

STREAMS = st.lists(
    st.lists(
        st.builds(Said, st.sampled_from("PQR"), st.frozensets(st.sampled_from("abc"), min_size=1)),
        max_size=8,
    ),
    max_size=5,
)


def test_a_worked_example() -> None:
    """a b a b b: of four steps two lead from a to b; by chance it would be 2 * 3 / 4."""
    told = steps([[Said("P", code) for code in "ababb"]])
    assert told.number == 4
    assert told.pairs == {("a", "b"): 2, ("b", "a"): 1, ("b", "b"): 1}
    assert told.expected("a", "b") == 1.5
    assert told.people("a", "b") == 1


def test_no_step_leads_from_one_stream_to_the_next() -> None:
    assert not steps([[Said("P", "a")], [Said("P", "b")]]).pairs


@given(STREAMS)
def test_steps_are_those_counted_by_hand(streams: list[list[Said[str]]]) -> None:
    told = steps(streams)
    every = [step for stream in streams for step in pairwise(stream)]
    assert told.number == len(every)
    for one in "abc":
        assert told.leaving[one] == sum(one in first.codes for first, _ in every)
        for other in "abc":
            taken = [(a, b) for a, b in every if one in a.codes and other in b.codes]
            assert told.pairs[one, other] == len(taken)
            fewer = min(len({a.person for a, _ in taken}), len({b.person for _, b in taken}))
            assert told.people(one, other) == fewer


@given(STREAMS)
def test_backwards_every_step_turns_round(streams: list[list[Said[str]]]) -> None:
    forth, back = steps(streams), steps([stream[::-1] for stream in streams])
    assert {(b, a): n for (a, b), n in forth.pairs.items()} == dict(back.pairs)
    assert forth.leaving == back.reaching


@given(STREAMS)
def test_with_one_code_a_segment_the_steps_add_up(streams: list[list[Said[str]]]) -> None:
    single = [[Said(one.person, min(one.codes)) for one in stream] for stream in streams]
    told = steps(single)
    for one in "abc":
        assert told.leaving[one] == sum(told.pairs[one, other] for other in "abc")
        if told.number:
            expected = sum(told.expected(one, other) for other in "abc")
            assert abs(expected - told.leaving[one]) < 1e-9

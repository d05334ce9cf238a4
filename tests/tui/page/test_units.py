"""Steps go where a coder expects, and a target never leaves its segment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.span import Span
from qualcode.domain.text import is_boundary
from qualcode.tui.page.units import Step, Units
from tests.support.texts import texts

TEXT = "One two. Three four five.\nINT: Why so?\nSix."
SEGMENTS = [Span(0, 25), Span(31, 38), Span(39, 43)]
UNITS = Units(TEXT, SEGMENTS)


def _say(span: Span | None) -> str | None:
    return span.of(TEXT) if span else None


def test_forward_and_back_through_all_segments() -> None:
    for step, expected in {
        Step.SEGMENT: ["One two. Three four five.", "Why so?", "Six."],
        Step.SENTENCE: ["One two.", "Three four five.", "Why so?", "Six."],
        Step.WORD: ["One", "two", "Three", "four", "five", "Why", "so", "Six"],
    }.items():
        there = [UNITS.at(step, 0)]
        while (unit := UNITS.next(step, there[-1].start)) is not None:
            there.append(unit)
        assert [_say(unit) for unit in there] == expected
        back = [there[-1]]
        while (unit := UNITS.previous(step, back[-1].start)) is not None:
            back.append(unit)
        assert back[::-1] == there


def test_the_unit_at_a_blank_is_the_one_to_come() -> None:
    assert _say(UNITS.at(Step.WORD, 3)) == "two"
    assert _say(UNITS.at(Step.SENTENCE, 8)) == "Three four five."
    assert _say(UNITS.at(Step.WORD, 24)) == "five"
    assert _say(UNITS.at(Step.CHARACTER, 4)) == "t"
    assert _say(UNITS.at(Step.SENTENCE, 28)) == "Three four five."


def test_edges_move_by_word_and_sentence() -> None:
    target = UNITS.at(Step.SENTENCE, 0)
    longer = UNITS.end_forward(target, Step.WORD)
    assert _say(longer) == "One two. Three"
    assert _say(UNITS.end_forward(longer, Step.SENTENCE)) == "One two. Three four five."
    assert _say(UNITS.end_back(longer, Step.WORD)) == "One two"
    assert _say(UNITS.end_back(longer, Step.SENTENCE)) == "One two."
    assert _say(UNITS.start_forward(longer, Step.WORD)) == "two. Three"
    assert _say(UNITS.start_forward(longer, Step.SENTENCE)) == "Three"
    four = Span(15, 19)
    assert _say(UNITS.start_back(four, Step.WORD)) == "Three four"
    assert _say(UNITS.start_back(four, Step.SENTENCE)) == "Three four"
    assert _say(UNITS.start_back(Span(9, 19), Step.SENTENCE)) == "One two. Three four"
    assert _say(UNITS.end_forward(four, Step.CHARACTER)) == "four "
    assert UNITS.end_forward(Span(9, 25), Step.WORD) == Span(9, 25)
    assert UNITS.start_back(Span(0, 3), Step.WORD) == Span(0, 3)


def test_growing_and_shrinking() -> None:
    grown = [Span(15, 16)]
    while (larger := UNITS.grown(grown[-1])) != grown[-1]:
        grown.append(larger)
    assert [_say(one) for one in grown] == ["f", "four", "Three four five.", TEXT[:25]]
    shrunk = [grown[-1]]
    while (smaller := UNITS.shrunk(shrunk[-1], 15)) != shrunk[-1]:
        shrunk.append(smaller)
    assert shrunk == grown[::-1]


def test_the_finer_steps_go_round() -> None:
    assert [step.finer for step in Step] == [
        *(Step.PARAGRAPH, Step.SENTENCE, Step.WORD),
        *(Step.CHARACTER, Step.SEGMENT),
    ]
    with pytest.raises(ValueError, match="nothing to code"):
        Units("", [])


@given(
    st.lists(texts.filter(bool), min_size=1, max_size=4),
    st.integers(0, 300),
    st.lists(
        st.tuples(
            st.sampled_from(["end_forward", "end_back", "start_back", "start_forward", "grown"]),
            st.sampled_from(list(Step)),
        ),
        max_size=12,
    ),
)
def test_a_target_stays_whole_and_inside_its_segment(
    parts: list[str], position: int, moves: list[tuple[str, Step]]
) -> None:
    text, segments = "", []
    for part in parts:
        segments.append(Span(len(text), len(text) + len(part)))
        text += part + "\n|"
    units = Units(text, segments)
    position = min(position, len(text) - 1)
    target = units.at(Step.SENTENCE, position)
    segment = units.segment(position)
    for move, step in moves:
        before = target
        target = units.grown(target) if move == "grown" else getattr(units, move)(target, step)
        assert segment.contains(target)
        assert target.contains(before) or before.contains(target)
        assert all(
            is_boundary(text, edge) or edge in (segment.start, segment.end)
            for edge in (target.start, target.end)
        )
    for step in Step:
        after = units.next(step, position)
        assert after is None or after.start > position
        earlier = units.previous(step, position)
        assert earlier is None or earlier.end <= position
        smaller = units.shrunk(target, position)
        assert target.contains(smaller)

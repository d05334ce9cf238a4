"""Moving, splitting and putting on several codings at once, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode import Study
from qualcode.domain.coding import Coding, LookState, MemoSubject
from qualcode.domain.errors import InputError, NotFound, Refused
from qualcode.domain.span import Span
from qualcode.study.own_deeds import at_the_screen
from tests.support.studies import segments, state


@pytest.fixture
def coding(surveyed: Study) -> Coding:
    """Give a coding of Ana's on the first ten characters of the first segment."""
    segment = segments(surveyed)[0]
    start = segment.span.start
    made = surveyed.codings.apply("time", segment, Span(start, start + 10))
    assert made is not None
    return made


def test_a_moved_coding_stays_the_same_and_keeps_its_memo(surveyed: Study, coding: Coding) -> None:
    memo = surveyed.memos.write(MemoSubject.CODING, coding.id, "Why here?")
    before = state(surveyed)
    moved = surveyed.codings.move(coding, Span(coding.span.start + 3, coding.span.end + 5))
    assert (moved.id, moved.code, moved.created) == (coding.id, coding.code, coding.created)
    assert surveyed.codings.all() == [moved]
    (line,) = surveyed.memos.lines()
    assert (line.memo.id, line.spot and line.spot.span) == (memo.id, moved.span)
    after = state(surveyed)
    for _ in range(2):
        surveyed.history.undo(at_the_screen)
        assert state(surveyed) == before
        surveyed.history.redo(at_the_screen)
        assert state(surveyed) == after
    assert surveyed.check() == []


def test_moving_nowhere_is_no_deed(surveyed: Study, coding: Coding) -> None:
    known = len(surveyed.history.latest(None))
    assert surveyed.codings.move(coding, coding.span) == coding
    assert len(surveyed.history.latest(None)) == known


def test_a_split_coding_is_two_of_one_code_and_one_undo(surveyed: Study, coding: Coding) -> None:
    before = state(surveyed)
    first, second = surveyed.codings.split(coding, coding.span.start + 4)
    assert first.id == coding.id != second.id
    assert (first.span.start, first.span.end, second.span.end) == (
        coding.span.start, second.span.start, coding.span.end,
    )  # fmt: skip
    assert {first.code, second.code} == {"time"}
    assert surveyed.codings.all() == [first, second]
    surveyed.history.undo(at_the_screen)
    assert state(surveyed) == before
    surveyed.history.redo(at_the_screen)
    assert surveyed.codings.all() == [first, second]
    assert surveyed.check() == []


def test_several_codes_are_put_on_in_one_deed(surveyed: Study, coding: Coding) -> None:
    segment, before = segments(surveyed)[0], state(surveyed)
    made = surveyed.codings.apply_several(["law", "time", "data", "law"], segment, coding.span)
    assert [one.code for one in made] == ["law", "data"]
    assert len(surveyed.codings.all()) == 3
    assert surveyed.codings.apply_several(["law", "data"], segment, coding.span) == []
    with pytest.raises(Refused, match="holds other codes"):
        surveyed.codings.apply_several(["privacy", "barriers"], segment)
    with pytest.raises(NotFound, match="'nowhere'"):
        surveyed.codings.apply_several(["privacy", "nowhere"], segment)
    assert len(surveyed.codings.all()) == 3
    surveyed.history.undo(at_the_screen)
    assert state(surveyed) == before


def moved(study: Study, coding: Coding) -> None:
    study.codings.move(coding, Span(coding.span.start, coding.span.end - 1))


def divided(study: Study, coding: Coding) -> None:
    study.codings.split(coding, coding.span.start + 2)


CHANGES = pytest.mark.parametrize("change", [moved, divided])
Do = Callable[[Study, Coding], None]


@CHANGES
def test_only_what_is_ones_own_and_stands_is_changed(
    surveyed: Study, coding: Coding, change: Do
) -> None:
    with pytest.raises(Refused, match="another coder's"):
        change(surveyed.acting_as("Ben"), coding)
    surveyed.codings.remove(coding)
    with pytest.raises(Refused, match="taken away meanwhile"):
        change(surveyed, coding)


@CHANGES
def test_the_same_code_does_not_come_to_stand_twice(
    surveyed: Study, coding: Coding, change: Do
) -> None:
    segment, span = segments(surveyed)[0], coding.span
    surveyed.codings.apply("time", segment, Span(span.start, span.end - 1))
    surveyed.codings.apply("time", segment, Span(span.start + 2, span.end))
    before = state(surveyed)
    with pytest.raises(Refused, match="'time' stands on these words already"):
        change(surveyed, coding)
    assert state(surveyed) == before
    # Another coder's is no hindrance.
    ben = surveyed.acting_as("Ben")
    (own,) = ben.codings.apply_several(["time"], segment, span)
    change(ben, own)


def test_places_outside_are_refused(surveyed: Study, coding: Coding) -> None:
    end = segments(surveyed)[0].span.end
    with pytest.raises(InputError, match="not inside its segment"):
        surveyed.codings.move(coding, Span(coding.span.start, end + 1))
    for at in (coding.span.start, coding.span.end, end):
        with pytest.raises(InputError, match="nothing to split"):
            surveyed.codings.split(coding, at)


@CHANGES
def test_what_was_coded_in_a_round_is_changed_there_and_not_after_it(
    surveyed: Study, change: Do
) -> None:
    surveyed.rounds.create("pilot", ["Ana", "Ben"])
    inside = surveyed.in_round("pilot")
    (made,) = inside.codings.apply_several(["time"], segments(surveyed)[0])
    with pytest.raises(Refused, match="was coded in the round 'pilot'"):
        change(surveyed, made)
    change(inside, made)
    assert {one.round for one in inside.codings.all()} == {"pilot"}
    with pytest.raises(Refused, match="was not coded in the round"):
        change(inside, surveyed.codings.apply_several(["law"], segments(surveyed)[1])[0])
    (first, *_) = [one for one in inside.codings.all() if one.round]
    surveyed.codings.look([segments(surveyed)[1].id], LookState.DONE)
    surveyed.rounds.close("pilot")
    with pytest.raises(Refused, match="closed"):
        change(surveyed, first)

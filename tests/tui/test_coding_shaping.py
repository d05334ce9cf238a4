"""Edges moved, codings split, flags, memos, going back: one deed each, and one undo."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.coding import MemoSubject
from qualcode.domain.span import Span
from qualcode.study import Study
from qualcode.tui.coding.edges import Edges
from qualcode.tui.page.units import Step, Units
from tests.support.texts import texts
from tests.tui.sitting import at_question, at_source, bench, kept, press, quotations, seen


async def test_the_end_of_a_coding_moves_by_words_and_one_undo_takes_it_back(
    study: Study,
) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "w", "v", "1", "escape")
        before = kept(study)[0]
        await press(pilot, "e", "w")
        assert quotations(study) == [("neighbours", "neighbours")]
        assert " EDGES " in seen(pilot)
        assert bench(pilot).target.of(bench(pilot).page.text) == "neighbours came"
        await press(pilot, "enter")
        assert quotations(study) == [("neighbours", "neighbours came")]
        assert kept(study)[0].id == before.id
        assert "Neighbours is now on 15 characters" in seen(pilot)
        await press(pilot, "u")
        assert quotations(study) == [("neighbours", "neighbours")]
        assert "undone: edges of Neighbours moved on P1" in seen(pilot)
        await press(pilot, "ctrl+r")
        assert quotations(study) == [("neighbours", "neighbours came")]
        assert bench(pilot).codes.counts["neighbours"] == 1


async def test_o_moves_the_start_by_character_and_sentence_and_esc_leaves_it(
    study: Study,
) -> None:
    async with at_question(study) as pilot:
        await press(pilot, ")", "w", "v", "1", "escape", "e", "o", "h", "h", "left", "right")
        assert bench(pilot).target.of(bench(pilot).page.text) == "y brought"
        await press(pilot, "(", "escape")
        assert quotations(study) == [("neighbours", "brought")]
        assert "stay as they were" in seen(pilot)
        await press(pilot, "e", "o", "(", "o", ")", "d", "enter")
        assert quotations(study) == [("neighbours", "They brought soup [y] and a heater.")]


async def test_of_several_codings_the_one_whose_edges_move_is_shown_first(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "e")
        assert "No coding here" in seen(pilot)
        await press(pilot, "1", "2", "e")
        assert bench(pilot).edges is None
        assert "2 codings here" in seen(pilot)
        await press(pilot, "e", "b", "enter")
        assert [words for _, words in quotations(study)][1].endswith("a heater")


async def test_edges_kept_as_they_were_are_no_deed(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "e", "enter", "u")
        assert kept(study) == []


async def test_a_coding_is_split_at_the_cursor(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", ")", "s")
        assert [words for _, words in quotations(study)] == [
            "The neighbours came. ",
            "They brought soup [y] and a heater.",
        ]
        assert bench(pilot).shown is not None
        await press(pilot, "u")
        assert [words for _, words in quotations(study)] == [
            "The neighbours came. They brought soup [y] and a heater."
        ]
        await press(pilot, "g", "g", "s")
        assert "Put the cursor inside a coding" in seen(pilot)
        await press(pilot, "2", "w", "s")
        assert len(kept(study)) == 2
        await press(pilot, "s")
        assert len(kept(study)) == 3


async def test_a_flag_is_put_taken_off_undone_and_found(study: Study) -> None:
    async with at_question(study) as pilot:
        here = bench(pilot)
        await press(pilot, "j", "!", "j", "j", "!")
        assert [one.spot.source_name for one in study.flags.all()] == ["P2", "P4"]
        assert "flag on P4" in seen(pilot)
        await press(pilot, "g", "g", "]", "f")
        assert here.cursor.segment == 1
        await press(pilot, "]", "f", "]", "f")
        assert here.cursor.segment == 3
        assert "No flag after this segment" in seen(pilot)
        await press(pilot, "!", "[", "f")
        assert here.cursor.segment == 1
        assert "flag taken off" not in seen(pilot)
        assert len(study.flags.all()) == 1
        await press(pilot, "u")
        assert len(study.flags.all()) == 2
        assert len(here.work.flags) == 2
        assert "undone: flag taken off P4" in seen(pilot)


async def test_flags_put_before_are_there(study: Study) -> None:
    page = study.desk.source_page("talk")
    study.flags.put([page.entries[2].segment.id])
    async with at_source(study) as pilot:
        await press(pilot, "]", "f")
        assert bench(pilot).cursor.segment == 2


async def test_memos_are_found_and_written_on_codings_and_sources(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "m", *"soup", "escape", "1", ";", "m", *"sure", "escape")
        await press(pilot, "M", *"read twice", "escape")
        memos = {one.kind: one for one in study.memos.all()}
        assert memos[MemoSubject.SEGMENT].text == "soup"
        assert (memos[MemoSubject.CODING].text, memos[MemoSubject.CODING].subject) == (
            *("sure", kept(study)[0].id),
        )
        assert memos[MemoSubject.SOURCE].text == "read twice"
        await press(pilot, "M")
        assert "read twice" in seen(pilot)
        await press(pilot, "escape", "u")
        assert "undone: memo on a source" in seen(pilot)
        await press(pilot, "g", "g", "]", "m")
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "]", "m")
        assert "No memo after" in seen(pilot)
        await press(pilot, "G", "[", "m")
        assert bench(pilot).cursor.segment == 1


async def test_going_to_the_same_code(study: Study) -> None:
    async with at_question(study) as pilot:
        here = bench(pilot)
        await press(pilot, "1", "j", "2", "j", "w", "v", "1", "escape", "g", "g", "]", "c")
        assert here.cursor.segment == 2
        assert here.shown is not None
        assert here.shown.code == "neighbours"
        await press(pilot, "]", "c")
        assert "No Neighbours after" in seen(pilot)
        await press(pilot, "[", "c")
        assert here.cursor.segment == 0


async def test_what_one_did_is_listed_and_taken_back_to_a_deed(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "j", "2", "u", "ctrl+r", "!", "j", "c", *"mon", "enter", "U")
        shown = seen(pilot)
        assert "what you did, newest first" in shown
        assert "flag on P2" in shown
        assert "Money put on P3" in shown
        assert "'seen' of" not in shown
        await press(pilot, "down", "down", "enter")
        assert "Take these 3 deeds back?" in seen(pilot)
        assert len(kept(study)) == 3
        await press(pilot, "escape", "enter", "enter")
        assert [code for code, _ in quotations(study)] == ["neighbours"]
        assert study.flags.all() == []
        assert "3 deeds taken back" in seen(pilot)
        await press(pilot, "U", "escape", "j")
        assert "what you did" not in seen(pilot)
        await press(pilot, "U", "enter", "enter")
        assert kept(study) == []
        await press(pilot, "U")
        assert "codebook" in seen(pilot) or "nothing that could be" in seen(pilot)


@given(
    texts.filter(lambda one: len(one) > 0),
    st.integers(0, 200),
    st.integers(0, 200),
    st.lists(
        st.tuples(
            st.sampled_from([Step.WORD, Step.SENTENCE, Step.CHARACTER]),
            st.sampled_from(["on", "back", "swap"]),
        ),
        max_size=15,
    ),
)
def test_edges_never_leave_the_segment(
    text: str, first: int, second: int, moves: list[tuple[Step, str]]
) -> None:
    segment = Span(2, 2 + len(text))
    units = Units(f"ab{text}cd. ef", [segment])
    low, high = sorted((min(first, len(text) - 1), min(second, len(text) - 1)))
    edges = Edges(units, Span(2 + low, 3 + high))
    for step, move in moves:
        before = edges.span
        if move == "swap":
            edges.swap()
        else:
            edges.move(step, move == "on")
        assert segment.contains(edges.span)
        assert edges.span.covers(edges.position) or edges.span.start < edges.span.end
        kept_end = edges.span.start == before.start or edges.span.end == before.end
        assert kept_end

"""Codes go on and come off by key, and the store has them when the screen says so."""

from __future__ import annotations

from pathlib import Path

from qualcode.domain.coding import LookState
from qualcode.domain.span import Span
from qualcode.study import Study, open_study
from tests.tui.sitting import (
    NARROW,
    at_question,
    at_source,
    bench,
    kept,
    press,
    quotations,
    screen,
    seen,
)

ANSWER_1 = "The neighbours came. They brought soup [y] and a heater."


async def test_the_picker_puts_a_code_on_the_segment_under_the_cursor(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"neig", "enter")
        assert quotations(study) == [("neighbours", ANSWER_1)]
        assert "Neighbours put on P1" in seen(pilot)
        assert "saved" in seen(pilot)


async def test_tab_in_the_picker_puts_on_several_codes(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"mon", "tab", *"wea", "tab", "escape")
        assert [code for code, _ in quotations(study)] == ["money", "weather"]


async def test_leaving_the_picker_codes_nothing(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"mon", "escape")
        assert kept(study) == []


async def test_code_mode_takes_the_codes_own_keys_and_chords(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "C", "m", "h", "o", "down", "w")
        assert [code for code, _ in quotations(study)] == ["money", "office", "weather"]
        assert bench(pilot).cursor.segment == 1
        assert " CODE " in seen(pilot)
        await press(pilot, "escape", "w")
        assert len(kept(study)) == 3
        assert " READ " in seen(pilot)


async def test_a_letter_that_no_code_has_does_nothing_in_code_mode(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "C", "j", "d", "N")
        assert bench(pilot).cursor.segment == 0
        assert study.codings.looks() == []
        assert "No code has the key N" in seen(pilot)


async def test_the_first_letter_of_a_chord_shows_what_may_follow(study: Study) -> None:
    async with at_question(study) as pilot:
        screen(pilot).show_hint()
        await press(pilot, "C", "h")
        screen(pilot).show_hint()
        await pilot.pause()
        shown = seen(pilot)
        assert "hn▌Neighbours" in shown
        assert "ho▌Public office" in shown
        await press(pilot, "escape", "o")
        assert kept(study) == []


async def test_digits_are_the_codes_that_the_question_asks_for(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "2", "j", "1")
        assert [code for code, _ in quotations(study)] == ["office", "neighbours"]
        await press(pilot, "9")
        assert "No code is pinned" in seen(pilot)


async def test_the_last_code_and_the_one_before_can_be_repeated(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2", "j", ".", "j", ",")
        codes = [code for code, _ in quotations(study)]
        assert codes == ["neighbours", "office", "office", "neighbours"]


async def test_a_selection_by_words_is_coded_exactly(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "w", "v", "w", "1")
        assert quotations(study) == [("neighbours", "neighbours came")]
        await press(pilot, "2")
        assert quotations(study)[1] == ("office", "neighbours came")


async def test_a_single_letter_is_told_as_one(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "l", "v", "1", "e", "h", "h", "enter")
        assert "is now on 1 character of P1" in seen(pilot)


async def test_a_selection_by_sentence_is_coded_exactly(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, ")", "V", "1")
        assert quotations(study) == [("neighbours", "They brought soup [y] and a heater.")]


async def test_shift_and_arrows_select_and_minus_and_plus_resize(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "shift+right", "shift+right", "shift+left")
        assert bench(pilot).target.of(bench(pilot).page.text) == "The"
        await press(pilot, "shift+down")
        assert bench(pilot).target.of(bench(pilot).page.text) == "The neighbours came."
        await press(pilot, "escape", "g", "g", "-")
        assert bench(pilot).target.of(bench(pilot).page.text) == "The neighbours came."
        await press(pilot, "-")
        assert bench(pilot).target.of(bench(pilot).page.text) == "The"
        await press(pilot, "+", "+")
        assert bench(pilot).target.of(bench(pilot).page.text) == ANSWER_1


async def test_on_a_questions_page_the_source_gets_the_span(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "w", "v", "1", "j", "V", "2", "j", "1")
    page = study.desk.question_page("what-helped")
    for coding in kept(study):
        entry = next(one for one in page.entries if one.segment.id == coding.segment)
        text = study.sources.read(entry.source).text
        assert coding.source == entry.source.id
        assert coding.span.of(text) == entry.on_page(coding.span).of(page.text)
    words = [quotation for _, quotation in quotations(study)]
    assert words == ["came", "邻居们每天都来。", "It snowed and snowed."]


async def test_emoji_and_marks_are_coded_whole(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "j", "/", *"was", "enter", "b", "v", "1")
        assert quotations(study)[-1] == ("neighbours", "👩\u200d👩\u200d👧")
        await press(pilot, "w", "w", "w", "v", "1")
        assert quotations(study)[-1] == ("neighbours", "e\u0301te\u0301")


async def test_uncoding_the_only_coding_here(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "d")
        assert kept(study) == []
        assert "Neighbours taken off P1" in seen(pilot)
        await press(pilot, "d")
        assert "No coding here" in seen(pilot)


async def test_of_several_codings_the_newest_is_shown_before_it_is_taken_off(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2", "d")
        assert len(kept(study)) == 2
        await press(pilot, "d")
        assert [code for code, _ in quotations(study)] == ["neighbours"]


async def test_stepping_through_overlapping_codings(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "w", "v", "w", "2", "escape", "b", "v", "w", "c", *"mon", "enter")
        assert [words for _, words in quotations(study)] == [
            ANSWER_1,
            "neighbours came",
            "came. They",
        ]
        lanes = {bench(pilot).work.lanes[one.id] for one in kept(study)}
        assert len(lanes) == 3
        await press(pilot, "escape", ";", ";")
        assert bench(pilot).shown is not None
        assert "coding 2 of 3" in seen(pilot)
        await press(pilot, "d")
        assert [words for _, words in quotations(study)] == [ANSWER_1, "came. They"]


async def test_the_codings_at_the_cursor_are_stepped_through_first(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "z", "s", "1", "j", "2", ";")
        shown = bench(pilot).shown
        assert shown is not None
        assert shown.code == "office"
        assert "coding 2 of 2" in seen(pilot)
        await press(pilot, ";")
        assert "coding 1 of 2" in seen(pilot)
        await press(pilot, ";")
        assert bench(pilot).shown is None


async def test_a_pane_tells_what_is_on_the_unit_and_what_elsewhere_in_the_segment(
    study: Study,
) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "z", "s", "1", "j", "2")
        await pilot.pause(0.2)
        shown = seen(pilot)
        assert "CODINGS HERE  1" in shown
        assert "ELSEWHERE IN THIS SEGMENT  1" in shown
    async with at_question(study, NARROW) as pilot:
        await press(pilot, "z", "s", "j")
        await pilot.pause(0.2)
        assert "here 1 of 2  ▌ho Public office  ▌hn Neighbours" in seen(pilot)


async def test_the_memo_on_the_coding_that_is_shown_is_told(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", ";", "m", *"Why", "escape", "escape")
        await pilot.pause(0.2)
        assert "MEMO" not in seen(pilot)
        await press(pilot, ";")
        await pilot.pause(0.2)
        assert "MEMO" in seen(pilot)
        assert "Why" in seen(pilot)


async def test_what_was_told_is_not_cut_where_the_line_can_do_without_the_rest(
    study: Study,
) -> None:
    async with at_question(study, (66, 20)) as pilot:
        await press(pilot, "z", "s", "j", "2")
        assert "Public office put on P1, 35 characters\n" in seen(pilot)
        assert "saved" not in seen(pilot)
        await press(pilot, "k")
        assert "sentence" in seen(pilot)


async def test_the_same_coding_twice_is_told_and_not_doubled(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "1")
        assert len(kept(study)) == 1
        assert "is on this already" in seen(pilot)


async def test_only_ones_own_codings_are_shown(study: Study, folder: Path) -> None:
    page = study.desk.question_page("what-helped")
    with open_study(folder, "ben") as other:
        other.codings.apply("office", page.entries[0].segment)
        other.codings.look([page.entries[0].segment.id], LookState.DONE)
    async with at_question(study) as pilot:
        assert bench(pilot).here == []
        assert bench(pilot).work.looks == {}
        await press(pilot, "d")
        assert len(kept(study, "ben")) == 1


async def test_a_click_puts_the_cursor_and_a_drag_selects(study: Study) -> None:
    async with at_question(study) as pilot:
        shown = screen(pilot)._text
        at, row = shown._parts.text_at, shown.rows.cell_of(0).row
        await pilot.mouse_down(shown, offset=(at + 4, row))
        await pilot.hover(shown, offset=(at + 17, row))
        await pilot.mouse_up(shown, offset=(at + 17, row))
        await pilot.pause()
        bench(pilot).select_between(4, 17)
        assert bench(pilot).cursor.selection == Span(4, 19)


async def test_a_code_in_the_tree_is_put_on_by_a_click(study: Study) -> None:
    async with at_question(study) as pilot:
        seen(pilot)
        await pilot.click("#tree", offset=(6, 2))
        await pilot.pause()
        assert [code for code, _ in quotations(study)] == ["neighbours"]


async def test_coding_a_source(study: Study) -> None:
    async with at_source(study) as pilot:
        await press(pilot, "j", "c", *"mon", "enter")
        assert quotations(study) == [("money", "It was cold. We had no money for wood.")]


async def test_what_an_interviewer_says_is_not_waiting_to_be_coded(study: Study) -> None:
    async with at_source(study, "talk") as pilot:
        await press(pilot, "]", "u")
        assert bench(pilot).entry.participant.name == "Mara"
        assert "0/2 done" in seen(pilot)
        await press(pilot, "]", "u")
        assert bench(pilot).cursor.segment == 3
        await press(pilot, "D")
        assert "1/2 done" in seen(pilot)

"""What clicks and drags do on the coding screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from qualcode.domain.coding import MemoSubject
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.study import Study, open_study
from qualcode.tui.coding.columns import MEMO_AT
from qualcode.tui.widgets.inspector import Inspector
from qualcode.tui.widgets.memo import MemoEditor
from qualcode.tui.widgets.minimap import Minimap
from qualcode.tui.widgets.picker import Picker
from tests.support.large_studies import SOURCE, large_study
from tests.tui.sitting import at_question, at_source, bench, press, quotations, screen, seen
from tests.tui.stored_hints import StoredHints, at_page

FIRST = 1


async def test_two_clicks_select_a_word_three_a_sentence(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        there = (text._parts.text_at + 6, FIRST)
        await pilot.click(text, offset=there, times=2)
        await pilot.pause()
        assert bench(pilot).cursor.selection == Span(4, 14)
        await pilot.click(text, offset=there, times=3)
        await pilot.pause()
        assert bench(pilot).cursor.selection == Span(0, 20)


async def test_a_click_with_shift_selects_up_to_there(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        await pilot.click(text, offset=(text._parts.text_at + 4, FIRST))
        await pilot.click(text, offset=(text._parts.text_at + 17, FIRST), shift=True)
        await pilot.pause()
        assert bench(pilot).cursor.selection == Span(4, 19)


async def test_a_click_on_a_stripe_shows_its_coding(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2", "j")
        text = screen(pilot)._text
        shown = []
        for lane in (0, 1):
            await pilot.click(text, offset=(text._parts.margin + lane, FIRST))
            await pilot.pause()
            coding = bench(pilot).shown
            assert coding is not None
            shown.append(coding.code)
        assert sorted(shown) == ["neighbours", "office"]
        assert bench(pilot).cursor.segment == 0


async def test_clicks_on_a_count_go_through_what_it_counts(study: Study) -> None:
    segment = study.desk.question_page("what-helped").entries[0].segment
    for code in ("neighbours", "office", "money", "weather"):
        study.codings.apply(code, segment)
    for code in ("money", "weather"):
        study.codings.apply(code, segment, Span(0, 20).shifted(segment.span.start))
    async with at_question(study) as pilot:
        text, found = screen(pilot)._text, set()
        for _ in range(4):
            await pilot.click(text, offset=(text._parts.margin + 3, FIRST))
            await pilot.pause(0.6)  # else the clicks of one place would make up a double click
            found.add(bench(pilot).focused)
        assert len(found) == 4


async def test_the_right_button_opens_the_list_of_codes_there(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        await pilot.click(text, offset=(text._parts.text_at + 2, 3), button=3)
        await pilot.pause()
        assert pilot.app.screen.query_one(Picker).is_open
        assert bench(pilot).cursor.segment == 1
        await press(pilot, *"mon", "enter")
        assert [code for code, _ in quotations(study)] == ["money"]


async def test_the_right_button_keeps_a_selection_that_it_is_on(study: Study) -> None:
    async with at_question(study) as pilot:
        text = screen(pilot)._text
        await press(pilot, "w", "v")
        await pilot.click(text, offset=(text._parts.text_at + 6, FIRST), button=3)
        await press(pilot, *"mon", "enter")
        assert quotations(study) == [("money", "neighbours")]


async def test_a_wheel_moves_the_text_and_the_next_key_comes_back(tmp_path: Path) -> None:
    with open_study(large_study(tmp_path / "long", 4_000, 50), "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            text = screen(pilot)._text
            while not text.rows.complete:
                await pilot.pause(0.01)
            for _ in range(12):
                await pilot._post_mouse_events([MouseScrollDown], text, offset=(9, 9))
            await pilot.pause()
            assert text.scroll_offset.y > 10
            assert bench(pilot).cursor.segment == 0
            await press(pilot, "l")
            assert text.scroll_offset.y <= 2


async def test_a_click_on_the_map_goes_there_and_marks_what_is_in_sight(tmp_path: Path) -> None:
    with open_study(large_study(tmp_path / "long", 20_000, 900), "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            text = screen(pilot)._text
            while not (text.rows.complete and bench(pilot).work.complete):
                await pilot.pause(0.01)
            seen(pilot)
            minimap = pilot.app.screen.query_one(Minimap)
            half = minimap.size.height // 2
            await pilot.click(minimap, offset=(1, half))
            await pilot.pause()
            segments = len(bench(pilot).page.entries)
            assert bench(pilot).cursor.segment == half * segments // minimap.size.height
            seen(pilot)
            ink = minimap._lines[half][0].style
            assert ink is not None
            assert ink.reverse


@pytest.mark.parametrize(("sign", "codes"), [("✓", ["money"]), ("✗", [])])
async def test_the_ticks_of_a_suggestion_accept_and_reject(
    study: Study, sign: str, codes: list[str]
) -> None:
    page = study.desk.question_page("what-helped")
    segment = page.entries[0].segment.id
    stored = [Suggestion(one, 0.5, segment=segment) for one in ("weather", "money")]
    hints = StoredHints(stored)
    async with at_page(study, page, hints) as pilot:
        seen(pilot)
        side = pilot.app.screen.query_one("#side", Inspector)
        rows = [side.render_line(y).text for y in range(side.size.height)]
        y = next(y for y, row in enumerate(rows) if "Money" in row and sign in row)
        await pilot.click(side, offset=(4, y))
        await pilot.pause()
        offer = bench(pilot).suggestions.at_hand(0)
        assert offer is not None
        assert offer.suggestion.code == "money"
        seen(pilot)
        await pilot.click(side, offset=(rows[y].index(sign), y))
        await pilot.pause()
        assert [code for code, _ in quotations(study)] == codes
        assert hints.rejected == ([] if codes else [stored[1]])


async def test_a_coding_in_the_pane_is_shown_by_a_click(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "2")
        seen(pilot)
        side = pilot.app.screen.query_one("#side", Inspector)
        await pilot.click(side, offset=(4, 2))
        await pilot.pause()
        assert bench(pilot).shown == bench(pilot).here[1]


async def test_a_click_on_the_sign_of_a_memo_opens_it(study: Study) -> None:
    second = study.desk.question_page("what-helped").entries[1].segment
    study.memos.write(MemoSubject.SEGMENT, second.id, "why?")
    async with at_question(study) as pilot:
        text, memo = screen(pilot)._text, pilot.app.screen.query_one(MemoEditor)
        opened = []
        for row in (FIRST, 3):
            await pilot.click(text, offset=(MEMO_AT, row))
            await pilot.pause()
            opened.append(bool(memo.display))
        assert opened == [False, True]
        assert memo.text == "why?"
        assert bench(pilot).cursor.segment == 1

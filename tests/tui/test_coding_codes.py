"""Putting codes on in one or two keys: going on by itself, the highlighter, new codes, digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.codebook_changes import EditCode
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.codes import UNCOLOURED, Codes
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.sitting_state import Sitting
from qualcode.tui.screens.home import HomeScreen
from tests.tui.sitting import (
    at_question,
    at_source,
    bench,
    kept,
    press,
    quotations,
    screen,
    seen,
)


async def test_a_code_leads_to_the_next_unit_where_one_wants_that(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "A", "1", "2", "1", "c", *"mon", "enter")
        assert [code for code, _ in quotations(study)] == [
            *("neighbours", "office", "neighbours", "money"),
        ]
        assert len({one.segment for one in kept(study)}) == 4
        assert "this was the last answer" in seen(pilot)
        await press(pilot, "A", "k", "2", "1")
        assert bench(pilot).cursor.segment == 2


async def test_while_codes_lead_on_a_second_code_is_still_put_on_the_same_unit(
    study: Study,
) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "A", "1", "k", ".", "2")
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "c", *"mon", "tab", *"wea", "enter")
        assert bench(pilot).cursor.segment == 2
        assert [code for code, _ in quotations(study)] == [
            *("neighbours", "office", "money", "weather"),
        ]
        await press(pilot, "v", "1", "2")
        assert bench(pilot).cursor.segment == 2


async def test_what_an_interviewer_says_is_passed_over_when_one_is_led_on(study: Study) -> None:
    async with at_source(study) as pilot:
        await press(pilot, "j", "A", "3")
        assert bench(pilot).cursor.segment == 3
        await press(pilot, "k", "k", "D")
        assert bench(pilot).cursor.segment == 3
    assert [code for code, _ in quotations(study)] == ["money"]


async def test_a_code_is_found_by_what_is_said_of_it_if_no_name_fits(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"next door", "enter")
        assert [code for code, _ in quotations(study)] == ["neighbours"]


def test_codes_without_a_colour_have_one_that_stays() -> None:
    some = [Code(f"c{number}", f"C {number}") for number in range(30)]
    before, after = (Codes(Codebook("", tuple(codes))) for codes in (some, some[7:]))
    colours = {code.id: before.colour(code.id) for code in some}
    assert UNCOLOURED not in colours.values()
    assert len(set(colours.values())) == 6
    assert all(after.colour(code.id) == colours[code.id] for code in some[7:])
    assert after.colour("c0") == UNCOLOURED


async def test_in_a_sentence_by_sentence_reading_one_key_codes_one_sentence(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "z", "s", "A", "1", "2")
        assert [words for _, words in quotations(study)] == [
            *("The neighbours came.", "They brought soup [y] and a heater."),
        ]


async def test_the_highlighter_puts_its_code_on_what_is_chosen_until_esc(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "H", "2")
        assert " HIGHLIGHT Public" in seen(pilot)
        await press(pilot, "w", "v", "w", "enter", "j", "enter")
        assert quotations(study)[0] == ("office", "neighbours came")
        assert [code for code, _ in quotations(study)] == ["office", "office"]
        assert bench(pilot).cursor.segment == 1
        await press(pilot, "escape")
        assert " READ " in seen(pilot)
        await press(pilot, "enter")
        assert bench(pilot).cursor.segment == 2
        await press(pilot, "H", *"mon", "enter")
        assert bench(pilot).highlighter == "money"
        assert len(kept(study)) == 2


async def test_a_drag_with_the_highlighter_codes_the_words(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "H", "1")
        shown = screen(pilot)._text
        at, row = shown._parts.text_at, shown.rows.cell_of(0).row
        await pilot.mouse_down(shown, offset=(at + 4, row))
        await pilot.hover(shown, offset=(at + 17, row))
        await pilot.mouse_up(shown, offset=(at + 17, row))
        await pilot.pause()
        bench(pilot).select_between(4, 17)
        shown.post_message(shown.Released())
        await pilot.pause()
        assert quotations(study)[0] == ("neighbours", "neighbours came")
        assert bench(pilot).cursor.selection is None


async def test_the_selected_words_become_a_code(study: Study, folder: Path) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "1", "w", "v", "w", "i")
        assert quotations(study)[-1] == ("neighbours-came", "neighbours came")
        assert "it is new in the codebook, E describes it" in seen(pilot)
        assert study.catalogue.codebook.by_id["neighbours-came"].parent == "help"
        assert "neighbours came" in (folder / "codebook.yaml").read_text(encoding="utf-8")
        assert bench(pilot).codes.pinned[2] == "neighbours-came"
        await press(pilot, "escape", "j", "3")
        assert quotations(study)[-1][0] == "neighbours-came"


async def test_with_nothing_selected_the_name_of_a_new_code_is_typed(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "i", *"Soup", "enter")
        assert [code for code, _ in quotations(study)] == ["soup"]
        await press(pilot, "E", *"Warm food", "tab", *"Soup, stew", "ctrl+s")
        made = study.catalogue.codebook.by_id["soup"]
        assert (made.short, made.definition, made.parent) == ("Warm food", "Soup, stew", None)
        await press(pilot, "u", "u", "u")
        assert "soup" not in study.catalogue.codebook
        assert kept(study) == []
        await press(pilot, "i", "escape", "j")
        assert bench(pilot).cursor.segment == 1


async def test_a_new_code_is_made_of_what_was_typed_in_the_picker(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"Help > Friends", "ctrl+n")
        assert "What does Friends mean?" in seen(pilot)
        await press(pilot, "escape", "j")
        assert [code for code, _ in quotations(study)] == ["friends"]
        assert study.catalogue.codebook.by_id["friends"].parent == "help"
        await press(pilot, "c", *"money", "ctrl+n", "c", "ctrl+n", "escape")
        assert [code for code, _ in quotations(study)] == ["friends", "money"]
        await press(pilot, "c", *"Nowhere > X", "ctrl+n")
        assert "NOT SAVED" in seen(pilot)
        assert "Nowhere" in bench(pilot).told.text


async def test_include_and_exclude_of_a_new_code_are_a_line_each(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "i", *"Soup", "enter", "E", "tab", "tab")
        await press(pilot, *"stew", "enter", *"broth", "tab", *"bread", "ctrl+s")
        made = study.catalogue.codebook.by_id["soup"]
        assert (made.include, made.exclude) == (("stew", "broth"), ("bread",))
        assert [code for code, _ in quotations(study)] == ["soup"]


async def test_in_a_round_the_codebook_is_frozen_and_that_is_said(study: Study) -> None:
    study.rounds.create("pilot", ["anna"])
    page = study.in_round("pilot").desk.round_page()
    async with CodingApp(study, page).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "c", *"Soup", "ctrl+n")
        assert "Inside a round the codebook is frozen" in seen(pilot)
        assert study.codings.all() == []


async def test_the_key_of_a_code_is_set_in_the_picker(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"wea", "ctrl+k", "backspace", "z", "q", "enter", "escape")
        assert study.catalogue.codebook.by_id["weather"].key == "zq"
        await press(pilot, "C", "z", "q", "escape")
        assert [code for code, _ in quotations(study)] == ["weather"]
        await press(pilot, "c", *"mon", "ctrl+k", "escape", "escape", "u")
        assert kept(study) == []


async def test_a_codes_own_key_finds_it_first_in_the_picker(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", "w", "enter", "c", "h", "o", "enter")
        assert [code for code, _ in quotations(study)] == ["weather", "office"]


async def test_the_digits_are_the_same_tomorrow(study: Study, folder: Path) -> None:
    sitting = Sitting()
    app = CodingApp(study, study.desk.source_page("talk"), outset=Outset(sitting=sitting))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "j", "c", *"mon", "enter", "c", *"wea", "enter", "c", *"off", "enter")
        assert bench(pilot).codes.pinned == ["neighbours", "office", "money", "weather"]
        await press(pilot, "P", "4")
        assert bench(pilot).codes.pinned == ["neighbours", "weather", "money", "office"]
        assert "Public office is under 4" in seen(pilot)
        await press(pilot, "j", "j", "2", "2", "2")
    again = Outset(sitting=Sitting(content={"pins": sitting.kept("pins")}))
    with open_study(folder, "anna") as later:
        app = CodingApp(later, later.desk.source_page("talk"), outset=again)
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            assert bench(pilot).codes.pinned == ["neighbours", "weather", "money", "office"]


async def test_of_a_small_codebook_all_codes_have_a_digit_before_any_is_used(
    study: Study,
) -> None:
    async with at_source(study) as pilot:
        await press(pilot, "j", "3")
        assert quotations(study) == [("money", "It was cold. We had no money for wood.")]


@pytest.mark.parametrize("keys", [("P", "3"), (".",)])
async def test_without_a_code_used_before_there_is_none_to_repeat_or_pin(
    study: Study, keys: tuple[str, ...]
) -> None:
    async with at_source(study) as pilot:
        await press(pilot, *keys)
        assert "No code was used before" in seen(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_codebook_that_was_changed_over_the_text_is_taken_in(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "c", *"mon", "enter", "g", "c")
        study.codes.change(EditCode("money", {"name": "Cash", "key": "q"}))
        await press(pilot, "q")
        assert "Cash" in seen(pilot)
        await press(pilot, "j", "C", "q")
        assert [code for code, _ in quotations(study)] == ["money", "money"]

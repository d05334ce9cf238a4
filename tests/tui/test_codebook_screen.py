"""The codebook editor: every change through the keys, in the store, in codebook.yaml, and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.domain.codebook import Code, Example
from qualcode.domain.codebook_changes import EditCode, RetireCode
from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.code_quotations import CODE_QUOTATIONS
from qualcode.tui.registry.codebook import CODEBOOK
from qualcode.tui.screens.code_quotations import CodeQuotationsScreen
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from tests.tui.sitting import NARROW, WIDE, at_home, press, seen
from tests.tui.test_look import compared

COMMENT = "# as agreed on Monday"


@asynccontextmanager
async def at_codebook(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """Open the codebook editor from the list of texts."""
    async with at_home(study, size) as pilot:
        await press(pilot, "g", "c")
        yield pilot


def editor(pilot: Pilot[None]) -> CodebookScreen:
    """Return the codebook editor that is open."""
    shown = pilot.app.screen
    assert isinstance(shown, CodebookScreen)
    return shown


def here(pilot: Pilot[None]) -> str:
    """Return the id of the code that is chosen."""
    row = editor(pilot).list.row
    assert row is not None
    return row.code.id


def ids(study: Study) -> list[str]:
    """Return the ids of the codes in the order of the codebook."""
    return [code.id for code in study.catalogue.codebook.codes]


def code(study: Study, identity: str) -> Code:
    """Return a code as the study has it now."""
    return study.catalogue.codebook.by_id[identity]


def written(study: Study) -> str:
    """Return codebook.yaml."""
    assert study.folder is not None
    return (study.folder / "codebook.yaml").read_text(encoding="utf-8")


@pytest.fixture
def commented(study: Study) -> Study:
    """Give the study with a comment in its codebook.yaml."""
    assert study.folder is not None
    path = study.folder / "codebook.yaml"
    path.write_text(
        written(study).replace("name: Weather", f"name: Weather  {COMMENT}"), encoding="utf-8"
    )
    study.catalogue.apply_edits()
    return study


@pytest.fixture
def coded(study: Study) -> Study:
    """Give the study with three answers coded Money by anna and one by ben."""
    segments = [one.segment for one in study.sources.passages("what-helped")]
    study.codings.apply_to_all("money", segments[:3])
    study.acting_as("ben").codings.apply_to_all("money", segments[2:])
    study.codings.apply("weather", segments[0])
    return study


async def test_every_action_of_the_registers_can_be_done(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        screen = editor(pilot)
        assert {*screen.verbs(), *screen._shared()} == set(CODEBOOK.by_id)
        await press(pilot, "G", "o")
        quotations = pilot.app.screen
        assert isinstance(quotations, CodeQuotationsScreen)
        assert {*quotations.verbs(), *quotations._shared()} == set(CODE_QUOTATIONS.by_id)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_the_tree_and_a_card_at_two_sizes(
    coded: Study, name: str, size: tuple[int, int]
) -> None:
    coded.codes.change(
        EditCode(
            "money",
            {
                "include": ("sums that are named",),
                "exclude": ("wages, see [[office]]",),
                "typical": (Example("Money helped.", "P3", "11-24"),),
                "close_but_no": (Example("rich in friends", note="only a figure of speech"),),
                "aliases": ("Cash",),
                "memo": "Grew out of the pilot.",
            },
        )
    )
    coded.codes.change(RetireCode("weather", ("money",), "nobody needed it"))
    async with at_codebook(coded, size) as pilot:
        await press(pilot, "j", "j", "j")
        assert here(pilot) == "money"
        compared(seen(pilot), f"codebook-{name}")


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_a_preview_and_a_form_at_two_sizes(
    coded: Study, name: str, size: tuple[int, int]
) -> None:
    async with at_codebook(coded, size) as pilot:
        await press(pilot, "j", "j", "j", "M", "k", "enter")
        compared(seen(pilot), f"codebook-preview-{name}")
        await press(pilot, "escape", "G", "enter")
        await pilot.pause()
        compared(seen(pilot), f"codebook-form-{name}")


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_the_codings_of_a_split_code_at_two_sizes(
    coded: Study, name: str, size: tuple[int, int]
) -> None:
    async with at_codebook(coded, size) as pilot:
        await press(pilot, "G", "k", "s", *"Wages, Gifts", "ctrl+s", "enter", "2")
        compared(seen(pilot), f"codebook-split-{name}")


async def test_folding_and_unfolding(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "j", "left")
        assert here(pilot) == "help"
        await press(pilot, "left")
        assert "Neighbours" not in seen(pilot).split("ASKED")[0].splitlines()[2]
        await press(pilot, "j")
        assert here(pilot) == "money"
        await press(pilot, "k", "right", "right")
        assert here(pilot) == "neighbours"
        await press(pilot, "z")
        assert here(pilot) == "help"
        assert len(editor(pilot).list.shown) == 3
        await press(pilot, "z")
        assert len(editor(pilot).list.shown) == 5


async def test_the_filter_finds_folded_codes_and_goes_there(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "z", "/", *"office")
        assert [row.code.id for row in editor(pilot).list.shown] == ["office"]
        await press(pilot, "enter")
        assert here(pilot) == "office"
        assert len(editor(pilot).list.shown) == 5
        await press(pilot, "/", *"zzz", "escape")
        assert len(editor(pilot).list.shown) == 5


async def test_a_new_code_beside_goes_into_the_store_and_the_file(commented: Study) -> None:
    async with at_codebook(commented) as pilot:
        await press(pilot, "j", "n", *"Friends", "tab", *"hf", "ctrl+s")
        assert here(pilot) == "friends"
        assert "“Friends” added" in seen(pilot)
        new = code(commented, "friends")
        assert (new.parent, new.key) == ("help", "hf")
        assert ids(commented) == ["help", "neighbours", "friends", "office", "money", "weather"]
        assert "name: Friends" in written(commented)
        assert COMMENT in written(commented)
        await press(pilot, "u")
        assert "friends" not in ids(commented)
        assert "Friends" not in written(commented)
        assert COMMENT in written(commented)
        await press(pilot, "ctrl+r")
        assert "friends" in ids(commented)


async def test_a_new_code_below_and_one_that_is_refused(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "k", "N", *"Wages", "enter")
        assert code(study, "wages").parent == "money"
        await press(pilot, "N", "ctrl+s")
        assert "needs a name" in seen(pilot)
        await press(pilot, *"Bonus", "tab", *"w", "enter")
        assert "'w'" in seen(pilot)
        assert "bonus" not in ids(study)
        await press(pilot, "backspace", "enter")
        assert code(study, "bonus").parent == "wages"


async def test_the_first_code_of_an_empty_codebook(tmp_path: Path) -> None:
    from qualcode import create_study

    with create_study(tmp_path / "empty", "Empty", "anna") as study:
        async with at_codebook(study, NARROW) as pilot:
            assert "No codes yet" in seen(pilot)
            await press(pilot, "e")
            assert "n adds one" in seen(pilot)
            await press(pilot, "n", *"Trust", "enter")
            assert ids(study) == ["trust"]


async def test_fields_are_changed_in_one_deed(commented: Study) -> None:
    async with at_codebook(commented) as pilot:
        await press(pilot, "G", "enter")
        await press(pilot, "tab", "tab", "tab", *"Snow and rain.")
        await press(pilot, "tab", *"Any [y] weather.", "enter", *"Not the climate.")
        await press(pilot, "tab", *"snow", "enter", *"rain", "ctrl+s")
        changed = code(commented, "weather")
        assert changed.short == "Snow and rain."
        assert changed.definition == "Any [y] weather.\nNot the climate."
        assert changed.include == ("snow", "rain")
        assert "short, definition, include changed" in seen(pilot)
        assert "Any [y] weather." in seen(pilot)
        assert COMMENT in written(commented)
        await press(pilot, "u")
        assert code(commented, "weather").definition == ""


async def test_a_form_that_is_left_changes_nothing(study: Study) -> None:
    before = study.catalogue.codebook.revision
    async with at_codebook(study) as pilot:
        await press(pilot, "e", *"xyz", "escape", "e", "ctrl+s")
        assert "nothing changed" in seen(pilot)
        assert study.catalogue.codebook.revision == before


async def test_the_arrows_go_from_field_to_field(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "e", "down", "up", "up", *"memo!", "shift+tab", "tab", "ctrl+s")
        assert code(study, "weather").memo == "memo!"


async def test_pasted_lines_become_one_in_a_field_of_one_line(study: Study) -> None:
    from textual.events import Paste

    async with at_codebook(study) as pilot:
        await press(pilot, "G", "r")
        assert pilot.app.focused is not None
        pilot.app.post_message(Paste(" and\nstorms"))
        await press(pilot, "enter")
        assert code(study, "weather").name == "Weather and storms"


async def test_rename_keeps_the_old_name_as_an_alias(commented: Study) -> None:
    async with at_codebook(commented) as pilot:
        await press(pilot, "G", "r", "ctrl+u", *"Climate", "enter")
        assert here(pilot) == "weather"
        assert code(commented, "weather").name == "Climate"
        assert code(commented, "weather").aliases == ("Weather",)
        assert f"name: Climate  {COMMENT}" in written(commented)


async def test_its_key_and_one_that_clashes(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "y", "backspace", "m", "enter")
        assert "clashes" in seen(pilot)
        await press(pilot, "backspace", "s", "enter")
        assert code(study, "weather").key == "s"


async def test_its_colour_by_name(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "c", *"sky")
        assert "sky blue" in seen(pilot)
        await press(pilot, "enter")
        assert code(study, "weather").color == "#56B4E9"
        await press(pilot, "c", *"none", "enter")
        assert code(study, "weather").color == ""
        await press(pilot, "c", "escape", "e", "tab", "tab", *"plaid", "enter")
        assert "'plaid' is no colour" in seen(pilot)


async def test_a_pasted_colour_is_looked_for(study: Study) -> None:
    from textual.events import Paste

    async with at_codebook(study) as pilot:
        await press(pilot, "G", "c")
        pilot.app.post_message(Paste("vermillion"))
        await pilot.pause()
        await press(pilot, "enter")
        assert code(study, "weather").color == "#D55E00"
        await press(pilot, "/")
        pilot.app.post_message(Paste("office"))
        await pilot.pause()
        await press(pilot, "enter")
        assert here(pilot) == "office"


async def test_merging_is_for_the_lead(coded: Study) -> None:
    async with at_codebook(coded.acting_as("ben")) as pilot:
        await press(pilot, "G", "M", "k", "enter", "enter")
        assert "lead" in seen(pilot)
        assert code(coded, "weather").retired is None


async def test_a_file_that_is_not_usable_is_not_taken_over(study: Study) -> None:
    assert study.folder is not None
    path = study.folder / "codebook.yaml"
    path.write_text(written(study).replace("key: m", "key: w"), encoding="utf-8")
    async with at_codebook(study) as pilot:
        await press(pilot, "A")
        assert "clashes" in seen(pilot)
        assert code(study, "money").key == "m"
        await press(pilot, "R")
        assert "key: m" in written(study)


async def test_moving_under_before_and_after(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "m", "g", "g")
        assert "Move “Weather” under “Help”" in seen(pilot)
        await press(pilot, "enter")
        assert "1 coding on 1 segment by anna." in seen(pilot)
        await press(pilot, "escape")
        assert code(coded, "weather").parent is None
        await press(pilot, "G", "m", "g", "g", "enter", "enter")
        assert code(coded, "weather").parent == "help"
        assert here(pilot) == "weather"
        await press(pilot, "m", "k", "k", "b", "enter")
        assert ids(coded)[:3] == ["help", "weather", "neighbours"]
        await press(pilot, "m", "j", "a", "enter")
        assert ids(coded)[:3] == ["help", "neighbours", "weather"]
        await press(pilot, "u", "u", "u")
        assert ids(coded) == ["help", "neighbours", "office", "money", "weather"]
        assert code(coded, "weather").parent is None


async def test_a_code_does_not_go_below_itself(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "m", "j")
        assert "not below itself" in seen(pilot)
        await press(pilot, "enter")
        assert "not below itself" in seen(pilot)
        await press(pilot, "n")
        assert "First Enter, b or a" in seen(pilot)
        await press(pilot, "escape", "b")
        assert "First m" in seen(pilot)


async def test_reordering_among_siblings(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "j", "ctrl+down")
        assert ids(study)[:3] == ["help", "office", "neighbours"]
        assert here(pilot) == "neighbours"
        await press(pilot, "}")
        assert "last there already" in seen(pilot)
        await press(pilot, "ctrl+up")
        assert ids(study)[:3] == ["help", "neighbours", "office"]
        await press(pilot, "G", "u")
        assert ids(study)[:3] == ["help", "office", "neighbours"]
        assert "undone: the order of “Neighbours”, “Public office”" in seen(pilot)
        assert here(pilot) in ("neighbours", "office")
        await press(pilot, "k", "k", "k", "r", "ctrl+u", *"Aid", "enter", "G", "u")
        assert "undone: “Help”" in seen(pilot)
        assert here(pilot) == "help"


async def test_merging_takes_the_codings_along(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "k", "M", "/", *"weath", "enter", "enter")
        assert "5 codings on 4 segments by anna, ben." in seen(pilot)
        await press(pilot, "enter")
        assert "merged into “Weather”, 5 codings changed" in seen(pilot)
        assert {one.code for one in coded.codings.all()} == {"weather"}
        assert code(coded, "money").retired is not None
        await press(pilot, "u")
        assert len([one for one in coded.codings.all() if one.code == "money"]) == 5
        assert code(coded, "money").retired is None


async def test_an_open_round_forbids_a_merge_and_blindness_hides_its_numbers(
    coded: Study,
) -> None:
    coded.rounds.create("one", ["anna", "ben"], blind=True, seed=2)
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "M", "k", "enter")
        assert "hidden while a blind round is open" in seen(pilot)
        assert "“one”" in seen(pilot)
        await press(pilot, "enter")
        assert code(coded, "weather").retired is None
        assert "Enter does it" not in seen(pilot)
        await press(pilot, "escape")
        assert "Nothing was changed." in seen(pilot)


async def test_splitting_leads_through_ones_own_codings(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "k", "s", *"Wages, Gifts", "ctrl+s")
        assert "Split “Money” into “Wages”, “Gifts”" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodeQuotationsScreen)
        assert "3 yours to decide" in seen(pilot)
        assert "1 Wages   2 Gifts" in seen(pilot)
        await press(pilot, "2", "1")
        own = coded.team.find("anna").id
        mine = sorted(one.code for one in coded.codings.all() if one.coder == own)
        assert mine == ["gifts", "money", "wages", "weather"]
        assert "1 yours to decide" in seen(pilot)
        await press(pilot, "u")
        assert "2 yours to decide" in seen(pilot)
        await press(pilot, "G", "1")
        assert "only they can decide" in seen(pilot)
        await press(pilot, "q")
        assert here(pilot) == "wages"
        theirs = [one for one in coded.codings.all() if one.coder != own]
        assert {one.code for one in theirs} == {"money"}


async def test_splitting_with_the_old_code_retired(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "k", "s", *"Wages", "enter", *"Gifts", "tab")
        await press(pilot, "backspace", "backspace", *"yes", "enter", "enter")
        assert code(coded, "money").retired is not None
        assert code(coded, "money").retired.use == ("wages", "gifts")  # type: ignore[union-attr]
        await press(pilot, "q", "u")
        assert "wages" not in ids(coded)


async def test_retiring_and_bringing_back(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "x", *"Mony", "tab", *"too rare", "enter")
        assert "There is no code 'Mony'" in seen(pilot)
        await press(pilot, "shift+tab", "backspace", *"ey", "ctrl+s")
        assert "Retire “Weather”; use “Money” instead" in seen(pilot)
        await press(pilot, "enter")
        gone = code(coded, "weather").retired
        assert gone is not None
        assert (gone.use, gone.why) == (("money",), "too rare")
        assert "RETIRED" in seen(pilot)
        await press(pilot, "t")
        assert "RETIRED" not in seen(pilot)
        await press(pilot, "t", "G", "X")
        assert code(coded, "weather").retired is None
        await press(pilot, "X")
        assert "is not retired" in seen(pilot)


async def test_quotations_lead_to_the_text_and_back(coded: Study) -> None:
    async with at_codebook(coded) as pilot:
        await press(pilot, "G", "k", "o")
        shown = seen(pilot)
        assert "YOURS" in shown
        assert "BY OTHERS" in shown
        assert "soup [y] and a heater" in shown
        await press(pilot, "/", *"snowed")
        assert len(pilot.app.screen.list.shown) == 1  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "q", "escape", "q")
        assert here(pilot) == "money"


async def test_how_many_quotations_there_are_is_told_in_a_narrow_terminal_too(
    coded: Study,
) -> None:
    async with at_codebook(coded, NARROW) as pilot:
        await press(pilot, "G", "k", "o")
        assert "codebook ▸ Money  5 quotations, 3 yours" in seen(pilot)
        assert "put under" not in seen(pilot)


async def test_edits_by_hand_are_shown_applied_or_dropped(study: Study) -> None:
    assert study.folder is not None
    path = study.folder / "codebook.yaml"
    before = written(study)
    path.write_text(before.replace("name: Money", f"name: Cash  {COMMENT}"), encoding="utf-8")
    async with at_codebook(study) as pilot:
        assert "was edited by hand" in seen(pilot).splitlines()[0]
        assert "name: Cash" in seen(pilot)
        await press(pilot, "G", "r", *"s", "enter")
        assert "edited by hand" in seen(pilot)
        await press(pilot, "escape", "v")
        assert "name: Cash" not in seen(pilot)
        await press(pilot, "A")
        assert code(study, "money").name == "Cash"
        assert COMMENT in written(study)
        assert "was edited by hand" not in seen(pilot)
        path.write_text(written(study).replace("Cash", "Gold"), encoding="utf-8")
        await press(pilot, "q", "g", "c")
        await press(pilot, "R")
        assert code(study, "money").name == "Cash"
        assert "Gold" not in written(study)
        await press(pilot, "A")
        assert "says what the study has" in seen(pilot)


async def test_what_somebody_else_changed_meanwhile_is_said_and_shown(
    study: Study, folder: Path
) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "r")
        with open_study(folder, "ben") as other:
            other.codes.change(EditCode("money", {"name": "Cash"}))
        await press(pilot, *"s", "enter")
        assert "Somebody else changed the codebook just now" in seen(pilot)
        assert code(study, "weather").name == "Weather"
        await press(pilot, "ctrl+s")
        assert code(study, "weather").name == "Weathers"
        assert "Cash" in seen(pilot)


async def test_the_palette_and_f7_lead_here_from_a_text(study: Study) -> None:
    app = CodingApp(study, study.desk.source_page("talk"))
    async with app.run_test(size=NARROW) as pilot:
        await press(pilot, "f7")
        assert here(pilot) == "help"
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, CodingScreen)


async def test_what_is_being_filled_in_is_not_lost_by_leaving(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await press(pilot, "G", "e", *"s", "ctrl+q")
        assert "not kept yet" in seen(pilot)
        assert code(study, "weather").name == "Weather"
        await press(pilot, "ctrl+s")
        assert code(study, "weather").name == "Weathers"


async def test_other_colours_change_nothing_else(study: Study) -> None:
    async with at_codebook(study) as pilot:
        before = seen(pilot)
        await press(pilot, "f3")
        assert seen(pilot) == before


async def test_a_click_chooses_a_code_and_two_open_it(study: Study) -> None:
    async with at_codebook(study) as pilot:
        await pilot.click("#list", offset=(8, 3))
        assert here(pilot) == "money"
        await pilot.click("#list", offset=(8, 4), times=2)
        await press(pilot, *"s", "enter")
        assert code(study, "weather").name == "Weathers"

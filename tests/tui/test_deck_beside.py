"""The deck beside the other screens: flags, new codes, pins, and screens over each other."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.study import Study
from qualcode.tui.app import CodingApp
from tests.tui.sitting import WIDE, kept, press
from tests.tui.test_deck import QUESTION, at_deck, bench, coded, deck, deeds, seen


def rows_seen(pilot: Pilot[None]) -> list[str]:
    """Return the lines of the rows, without what stands beside them."""
    return [line[: WIDE[0] - 46] for line in seen(pilot).splitlines()[2:10]]


async def test_flags_are_put_on_many_and_taken_off_in_one_deed(study: Study) -> None:
    page = study.desk.question_page(QUESTION)
    done = deeds(study)
    async with at_deck(study) as pilot:
        await press(pilot, "space", "space", "!")
        assert "flag on 2 answers" in seen(pilot)
        assert deeds(study) == done + 1
        flagged = study.flags.of_segments(one.segment.id for one in page.entries)
        assert flagged == {page.entries[0].segment.id, page.entries[1].segment.id}
        assert [line[0] for line in rows_seen(pilot)[0:6:2]] == ["!", "!", "▸"]
        await press(pilot, "escape", "!")
        assert "flag on P3" in seen(pilot)
        assert "flagged" in seen(pilot)
        await press(pilot, "A", "!")
        assert "flag on P4" in seen(pilot)
        await press(pilot, "!")
        assert "flag taken off 4 answers" in seen(pilot)
        assert study.flags.all() == []
        await press(pilot, "u")
        assert "undone: flag taken off 4 answers" in seen(pilot)
        assert len(study.flags.all()) == 4
        assert "flagged" in seen(pilot)


async def test_a_new_code_is_made_from_the_picker_and_put_on_all(study: Study) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "A", "c", "ctrl+n")
        assert "Type the name of the new code first." in seen(pilot)
        await press(pilot, *"Wood", "ctrl+n")
        new = study.catalogue.codebook.find("Wood")
        assert new is not None
        assert {one.code for one in kept(study)} == {new.id}
        assert len(kept(study)) == 4
        assert "Wood put on 4 answers; it is new in the codebook" in seen(pilot)
        assert "Wood" in seen(pilot).splitlines()[-3]
        await press(pilot, "u", "u")
        assert "undone: a change of the codebook" in seen(pilot)
        assert study.catalogue.codebook.find("Wood") is None
        assert "Wood" not in seen(pilot).splitlines()[-3]
        await press(pilot, "c", *"money", "ctrl+n")
        assert len(kept(study)) == 4
        assert {one.code for one in kept(study)} == {"money"}
        await press(pilot, "c", *"Help", "ctrl+n")
        assert "NOT SAVED" in seen(pilot)


async def test_pins_are_the_same_on_the_deck_and_in_the_text(study: Study) -> None:
    app = CodingApp(study, study.desk.question_page(QUESTION), as_deck=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "c", *"mon", "enter", "enter")
        await press(pilot, "P", "1", "g", "d")
        assert bench(pilot).codes.pinned[0] == "money"
        await press(pilot, "j", "1")
        assert coded(study) == [("P1", "money"), ("P2", "money")]


async def test_decks_and_texts_can_lie_over_each_other(study: Study) -> None:
    app = CodingApp(study, study.desk.question_page(QUESTION), as_deck=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.show_deck("questions", QUESTION)
        await pilot.pause()
        app.show_deck("sources", "talk")
        await pilot.pause()
        await press(pilot, "enter", "g", "d", "A", "c", *"mon", "enter")
        assert "Money put on 2 segments" in seen(pilot)
        await press(pilot, "q")
        assert deck(pilot).bench.page.title == QUESTION
        await press(pilot, "1")
        assert len(kept(study)) == 3
        await press(pilot, "q")
        assert bench(pilot).codes_on(0) == {"neighbours"}
        assert "▌Neighbours" in "\n".join(rows_seen(pilot))


async def test_what_was_done_on_another_screen_shows_when_it_is_left(
    study: Study,
) -> None:
    async with at_deck(study) as pilot:
        await press(pilot, "!", "g", "f")
        await press(pilot, "d", "q")
        assert study.flags.all() == []
        assert rows_seen(pilot)[0][0] == "▸"

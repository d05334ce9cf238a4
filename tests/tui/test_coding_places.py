"""Getting about: labels over sentences, go to, bookmarks, the next text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.study import Study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.coding.modes.jumping import LETTERS, labels
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.sitting_state import Sitting
from tests.support.large_studies import SOURCE, large_study
from tests.tui.sitting import (
    NARROW,
    at_question,
    at_source,
    bench,
    press,
    quotations,
    screen,
    seen,
)


def words(pilot: object) -> str:
    """Return what is selected."""
    here = bench(pilot)  # type: ignore[arg-type]
    return here.cursor.selection.of(here.page.text) if here.cursor.selection else ""


async def test_a_label_leads_to_a_sentence_in_sight(study: Study) -> None:
    async with at_question(study, NARROW) as pilot:
        here = bench(pilot)
        plain = seen(pilot)
        await press(pilot, "f")
        assert list(here.labels.values()) == ["a", "s", "d", "f", "g", "h"]
        labelled = seen(pilot)
        assert "ahe neighbours came. shey brought" in labelled
        await press(pilot, "s")
        assert here.page.text[here.cursor.position :].startswith("They brought")
        assert here.labels == {}
        await press(pilot, "g", "g", "f", "escape")
        assert seen(pilot).splitlines()[1:-2] == plain.splitlines()[1:-2]
        await press(pilot, "f", "Q")
        assert "No label is Q" in seen(pilot)


async def test_an_arbitrary_phrase_by_two_labels(study: Study) -> None:
    async with at_question(study) as pilot:
        await press(pilot, "F", "s")
        assert words(pilot) == "The neighbours came. They brought soup [y] and a heater."
        await press(pilot, "escape", "f", "s", "F", "s", "1")
        assert quotations(study) == [("neighbours", "They brought soup [y] and a heater.")]
        await press(pilot, "escape", "g", "g", "w", "v", "f", "a")
        assert words(pilot) == "The neighbours"
        await press(pilot, "escape", "w", "v", "f", "d")
        assert "stays inside one segment" in seen(pilot)


@given(st.integers(0, 1000))
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == min(count, len(LETTERS) ** 2) == len(set(made))
    singles = {one for one in made if len(one) == 1}
    assert not [one for one in made if len(one) == 2 and one[0] in singles]


@pytest.fixture(scope="module")
def long_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a study whose text fills several screens."""
    return large_study(tmp_path_factory.mktemp("long") / "study", 3_000, 20)


async def test_where_there_are_many_sentences_some_labels_have_two_letters(
    long_study: Path,
) -> None:
    with open_study(long_study, "anna") as study:
        async with at_source(study, SOURCE) as pilot:
            here = bench(pilot)
            await press(pilot, "G", "f")
            sight = screen(pilot)._text.sight
            pairs = {label: place for place, label in here.labels.items() if len(label) == 2}
            assert all(sight.covers(place) for place in here.labels)
            if pairs:
                label = next(iter(pairs))
                await press(pilot, label[0])
                assert set(here.labels.values()) == {one[1] for one in pairs if one[0] == label[0]}
                await press(pilot, "backspace", *label)
                assert here.cursor.position == pairs[label]


async def test_going_to_a_number_a_share_and_a_participant(study: Study) -> None:
    async with at_question(study) as pilot:
        here = bench(pilot)
        await press(pilot, "ctrl+g", "3", "enter")
        assert here.cursor.segment == 2
        await press(pilot, "ctrl+g", *"50%", "enter")
        assert here.cursor.segment == 2
        await press(pilot, "ctrl+g", *"p4", "enter")
        assert here.cursor.segment == 3
        await press(pilot, "ctrl+g", "9", "enter")
        assert "the segments 1 to 4, no 9" in seen(pilot)
        await press(pilot, "ctrl+g", *"zoe", "enter")
        assert "Nobody here is called" in seen(pilot)
        await press(pilot, "ctrl+g", "1", "escape", "ctrl+g", "enter")
        assert here.cursor.segment == 3


async def test_a_speaker_is_gone_to_turn_by_turn(study: Study) -> None:
    async with at_source(study) as pilot:
        found = []
        for _ in range(3):
            await press(pilot, "ctrl+g", *"mar", "enter")
            found.append(bench(pilot).cursor.segment)
        assert found == [1, 3, 1]


async def test_bookmarks_lead_back_also_from_another_text_and_another_day(
    study: Study, folder: Path
) -> None:
    sitting = Sitting()
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=Outset(sitting=sitting))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await press(pilot, "j", "w", "w", "B", "a", "G", "'", "a")
        here = bench(pilot)
        assert here.page.text[here.cursor.position :].startswith("at all")
        assert "no bookmark b" not in seen(pilot)
        await press(pilot, "'", "b")
        assert "There is no bookmark b" in seen(pilot)
        await press(pilot, "B", "escape", "'", "escape", "k")
        assert here.cursor.segment == 0
    again = Outset(sitting=Sitting(content={"bookmarks": sitting.kept("bookmarks")}))
    with open_study(folder, "anna") as later:
        app = CodingApp(later, later.desk.source_page("talk"), outset=again)
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            await press(pilot, "'", "a")
            there = bench(pilot)
            assert there.page.source is not None
            assert there.page.text[there.cursor.position :].startswith("at all")
            await press(pilot, "q")
            assert bench(pilot).page.title == "talk"


async def test_the_next_text_of_the_same_kind(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "second.txt"
    other.write_text("Interviewer: And you?\n\nJoon: Me too.\n", encoding="utf-8")
    study.import_files(other, kind="interview", moderators=("Interviewer",))
    async with at_source(study, "second") as pilot:
        await press(pilot, "]", "]")
        assert bench(pilot).page.title == "talk"
        await press(pilot, "]", "]")
        assert "There is no text after this one" in seen(pilot)
        await press(pilot, "[", "[")
        assert bench(pilot).page.title == "second"
        await press(pilot, "[", "[")
        assert "There is no text before this one" in seen(pilot)


async def test_a_long_turn_is_shown_from_its_beginning_when_one_comes_to_it(
    study: Study, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    turn = "Mara: " + "It was cold and we had no wood. " * 60
    asked = "Interviewer: And then what?\n\n"
    long.write_text(f"{asked}{turn}\n\n{asked}{turn}\n", encoding="utf-8")
    study.import_files(long, kind="interview", moderators=("Interviewer",))
    async with at_source(study, "long", NARROW) as pilot:
        shown = screen(pilot)._text
        await press(pilot, "}", "}", "}")
        assert shown.scroll_offset.y == shown.rows.first_row(3)
        await press(pilot, "z", "s")
        for _ in range(30):
            await press(pilot, "j")
            target = bench(pilot).target
            first, last = shown.rows.row_of(target.start), shown.rows.row_of(target.end - 1)
            assert shown.scroll_offset.y <= first
            assert last < shown.scroll_offset.y + shown.size.height


async def test_a_coding_that_is_stepped_to_is_in_sight(study: Study, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Mara: " + "It was cold and we had no wood. " * 60, encoding="utf-8")
    study.import_files(long, kind="interview")
    async with at_source(study, "long", NARROW) as pilot:
        await press(pilot, "1", "z", "s", "2", "$", "G", "z", "s", *["j"] * 40, "3", ";", ";", ";")
        shown, here = screen(pilot)._text, bench(pilot)
        assert here.shown is not None
        assert here.shown.code == "office"
        assert shown.scroll_offset.y == 0

"""The list of memos: what each is on, going there, writing and rewriting."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.domain.coding import MemoSubject
from qualcode.study import Study, open_study
from qualcode.tui.registry.memos import MEMOS
from qualcode.tui.screens.memos import MemosScreen
from tests.tui.sitting import NARROW, WIDE, at_home, bench, press, seen
from tests.tui.test_look import compared

at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


@pytest.fixture
def noted(study: Study, folder: Path) -> Study:
    """Give the study with memos on all kinds of things, one of them ben's."""
    entries = study.desk.question_page("what-helped").entries
    coding = study.codings.apply("money", entries[2].segment)
    assert coding is not None
    study.memos.write(MemoSubject.STUDY, "", "Winter was long.\nAsk [b]again[/b] in spring.")
    study.memos.write(MemoSubject.CODE, "money", "Heating too? \x1b]0;owned\x07")
    study.memos.write(MemoSubject.SEGMENT, entries[0].segment.id, "Soup [y]!")
    study.memos.write(MemoSubject.CODING, coding.id, "Help or money?")
    study.memos.write(MemoSubject.SOURCE, study.sources.find("talk").id, "Short talk.")
    with open_study(folder, "ben") as other:
        other.memos.write(MemoSubject.STUDY, "", "I am new here.")
    return study


def steady(shown: str, study: Study) -> str:
    """Return a screen without the moments of this very run."""
    for one in study.memos.all():
        shown = shown.replace(f"{one.changed.astimezone():%Y-%m-%d %H:%M}", "date time       ")
    return shown


def choose(pilot, text: str) -> None:
    pilot.app.screen.list.choose(lambda row: row.memo.text.startswith(text))


@at_two_sizes
async def test_memos_at_two_sizes(noted: Study, name: str, size: tuple[int, int]) -> None:
    async with at_home(noted, size) as pilot:
        await press(pilot, "g", "m", "j")
        compared(steady(seen(pilot), noted), f"memos-{name}")


async def test_every_action_can_be_done(noted: Study) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "f9")
        screen = pilot.app.screen
        assert isinstance(screen, MemosScreen)
        assert {*screen.verbs(), *screen._shared()} == set(MEMOS.by_id)


@pytest.mark.parametrize(
    ("text", "title", "segment"), [("Soup", "P1", 0), ("Help or", "P3", 0), ("Short", "talk", None)]
)
async def test_enter_goes_to_the_place(
    noted: Study, text: str, title: str, segment: int | None
) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m")
        choose(pilot, text)
        await press(pilot, "enter")
        assert bench(pilot).page.title == title
        assert segment is None or bench(pilot).cursor.segment == segment
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, MemosScreen)


async def test_a_memo_without_a_place_is_written_on(noted: Study) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m")
        choose(pilot, "Heating")
        await press(pilot, "enter", *" yes")
        await press(pilot, "escape")
        assert "memo kept" in seen(pilot)
        assert any(one.text.endswith(" yes") for one in noted.memos.all())
        await press(pilot, "u")
        assert "undone: 1 memo changed" in seen(pilot)
        assert not any(one.text.endswith(" yes") for one in noted.memos.all())


async def test_n_writes_a_memo_on_the_study_and_an_empty_one_is_none(noted: Study) -> None:
    before = len(noted.memos.all())
    async with at_home(noted, NARROW) as pilot:
        await press(pilot, "g", "m", "n", "escape")
        assert len(noted.memos.all()) == before
        await press(pilot, "n", *"new q", "escape")
        assert "memo on the study kept" in seen(pilot)
        (newest,) = [one for one in noted.memos.all() if one.text == "new q"]
        assert (newest.kind, newest.coder) == (MemoSubject.STUDY, noted.coder.id)
        choose(pilot, "new q")
        await press(pilot, "e", *["backspace"] * 5, "escape")
        assert len(noted.memos.all()) == before


async def test_what_is_being_written_is_kept_when_one_leaves(noted: Study) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m", "n", *"late", "ctrl+q")
    assert any(one.text == "late" for one in noted.memos.all())


async def test_another_coders_memo_is_read_and_not_changed(noted: Study) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m")
        choose(pilot, "I am new")
        await press(pilot, "e")
        assert "This memo is ben's" in seen(pilot)
        await press(pilot, "escape")


async def test_words_of_memos_are_only_shown(noted: Study) -> None:
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m")
        choose(pilot, "Winter")
        pilot.app.screen.show_now()
        await pilot.pause()
        shown = seen(pilot)
        assert "[b]again[/b]" in shown
        assert "·]0;owned·" in shown
        assert "\x1b" not in shown


async def test_a_memo_of_a_coding_that_is_gone_has_no_place(noted: Study) -> None:
    (coding,) = noted.codings.all()
    noted.codings.remove(coding)
    async with at_home(noted) as pilot:
        await press(pilot, "g", "m")
        choose(pilot, "Help or")
        await press(pilot, "enter")
        assert "is gone" in seen(pilot)


async def test_letters_narrow_and_no_memo_says_how(study: Study) -> None:
    async with at_home(study, NARROW) as pilot:
        await press(pilot, "g", "m")
        assert "n writes one on the study" in seen(pilot)
        study.memos.write(MemoSubject.STUDY, "", "One thing")
        study.memos.write(MemoSubject.STUDY, "", "Another")
        await press(pilot, "q", "g", "m", "/", *"thing")
        assert "One thing" in seen(pilot)
        assert "Another" not in seen(pilot)

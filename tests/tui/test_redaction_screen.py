"""The redaction screen: each hit in its passage, decided by one key, applied after a preview."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from qualcode.domain.redaction import Hit, Verdict
from qualcode.domain.span import Span
from qualcode.privacy.vault import Vault
from qualcode.study import Study, create_study
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.redaction import REDACTION
from qualcode.tui.screens.home import HomeScreen
from qualcode.tui.screens.redaction import RedactionScreen
from tests.support.studies import CODES, segments, small_survey
from tests.tui.sitting import NARROW, WIDE, press, seen
from tests.tui.test_look import compared

PASSPHRASE = "nine quiet herons"
NAMED = [
    ("R1", "analyst", "Marisol Reyes trained us in Tucson.", "REYES left, and reyes' files too."),
    ("R2", "clerk", "Ask [bold]Okafor[/bold].", "Call 555-0142 and ask for Marisol Reyes."),
]
at_two_sizes = pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])


@pytest.fixture(scope="module")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of an empty vault: to lock one takes a second on purpose."""
    return Vault.create(tmp_path_factory.mktemp("vault") / "v.age", PASSPHRASE).path.read_bytes()


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Study]:
    """Give a study whose answers name people."""
    with create_study(tmp_path / "study", "Winter", "anna") as study:
        study.catalogue.add_codes(CODES)
        small_survey(study, tmp_path / "incoming", NAMED)
        yield study


@pytest.fixture
def locked(named: Study, empty_vault: bytes) -> Study:
    """Give that study with a vault beside it."""
    named.redacting.vault_path().write_bytes(empty_vault)
    return named


async def rested(pilot: Pilot[None]) -> RedactionScreen:
    """Wait until nothing is worked on."""
    on_top = pilot.app.screen
    assert isinstance(on_top, RedactionScreen)
    while on_top.background.is_busy:
        await pilot.pause(0.02)
    await pilot.pause()
    return on_top


async def typed(pilot: Pilot[None], words: str) -> None:
    """Give a line, and Enter."""
    pilot.app.post_message(events.Paste(words))
    await pilot.pause()
    await press(pilot, "enter")


@asynccontextmanager
async def unlocked(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """Open the screen with its vault."""
    async with CodingApp(study).run_test(size=size) as pilot:
        await press(pilot, "g", "n")
        await typed(pilot, PASSPHRASE)
        await rested(pilot)
        yield pilot


def decided(screen: RedactionScreen) -> dict[str, tuple[Verdict, str, str]]:
    """Return what is kept in the study, by the words it is about."""
    hits: list[Hit] = screen.names.require_open().queue(all_hits=True)
    return {
        f"{one.name} {one.words}": (
            one.ruling.verdict, one.ruling.replacement, one.ruling.reason
        )
        for one in hits
        if one.ruling
    }  # fmt: skip


@at_two_sizes
async def test_redaction_at_two_sizes(locked: Study, name: str, size: tuple[int, int]) -> None:
    async with unlocked(locked, size) as pilot:
        await press(pilot, "r")
        compared(seen(pilot), f"redaction-{name}")
        await press(pilot, "A")
        await rested(pilot)
        compared(seen(pilot), f"redaction-preview-{name}")


async def test_every_action_can_be_done(locked: Study) -> None:
    async with unlocked(locked) as pilot:
        screen = await rested(pilot)
        assert {*screen.verbs(), *screen._shared()} == set(REDACTION.by_id)


async def test_a_passphrase_is_never_seen_and_a_new_one_is_typed_twice(named: Study) -> None:
    async with CodingApp(named).run_test(size=NARROW) as pilot:
        await press(pilot, "g", "n", *"heron")
        assert "new vault, a few words: •••••▏" in seen(pilot)
        assert "heron" not in seen(pilot)
        await press(pilot, "ctrl+u")
        await typed(pilot, PASSPHRASE)
        await typed(pilot, "something else")
        assert "not the same; nothing was made" in seen(pilot)
        assert not named.redacting.vault_path().exists()
        await typed(pilot, PASSPHRASE)
        await typed(pilot, PASSPHRASE)
        screen = await rested(pilot)
        assert named.redacting.vault_path().exists()
        assert screen.names.waiting == len(screen.names.hits) > 0
    async with CodingApp(named).run_test(size=NARROW) as pilot:
        await press(pilot, "g", "n")
        await typed(pilot, "ten loud herons")
        await rested(pilot)
        assert "does not open" in seen(pilot)
        await press(pilot, "escape", "r", "n", "tab", "w", "s", "u", "A")
        assert "The vault is closed" in seen(pilot)


async def test_one_key_decides_and_the_study_keeps_it(locked: Study) -> None:
    async with unlocked(locked) as pilot:
        await press(pilot, "r", "v", "s")
        assert "Decide about this one first" in seen(pilot)
        await press(pilot, "o")
        await typed(pilot, "a code name")
        await press(pilot, "o", "escape")
        await press(pilot, "g", "g", "e", "ctrl+u")
        await typed(pilot, "[R]")
        screen = await rested(pilot)
        kept = decided(screen)
        first, second, third = screen.names.hits[:3]
        assert first.words == "Marisol Reyes"
        assert kept[f"R1 {first.words}"] == (Verdict.REPLACE, "[R]", "")
        assert kept[f"R1 {second.words}"][0] is Verdict.GENERALISE
        assert kept[f"R1 {third.words}"] == (Verdict.KEEP, "", "a code name")
        await press(pilot, "g", "g", "s")
        assert "the same decided about 1 more" in seen(pilot)
        assert decided(screen)["R2 Marisol Reyes"][1] == "[R]"
        await press(pilot, "u")
        assert "R1 Marisol Reyes" not in decided(screen)
        await press(pilot, "w")
        assert all(one.ruling is None for one in screen.list.shown)


async def test_a_confirmed_name_takes_its_hits_along(locked: Study) -> None:
    async with unlocked(locked) as pilot:
        await press(pilot, "a", "enter")
        await rested(pilot)
        assert "is on the list, as [Person 1]; hits replaced: 2" in seen(pilot)
        assert [one.name for one in locked.redacting.open(PASSPHRASE).names] == ["Marisol Reyes"]


async def test_applied_after_a_preview_nothing_is_left(locked: Study, tmp_path: Path) -> None:
    first, *_ = segments(locked)
    locked.codings.apply("time", first, Span(first.span.start, first.span.start + 9))
    async with unlocked(locked) as pilot:
        screen = await rested(pilot)
        while screen.names.waiting:
            await press(pilot, "r")
        await press(pilot, "A")
        await rested(pilot)
        shown = seen(pilot)
        assert "1 coding would change" in shown
        assert "“Marisol R” → “[Person 1]”" in shown
        await press(pilot, "escape", "A")
        await rested(pilot)
        await press(pilot, "y")
        await pilot.pause()
        await rested(pilot)
        assert "followed, 1 of them changed" in seen(pilot)
        assert "No replaced or confirmed name is left" in seen(pilot)
        await press(pilot, "escape", "R")
        await rested(pilot)
        assert "WHAT IS LEFT" in seen(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    for folder in (tmp_path / "study", tmp_path / "state"):
        for path in (one for one in folder.rglob("*") if one.is_file()):
            content = path.read_bytes()
            assert not [one for one in (b"Marisol", b"Reyes", b"555-0142") if one in content], path

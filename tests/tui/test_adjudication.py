"""The adjudication screen: each key does what help says, durably, and one undo takes it back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.domain.coding import MemoSubject
from qualcode.domain.errors import StoreUnavailable
from qualcode.domain.rounds import Verdict
from qualcode.study import Study, open_study
from qualcode.tui.adjudicating.bench import DecisionBench
from qualcode.tui.app import CodingApp
from qualcode.tui.registry.adjudication import ADJUDICATION
from qualcode.tui.screens.adjudication import AdjudicationScreen
from qualcode.tui.screens.help import HelpScreen
from tests.support.disputing import closed
from tests.support.studies import segments
from tests.tui.sitting import NARROW, WIDE, press
from tests.tui.test_look import compared

ANNA = {
    0: [("neighbours", 4, 19), "money"],
    1: ["office"],
    2: ["money"],
    3: ["weather"],
    7: ["neighbours"],
}
BEN = {0: ["neighbours"], 1: ["neighbours"], 2: ["money"], 3: [], 7: ["weather"]}


@pytest.fixture
def disputed(study: Study) -> Study:
    """Give the study with a closed round in which anna and ben disagreed on four segments."""
    some = segments(study)
    closed(study, some, "pilot", {"anna": ANNA, "ben": BEN})
    study.memos.write(MemoSubject.SEGMENT, some[0].id, "It is [b]about[/b] soup.")
    return study


@asynccontextmanager
async def deciding(study: Study, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    async with CodingApp(study, deciding=DecisionBench(study, "pilot")).run_test(size=size) as at:
        await at.pause()
        yield at


def bench(pilot: Pilot[None]) -> DecisionBench:
    shown = pilot.app.screen
    assert isinstance(shown, AdjudicationScreen)
    return shown.bench


def seen(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def decided(study: Study) -> list[tuple[Verdict, tuple[str, ...], str]]:
    """Return what the store holds, in the order of time."""
    return [(one.verdict, one.codes, one.reason) for one in study.adjudication.decisions("pilot")]


async def go_to(pilot: Pilot[None], who: str) -> None:
    """Step to the dispute on a participant's answer."""
    names = [one.participant.name for one in bench(pilot).disputes if one.participant]
    await press(pilot, *["j"] * (names.index(who) - bench(pilot).position))


@pytest.mark.parametrize(
    ("keys", "verdict", "codes"),
    [
        (["a"], Verdict.READING, {"neighbours", "money"}),
        (["b"], Verdict.READING, {"neighbours"}),
        (["+"], Verdict.BOTH, {"neighbours", "money"}),
        (["="], Verdict.BOTH, {"neighbours", "money"}),
        (["0"], Verdict.NEITHER, {"neighbours"}),
        (["n"], Verdict.NEITHER, {"neighbours"}),
        (["o", *"weath", "enter"], Verdict.OTHER, {"neighbours", "weather"}),
        (["/", *"weath", "tab", *"offic", "enter"], Verdict.OTHER,
         {"neighbours", "weather", "office"}),
        (["1", "enter"], Verdict.READING, {"neighbours", "money"}),
        (["2", "enter"], Verdict.OTHER, set()),
        (["1", "2", "enter"], Verdict.OTHER, {"money"}),
    ],
)  # fmt: skip
async def test_one_key_decides_and_the_next_follows(
    disputed: Study, keys: list[str], verdict: Verdict, codes: set[str]
) -> None:
    async with deciding(disputed) as pilot:
        await go_to(pilot, "P1")
        at = bench(pilot).dispute
        assert at.codes == ("money",)
        await press(pilot, *keys)
        ((kept, held, _),) = decided(disputed)
        assert (kept, set(held)) == (verdict, codes)
        assert bench(pilot).dispute.segment.id != at.segment.id
        assert "1/4 decided" in seen(pilot)
        await press(pilot, "u")
        assert decided(disputed) == []
        assert bench(pilot).dispute.segment.id == at.segment.id
        assert "undone: the decision on" in seen(pilot)
        await press(pilot, "ctrl+r")
        assert len(decided(disputed)) == 1
        assert "done again" in seen(pilot)
    assert disputed.check() == []


async def test_it_goes_on_where_it_was_left_and_tells_when_all_is_decided(
    disputed: Study, folder: Path
) -> None:
    async with deciding(disputed) as pilot:
        await press(pilot, "a", "q")
    with open_study(folder, "anna") as again:
        async with deciding(again) as pilot:
            assert bench(pilot).progress == (1, 4)
            assert bench(pilot).dispute.number == 2
            await press(pilot, "space", "+", "0", "b")
            assert "all are decided" in seen(pilot)
            assert bench(pilot).progress == (4, 4)
        async with deciding(again) as pilot:
            assert "Everything is decided" in seen(pilot)
            await press(pilot, "j", "j", "k")
            assert bench(pilot).dispute.number == 2
            await press(pilot, "u", "u", "u")
            assert bench(pilot).progress == (1, 4)


async def test_stepping_passes_over_what_was_decided_unless_asked(disputed: Study) -> None:
    disputed.adjudication.decide(disputed.adjudication.queue("pilot")[1], Verdict.BOTH)
    async with deciding(disputed) as pilot:
        await press(pilot, "j")
        assert bench(pilot).dispute.number == 3
        await press(pilot, "v", "k")
        assert bench(pilot).dispute.number == 2
        await press(pilot, "v", "k", "k")
        assert bench(pilot).dispute.number == 1
        assert "none before" in seen(pilot)
        await press(pilot, "a", "k")
        assert bench(pilot).dispute.number == 1, "what one decided just now can be looked at"


async def test_a_reason_goes_with_the_decision_or_changes_it(disputed: Study) -> None:
    async with deciding(disputed) as pilot:
        await press(pilot, "r", *"since it", "x", "backspace", "enter")
        assert decided(disputed) == []
        assert "because: since it" in seen(pilot)
        await press(pilot, "a")
        assert [reason for *_, reason in decided(disputed)] == ["since it"]
        await press(pilot, "k", "r", *" is", "enter")
        assert [reason for *_, reason in decided(disputed)] == ["since it is"]
        assert decided(disputed)[0][0] is Verdict.READING
        await press(pilot, "u")
        assert [reason for *_, reason in decided(disputed)] == ["since it"]
        await press(pilot, "r", *"never", "escape")
        assert [reason for *_, reason in decided(disputed)] == ["since it"]


async def test_one_key_sends_the_reason_to_the_codebook(disputed: Study, folder: Path) -> None:
    async with deciding(disputed) as pilot:
        await press(pilot, "e")
        assert "needs its reason" in seen(pilot)
        code = bench(pilot).code
        await press(pilot, "r", *"A rule.", "enter", "e")
        assert "→ codebook" in seen(pilot)
        await press(pilot, "e", "e", "+")
        examples = disputed.catalogue.codebook.by_id[code].atypical
        assert [one.note for one in examples] == ["A rule."]
        assert "A rule." in (folder / "codebook.yaml").read_text(encoding="utf-8")
        await press(pilot, "u")
        assert disputed.catalogue.codebook.by_id[code].atypical == ()
        assert len(decided(disputed)) == 1
        await press(pilot, "k", "e")
        assert len(disputed.catalogue.codebook.by_id[code].atypical) == 1
        assert "In the codebook" in seen(pilot)


async def test_a_codebook_that_was_edited_keeps_only_the_example_back(
    disputed: Study, folder: Path
) -> None:
    file = folder / "codebook.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    edited = file.read_text(encoding="utf-8").replace("Money is named.", "Money is meant.")
    file.write_text(edited, encoding="utf-8")
    async with deciding(disputed) as pilot:
        await press(pilot, "r", "x", "enter", "e", "a")
        assert "NOT IN THE CODEBOOK: codebook.yaml was edited" in seen(pilot)
        assert len(decided(disputed)) == 1
        assert "1/4 decided" in seen(pilot)
    assert file.read_text(encoding="utf-8") == edited


async def test_digits_escape_tab_and_what_does_not_exist(disputed: Study) -> None:
    async with deciding(disputed) as pilot:
        await press(pilot, "enter")
        assert "Nothing is chosen" in seen(pilot)
        await press(pilot, "f")
        assert "no reading F" in seen(pilot)
        await press(pilot, "9")
        assert "no code 9" in seen(pilot)
        await press(pilot, "1")
        assert "choose" in seen(pilot)
        await press(pilot, "escape")
        assert "not decided" in seen(pilot)
        await go_to(pilot, "P1")
        first = bench(pilot).code
        await press(pilot, "tab")
        assert bench(pilot).code != first
        await press(pilot, "o", "escape", "escape")
        assert bench(pilot).draft is None
        assert decided(disputed) == []


async def test_what_all_read_alike_is_taken_over_with_a_key(disputed: Study) -> None:
    async with deciding(disputed) as pilot:
        assert "1 segment that all read alike" in seen(pilot)
        await press(pilot, "t")
        assert "1 segment that all read alike taken over" in seen(pilot)
        assert disputed.adjudication.agreed("pilot").waiting == 0
        await press(pilot, "t")
        assert "in consensus already" in seen(pilot)
        await press(pilot, "u")
        assert disputed.adjudication.agreed("pilot").waiting == 1


async def test_what_was_not_saved_is_told_and_not_shown(
    disputed: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with deciding(disputed) as pilot:
        with monkeypatch.context() as broken:

            def fail(*_: object) -> None:
                raise StoreUnavailable("The disk is full.")

            broken.setattr(type(disputed.adjudication), "settle", fail)
            await press(pilot, "a")
            assert "NOT SAVED: The disk is full." in seen(pilot)
            assert "0/4 decided" in seen(pilot)
        await press(pilot, "a")
        assert "1/4 decided" in seen(pilot)


async def test_the_second_lead_is_told_sees_it_and_may_decide_anew(disputed: Study) -> None:
    async with deciding(disputed.acting_as("ben")) as pilot:
        other = disputed.adjudication.queue("pilot")[0]
        disputed.adjudication.decide(other, Verdict.BOTH)
        await press(pilot, "0")
        assert "anna decided this segment meanwhile (both)" in seen(pilot)
        assert "by anna" in seen(pilot)
        assert decided(disputed)[0][0] is Verdict.BOTH
        await press(pilot, "0")
        assert decided(disputed)[0][0] is Verdict.NEITHER


async def test_every_action_can_be_done_and_is_listed(disputed: Study) -> None:
    async with deciding(disputed, (140, 70)) as pilot:
        shown = pilot.app.screen
        assert isinstance(shown, AdjudicationScreen)
        assert {*shown.verbs(), *shown._shared()} == set(ADJUDICATION.by_id)
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        words = re.sub(r"\s+", " ", seen(pilot))
        for action in ADJUDICATION.actions:
            assert " ".join(action.help.split()[:3]) in words
        await press(pilot, "escape", "ctrl+p", *"take both")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        await pilot.pause()
        assert decided(disputed)[0][0] is Verdict.BOTH


async def test_a_long_text_scrolls_and_the_next_begins_at_its_top(
    study: Study, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text(" ".join(f"word{n}" for n in range(900)) + "\n")
    study.import_files(long, kind="interview")
    some = segments(study)
    number = max(range(len(some)), key=lambda n: len(some[n].span))
    closed(study, some, "pilot", {"anna": {number: ["money"], 0: []}, "ben": {number: [], 0: []}})
    async with deciding(study, NARROW) as pilot:
        assert "word0 " in seen(pilot)
        await press(pilot, "pagedown", "pagedown")
        assert "word0 " not in seen(pilot)
        await press(pilot, *["pagedown"] * 60)
        assert "word899" in seen(pilot)
        await press(pilot, "pageup")
        assert "PgDn" in seen(pilot)


@pytest.mark.parametrize(("name", "size"), [("narrow", NARROW), ("wide", WIDE)])
async def test_how_it_looks_at_two_sizes(disputed: Study, name: str, size: tuple[int, int]) -> None:
    async with deciding(disputed, size) as pilot:
        await go_to(pilot, "P1")
        await press(pilot, "r", *"Soup is no money.", "enter", "1", "tab")
        compared(seen(pilot), f"adjudication-{name}")


async def test_no_text_is_read_as_markup_or_steers_the_terminal(disputed: Study) -> None:
    async with deciding(disputed, NARROW) as pilot:
        shown = seen(pilot)
        for _ in range(4):
            await press(pilot, "j")
            shown += seen(pilot)
        assert "soup [y] and" in shown
        assert "[b]about[/b]" in shown
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


async def test_light_and_dark_and_small_windows(disputed: Study) -> None:
    async with deciding(disputed) as pilot:
        dark = seen(pilot)
        await press(pilot, "f3")
        assert pilot.app.theme == "light"
        assert seen(pilot) == dark
        for size in (NARROW, (40, 12), (200, 60), (60, 16)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert "ADJUDICATE" in seen(pilot)

"""Colours: words can be read on every ground, in every terminal, and without any colour."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from qualcode.study import Study
from qualcode.tui.app import CodingApp
from qualcode.tui.habits.outset import Outset
from qualcode.tui.habits.settings import Settings
from qualcode.tui.looks.colouring import only
from qualcode.tui.looks.contrast import blended, contrast
from qualcode.tui.looks.inks import COLOURS, DARK, MONO, TERMINAL, Inks, pointed, style
from tests.tui.sitting import WIDE, bench, press, screen, seen
from tests.tui.terminal import Terminal

BOOKS = sorted((Path(__file__).parents[2] / "codebooks").glob("*.yaml"))
CODES = sorted(
    {
        colour
        for book in BOOKS
        for colour in re.findall(r"#[0-9A-Fa-f]{6}", book.read_text(encoding="utf-8"))
    }
)
OWN = {name: inks for name, inks in COLOURS.items() if not inks.ansi}
SGR = re.compile(r"\x1b\[([\d;:]*)m")
COLOURED = re.compile(r"^(3[0-8]|4[0-8]|9[0-7]|10[0-7])$")

each = pytest.mark.parametrize("name", OWN)


def pairs(inks: Inks) -> list[tuple[str, str]]:
    """Return every (ink, ground) on which words stand."""
    inked = (inks.text, inks.dim, inks.accent, inks.good)
    grounds = (inks.background, inks.panel, inks.heading, inks.target, inks.selection)
    tints = [inks.tint(colour) for colour in (*CODES, "#ffff00", "#ffffff", "#000000")]
    return [
        *product(inked, grounds),
        *product((inks.text, inks.dim), (inks.hit, *tints)),
        (inks.panel, inks.accent),
        ("#ffffff", inks.error),
    ]


def test_contrast_is_that_of_the_guideline() -> None:
    # WCAG 2.1: black on white is 21; #777777 on white is the well-known 4.48.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert blended("#ffffff", "#000000", 0.5) == "#808080"
    assert blended("#ffffff", "default", 0.5) == "default"


@each
def test_words_can_be_read_on_every_ground(name: str) -> None:
    inks = OWN[name]
    assert inks.least == (7 if name.startswith("contrast") else 4.5)
    assert CODES
    for ink, ground in pairs(inks):
        assert contrast(ink, ground) >= inks.least, (ink, ground)


@each
def test_tints_differ_from_the_ground_and_keep_their_strength(name: str) -> None:
    inks = OWN[name]
    for colour in CODES:
        assert inks.tint(colour) != inks.background
    strong = [c for c in CODES if inks.tint(c) == blended(c, inks.background, 0.28)]
    assert len(strong) >= len(CODES) // 2


@each
def test_words_can_be_read_with_256_colours(name: str) -> None:
    inks = OWN[name]

    def shown(colour: str) -> str:
        return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex

    for ink, ground in pairs(inks):
        least = 4.5 if ink == inks.text else 2.9
        assert contrast(shown(ink), shown(ground)) >= least, (ink, ground)
    grounds = [shown(one) for one in (inks.background, inks.target, inks.selection, inks.hit)]
    assert len(set(grounds)) == 4


def test_good_and_wrong_are_not_red_and_green_for_colour_blind_eyes() -> None:
    for name in ("safe-dark", "safe-light"):
        good, wrong = Color.parse(OWN[name].good).triplet, Color.parse(OWN[name].error).triplet
        assert good is not None
        assert wrong is not None
        assert good.blue > good.green > good.red
        assert wrong.red > wrong.green > wrong.blue


def test_what_a_terminal_can_show_is_taken() -> None:
    assert only(False, "truecolor") == only(False, "256") == ""
    assert only(False, "standard") == "terminal"
    assert only(True, "truecolor") == only(False, None) == "mono"


@pytest.mark.parametrize("inks", [MONO, TERMINAL], ids=["mono", "terminal"])
def test_without_own_colours_marks_tell_what_is_what(inks: Inks) -> None:
    looks = {
        style(inks.text, inks.background),
        style(inks.text, inks.target),
        style(inks.text, inks.target, underline=True),
        style(inks.text, inks.selection),
        style(inks.text, inks.hit),
        style(inks.text, inks.error),
        pointed(style(inks.text, inks.selection)),
    }
    assert len(looks) == 7
    assert pointed(style(inks.text, inks.target)).reverse
    assert inks.tint("#0072B2") == inks.background
    assert style("#0072B2", MONO.background).color is None


async def test_every_theme_shows_the_same_words(study: Study) -> None:
    app = CodingApp(study, study.desk.question_page("what-helped"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "1", "v", "w", "2", "f3")
        shown = seen(pilot)
        for name in [*list(COLOURS)[2:], "dark", "light"]:
            await press(pilot, "f3")
            assert app.theme == name
            assert seen(pilot) == shown
            assert screen(pilot).inks is COLOURS[name]


async def test_the_palette_has_every_theme(study: Study) -> None:
    app = CodingApp(study, study.desk.question_page("what-helped"))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+p", *"theme: safe-light")
        await app.workers.wait_for_complete()
        await press(pilot, "enter")
        await pilot.pause()
        assert app.theme == "safe-light"


async def test_without_colours_no_theme_can_be_had(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    begun = Outset(Settings({"theme": "light"}))
    app = CodingApp(study, study.desk.question_page("what-helped"), outset=begun)
    async with app.run_test(size=WIDE) as pilot:
        assert app.theme == "mono"
        await press(pilot, "f3")
        assert app.theme == "mono"
        assert "NO_COLOR is set" in bench(pilot).told.text
    assert DARK.least == 4.5


def at_a_pty(folder: Path, environment: dict[str, str]) -> tuple[str, list[str]]:
    """Return what a terminal shows of a question with a selection, and all SGR codes sent."""
    words = ("-C", folder, "code", "--coder", "anna", "--question", "what-helped")
    at = Terminal(*words, size=(100, 30), environment=environment)
    at.until("The neighbours came")
    at.press("vww")
    shown = at.until("selected 3 words")
    selected, beside, elsewhere = map(at.look_of, ("neighbours", "brought", "Nobody came"))
    assert len(selected) == 1
    assert selected.isdisjoint(beside)
    assert selected.isdisjoint(elsewhere)
    at.press("\x11")
    at.end()
    return shown, SGR.findall(at.raw.decode("utf-8", "replace"))


def test_truecolor_is_sent_where_it_is_known(folder: Path) -> None:
    shown, codes = at_a_pty(folder, {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    assert "Nobody came at all" in shown
    assert any("38;2;" in code for code in codes)


@pytest.mark.parametrize(
    ("environment", "refused"),
    [
        ({"TERM": "xterm-256color"}, r"[34]8;2;"),
        ({"TERM": "xterm"}, r"[34]8;[25];"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "[34]8;|[34][0-7]"),
    ],
    ids=["256", "16", "none"],
)
def test_no_terminal_is_sent_colours_that_it_lacks(
    folder: Path, environment: dict[str, str], refused: str
) -> None:
    shown, codes = at_a_pty(folder, environment)
    assert "Nobody came at all" in shown
    for code in codes:
        assert not re.search(rf"(^|;)({refused})", code), code
    if "NO_COLOR" in environment:
        parts = [part for code in codes for part in code.split(";")]
        assert not [part for part in parts if COLOURED.match(part)]

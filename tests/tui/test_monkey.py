"""Anything at all, pressed and clicked on every screen: nothing breaks, every deed comes back."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from qualcode.domain.codebook import Code, Retirement
from qualcode.domain.errors import QualcodeError
from qualcode.domain.people import Role
from qualcode.study import Study, create_study, open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.goings import GOINGS
from qualcode.tui.registry.registers import REGISTERS
from qualcode.tui.screens.keyed import KeyedScreen

STROKES = int(os.environ.get("QUALCODE_MONKEY", "100"))
"""How many strokes each monkey makes; more of them find more, for whoever has the time."""

SEEDS = [int(one) for one in os.environ.get("QUALCODE_SEEDS", "1").split()]
CROWDED = "[b]Any[/b] \x1b study \U0001f469\u200d\U0001f467"

SIZES = ((80, 24), (140, 40), (1, 1), (3, 2), (20, 5), (300, 80), (40, 100))
FREE = ("escape", "enter", "tab", "shift+tab", "backspace", "delete", "space", "up", "down", "left",
        "right", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "shift+right",
        "shift+down", "f1", "f2", "f5", "f12", "ctrl+c", "ctrl+s", "é", "ß", "邻", "\u0301",
        "👩")  # fmt: skip
PASTED = ("", "one\ntwo", "\x1b[31m\x00\x07", "[bold]", "👩‍👩‍👧" * 40, "אבג", "y" * 3_000)

CODES = (
    Code("theme", "[red]A theme[/red] [/]", codable=False, asked=("q",)),
    Code("joined", "👩‍👩‍👧 family", "theme", key="fa", color="#0072B2"),
    Code("long", "n" * 200, "theme", key="fl", definition="[link=x]d[/]" * 50),
    Code("hebrew", "שלום", key="s"),
    Code("gone", "Gone", retired=Retirement("1", ("hebrew",))),
)
ANSWERS = (
    "", " ", "\u200b\u200d", "👩‍👩‍👧 and e\u0301\u0301\u0301.",
    "\x1b]0;owned\x07 [bold] \x9b31m \x01",
    "\u202eright to left שלום\u202c! مرحبا", "\t\ttabs\tand\u2028lines\u0085more", "word " * 400,
    "邻居们每天都来。" * 30, "x" * 2_000, "[/] [@click=app.quit]press[/]",
)  # fmt: skip


def _crowded(folder: Path) -> None:
    with create_study(folder, CROWDED, "anna") as study:
        study.team.add("ben", Role.CODER)
        study.catalogue.add_codes(CODES)
        survey = folder / "survey.csv"
        with survey.open("w", encoding="utf-8", newline="") as file:
            rows = [(f"P{n}", "[i]" * (n % 3), text) for n, text in enumerate(ANSWERS)]
            csv.writer(file).writerows([("id", "[group]", "q"), *rows])
        study.import_files(
            survey, id_column="id", text_columns=("q",), attribute_columns=("[group]",)
        )
        talk = folder / "talk.txt"
        talk.write_text("A: " + "\n\nB: ".join(ANSWERS), encoding="utf-8")
        study.import_files(talk, kind="interview")
        study.rounds.create("closed", ["anna", "ben"], question="q", seed=1)
        for name, code in (("anna", "joined"), ("ben", "hebrew")):
            with open_study(folder, name) as one:
                inside = one.in_round("closed")
                for entry in inside.desk.round_page().entries:
                    inside.codings.apply(code, entry.segment)
        study.rounds.close("closed")


def _bare(folder: Path) -> None:
    with create_study(folder, "Bare", "anna") as study:
        study.team.add("ben", Role.CODER)


def _codeless(folder: Path) -> None:
    _bare(folder)
    with open_study(folder, "anna") as study:
        talk = folder / "talk.txt"
        talk.write_text("\n\n".join(ANSWERS), encoding="utf-8")
        study.import_files(talk, kind="interview")


STUDIES = {"crowded": _crowded, "bare": _bare, "codeless": _codeless}


class Monkey:
    """Presses and clicks what a seed says, and keeps what it did."""

    def __init__(self, pilot: Pilot[None], seed: int, done: list[str]) -> None:
        self._pilot = pilot
        self._dice = random.Random(seed)
        self._keys = sorted({key for one in REGISTERS for action in one.actions
                             for key in action.keys} - {"ctrl+q"})  # fmt: skip
        self.done = done

    async def play(self, strokes: int) -> None:
        """Do so many things, and a screen in between, as long as the app is there."""
        for _ in range(strokes):
            if self._pilot.app._exit:
                return
            await self._stroke()

    async def _stroke(self) -> None:
        pilot, dice = self._pilot, self._dice
        which = dice.random()
        if which < 0.04:
            await self._resize(*dice.choice(SIZES))
        elif which < 0.08:
            await self._go(dice.choice([*GOINGS]))
        elif which < 0.12:
            text = dice.choice(PASTED)
            self._note("paste", text)
            (pilot.app.screen.focused or pilot.app.screen).post_message(events.Paste(text))
        elif which < 0.22:
            self._point()
        elif which < 0.45:
            await self._press(dice.choice(FREE))
        elif which < 0.6:
            await self._press(
                dice.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO0123456789/.:+-")
            )
        else:
            await self._press(*dice.choice(self._keys).split(" "))
        if dice.random() < 0.5:
            await pilot.pause(0.01)

    async def _go(self, name: str) -> None:
        """Go to a screen as its command does, which is chosen where nothing lies over one."""
        await self._pilot.pause(0.01)
        app = self._pilot.app
        if isinstance(app.screen, KeyedScreen):
            self._note("go", name)
            app.screen.app.go_to(name)

    async def _press(self, *keys: str) -> None:
        self._note("press", *keys)
        for key in keys:
            character = key if len(key) == 1 else {"space": " ", "tab": "\t"}.get(key)
            self._pilot.app.post_message(events.Key(key, character))

    async def _resize(self, width: int, height: int) -> None:
        self._note("resize", str(width), str(height))
        await self._pilot.resize_terminal(width, height)

    def _point(self) -> None:
        dice, app = self._dice, self._pilot.app
        at = dice.randrange(max(1, app.size.width)), dice.randrange(max(1, app.size.height))
        to = dice.randrange(max(1, app.size.width)), dice.randrange(max(1, app.size.height))
        how = dice.choice(["click", "twice", "right", "down", "up", "drag"])
        self._note(how, *map(str, at), *map(str, to))
        button = 3 if how == "right" else 1
        click = [(events.MouseDown, at, button), (events.MouseUp, at, button)]
        done: dict[str, list[tuple[type[events.MouseEvent], tuple[int, int], int]]] = {
            "down": [(events.MouseScrollDown, at, 0)],
            "up": [(events.MouseScrollUp, at, 0)],
            "twice": [*click, *click],
            "drag": [click[0], (events.MouseMove, to, 1), (events.MouseUp, to, 1)],
        }
        for kind, (x, y), held in done.get(how, click):
            app.post_message(kind(None, x, y, 0, 0, held, False, False, False, x, y))

    def _note(self, *words: str) -> None:
        self.done.append(" ".join(ascii(one) if not one.isascii() else one for one in words))


def _undo_all(study: Study) -> str:
    """Take back deed by deed all that may be; return why it ended."""
    for _ in range(10_000):
        try:
            study.history.undo()
        except QualcodeError as refused:
            return str(refused)
    raise AssertionError("There is no end to undoing.")


@pytest.fixture(params=STUDIES)
def any_study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Study]:
    """Give a study of each kind."""
    STUDIES[request.param](tmp_path / "any")
    with open_study(tmp_path / "any", "anna") as study:
        yield study


def _apps(study: Study) -> list[CodingApp]:
    apps = [CodingApp(study)]
    if any(one.name == "talk" for one in study.sources):
        apps.append(CodingApp(study, study.desk.source_page("talk")))
    for one in study.desk.questions():
        page = study.desk.question_page(one.question.id)
        apps += [CodingApp(study, page), CodingApp(study, page, as_deck=True)]
    return apps


@pytest.mark.parametrize("seed", SEEDS)
async def test_anything_may_be_pressed_anywhere(any_study: Study, seed: int) -> None:
    for number, app in enumerate(_apps(any_study)):
        done: list[str] = []
        told = f"QUALCODE_SEEDS={seed}, app {number}"
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                await Monkey(pilot, 100 * seed + number, done).play(STROKES)
                await pilot.pause()
        except Exception:
            print(told, *done, sep="\n")
            raise
        assert not app.return_code, (told, done)
        assert any_study.check() == [], (told, done)
    if any_study.title != CROWDED:
        assert _undo_all(any_study) == "There is nothing to undo."
    assert any_study.check() == []

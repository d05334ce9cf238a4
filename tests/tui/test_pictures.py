"""How the screens that matter look, colours and all, in a small terminal and in a wide one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.study.desk import Page
from qualcode.tui.app import CodingApp
from qualcode.tui.screens.coding import CodingScreen
from tests.support.disputing import closed
from tests.support.studies import segments
from tests.tui.pictures import same_picture
from tests.tui.sitting import NARROW, WIDE

ANNA = {0: ["neighbours", "money"], 1: ["office"], 2: ["money"], 3: ["weather"], 5: ["money"]}
BEN = {0: ["neighbours"], 1: ["neighbours"], 2: ["money"], 3: [], 5: ["money"]}
CLEO = {0: ["neighbours"], 1: ["office"], 2: [], 3: ["weather"], 5: ["weather"]}

Opening = Callable[[Study], Page | None]


def _question(study: Study) -> Page:
    return study.desk.question_page("what-helped")


def _talk(study: Study) -> Page:
    return study.desk.source_page("talk")


def _home(_: Study) -> None:
    return None


SCREENS: dict[str, tuple[Opening, tuple[str, ...]]] = {
    "home": (_home, ("j",)),
    "coding": (_question, ("1", "j", "w", "v", "w", "w")),
    "coding-overlaps": (_talk, ("j", "1", "v", "w", "w", "2", "escape", "V", "3", ";", ";")),
    "picker": (_question, ("j", "c", "o", "f")),
    "code-mode": (_question, ("C", "h")),
    "jump": (_talk, ("f",)),
    "deck": (_question, ("g", "d", "j", "1")),
    "codebook": (_home, ("g", "c", "j", "j")),
    "agreement": (_home, ("f8",)),
    "themes": (_home, ("f6", "S", "j")),
    "adjudication": (_home, ("g", "A", "1")),
    "search": (_home, ("g", "/", "n", "e", "i", "g", "h")),
    "journal": (_home, ("g", "j")),
    "settings": (_home, ("f2", "j")),
}


@pytest.fixture
def coded(study: Study) -> Study:
    """Give a study with a closed round of three coders."""
    closed(study, segments(study), "pilot", {"anna": ANNA, "ben": BEN, "cleo": CLEO})
    return study


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_it_looks_as_it_did(
    coded: Study, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    opening, keys = SCREENS[name]
    async with CodingApp(coded, opening(coded)).run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if isinstance(pilot.app.screen, CodingScreen):
            pilot.app.screen.show_all()
            pilot.app.screen.show_hint()
        await pilot.pause()
        same_picture(pilot.app, f"{name}-{size[0]}x{size[1]}", tmp_path / "pictures")

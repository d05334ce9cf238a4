"""Makes the pictures of the docs from the demo study: `make screenshots`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from qualcode.cli.main import main
from qualcode.study import Study, open_study
from qualcode.tui.adjudicating.bench import DecisionBench
from qualcode.tui.app import CodingApp
from qualcode.tui.screens.coding import CodingScreen

HERE = Path(__file__).parent
PICTURES = {
    "coding": ((140, 40), ("j", "j", "-", "w", "w", "v", "w", "w")),
    "coding-80x24": ((80, 24), ("j", ";")),
    "coding-code-mode": ((110, 30), ("j", "j", "j", "C", "r")),
    "coding-picker": ((110, 30), ("j", "c", "m", "o", "v")),
}
DECISIONS = {"adjudication": ((120, 22), ("j",) * 6)}
SCREENS = {
    "home": ((120, 26), ("g", "h")),
    "agreement": ((140, 34), ("f8", "j", "j", "enter")),
    "themes": ((120, 30), ("f6",)),
    "codebook": ((120, 30), ("f7", "j", "j")),
    "search": ((120, 24), ("g", "/", *"police")),
}


async def picture(study: Study, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """Return the SVG of the screen on the answers about red flags after some keys."""
    app = CodingApp(study, study.desk.question_page("red-flags"))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
        app.screen.show_all()
        app.screen.show_hint()
        await pilot.pause()
        drawing = app.export_screenshot(title="qualcode code")
    return _without_fonts(drawing)


async def decision(study: Study, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """Return the SVG of the adjudication screen on what was coded outside rounds."""
    app = CodingApp(study, deciding=DecisionBench(study, ""))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        drawing = app.export_screenshot(title="qualcode adjudicate")
    return _without_fonts(drawing)


async def screen(study: Study, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """Return the SVG of what some keys lead to from the list of texts."""
    app = CodingApp(study)
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        await pilot.pause(0.4)
        drawing = app.export_screenshot(title="qualcode code")
    return _without_fonts(drawing)


def _without_fonts(drawing: str) -> str:
    """Leave the fonts out that a drawing would fetch from the network; the reader's own will do."""
    return re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)


def make() -> None:
    """Write every picture, as a terminal with all colours shows it."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as folder:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            main(["demo", f"{folder}/study"])
        with open_study(f"{folder}/study", "c1") as study:
            for name, (size, keys) in PICTURES.items():
                _keep(name, asyncio.run(picture(study, size, keys)))
            for name, (size, keys) in SCREENS.items():
                _keep(name, asyncio.run(screen(study, size, keys)))
            # Without the consensus that the demo brings, all disagreements are open.
            study.history.undo()
            for name, (size, keys) in DECISIONS.items():
                _keep(name, asyncio.run(decision(study, size, keys)))


def _keep(name: str, drawing: str) -> None:
    (HERE / f"{name}.svg").write_text(drawing, encoding="utf-8")
    sys.stdout.write(f"{name}.svg\n")


if __name__ == "__main__":
    make()

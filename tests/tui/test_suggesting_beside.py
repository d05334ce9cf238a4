"""The process of the screen stays small: what learns is loaded beside it and never in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tui.sitting import make_study

SITTING = """
import asyncio, sys
from pathlib import Path
from qualcode.study import open_study
from qualcode.tui.app import CodingApp
from qualcode.tui.suggesting.live import LiveSuggesting

async def sit(folder):
    with open_study(folder, "anna") as study:
        page = study.desk.question_page("what-helped")
        app = CodingApp(study, page, suggesting=LiveSuggesting(study))
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("c", *"mon", "enter")
            for _ in range(1200):
                await pilot.pause(0.05)
                if app.screen.bench.suggestions.on(0):
                    break
            await pilot.press("a", "x", "u", "y", "escape", "u")
            print([one.suggestion.code for one in app.screen.bench.suggestions.on(0)])
    loaded = {name.split(".")[0] for name in sys.modules}
    print(sorted(loaded & {"sklearn", "scipy", "spacy", "numpy"}))

asyncio.run(sit(sys.argv[1]))
"""


def test_what_learns_is_not_loaded_into_the_process_of_the_screen(tmp_path: Path) -> None:
    make_study(tmp_path / "winter")
    done = subprocess.run(
        [sys.executable, "-c", SITTING, str(tmp_path / "winter")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    codes, loaded = done.stdout.splitlines()
    assert "neighbours" in codes
    assert loaded == "[]"

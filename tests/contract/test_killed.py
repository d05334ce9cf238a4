"""Whatever was confirmed is there after `kill -9`, and nothing is half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

from qualcode import Study, open_study
from qualcode.domain.events import EventKind

KILLS = {"sqlite": 12, "postgresql": 6}


def test_no_confirmed_coding_is_lost(surveyed: Study, tmp_path: Path, database: str | None) -> None:
    kills = KILLS["postgresql" if database else "sqlite"]
    text = tmp_path / "long.txt"
    text.write_text(f"Ana: {'word ' * 400}\n\nBen: Yes.\n\nAna: Done.\n")
    surveyed.import_files(text, kind="interview")
    for row in ("R1", "R2", "R3", "R4"):
        surveyed.sources.remove(row)
    surveyed.close()
    chance = random.Random(7)
    confirmed: set[str] = set()
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.support.coding_until_killed", str(tmp_path / "study")],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            seen = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
            process.send_signal(signal.SIGKILL)
            seen += process.stdout.readlines()
        # The last line may be cut off by the kill; it was then not shown to anybody.
        confirmed |= {line.strip() for line in seen if line.endswith("\n")}
        with open_study(tmp_path / "study", "Ana") as study:
            codings = {str(one.id) for one in study.codings.all()}
            assert confirmed <= codings
            told = {e.subject for e in study.history.latest(None) if e.kind is EventKind.CODING}
            assert codings == told
            assert study.check() == []
    assert len(confirmed) > kills

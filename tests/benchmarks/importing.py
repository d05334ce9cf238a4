"""How long `qualcode import` takes as a process, against a floor and the nearest peer.

Run: python -m tests.benchmarks.importing. The floor is a process that imports SQLAlchemy, reads
the same file and puts its text line by line into a bare SQLite file with full-text search.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.support.corpora import survey, transcript
from tests.support.timing import seconds

RUNS = 5

FLOOR = """
import sqlalchemy, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT)")
connection.execute("CREATE VIRTUAL TABLE word USING fts5(text, tokenize='porter')")
with open(sys.argv[2], encoding="utf-8") as file:
    lines = [(line,) for line in file if line.strip()]
connection.executemany("INSERT INTO line (text) VALUES (?)", lines)
connection.executemany("INSERT INTO word VALUES (?)", lines)
connection.commit()
"""


@dataclass(frozen=True)
class Trial:
    """One corpus, the time allowed for it, and what qc 1.7.8 was measured to take."""

    name: str
    path: Path
    target: float
    peer: float


def measure(trial: Trial, home: Path) -> bool:
    """Print the least of some runs of floor and import, in turn; return whether it is in time."""
    floors, imports = [], []
    qualcode = [sys.executable, "-m", "qualcode"]
    for run in range(RUNS + 1):
        study = home / f"{trial.path.stem}-{run}"
        init = [*qualcode, "init", str(study), "--coder", "Ana"]
        take = [*qualcode, "-C", str(study), "import", "--yes", str(trial.path)]
        database = str(home / f"{trial.path.stem}-{run}.db")
        floors.append(seconds([sys.executable, "-c", FLOOR, database, str(trial.path)], home / "c"))
        seconds(init, home / "c")
        imports.append(seconds(take, home / "c"))
    # The first run compiles.
    floor, least = min(floors[1:]), min(imports[1:])
    print(
        f"{trial.name:<28}{least:6.2f} s (at most {trial.target:.0f} s), "
        f"{least / floor:.1f} x the floor of {floor:.2f} s; qc 1.7.8: {trial.peer} s"
    )
    return least <= trial.target


def main() -> int:
    """Measure both corpora; return 1 if one takes longer than it may."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        trials = [
            Trial("2,000 survey answers", survey(home / "survey.csv", 2_000), 3, 27),
            Trial("300,000-word transcript", transcript(home / "long.txt", 300_000), 2, 8.9),
        ]
        in_time = [measure(trial, home) for trial in trials]
    return 0 if all(in_time) else 1


if __name__ == "__main__":
    sys.exit(main())

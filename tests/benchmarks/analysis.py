"""How fast tables are on a million codings, and how they grow.

Run: python -m tests.benchmarks.analysis [FOLDER]. Studies with 10,000, 100,000 and 1,000,000
codings are made in FOLDER and kept there; without one they are thrown away. The table of codes by
an attribute is compared with SQL written for it, with DuckDB and with polars on the same file.
These two are looked for in this python, or in the one that PEERS_PYTHON names; what is not there is
said to be missing. Each measurement is a process of its own, taken in turn in this same run; a
ratio that misses its bar has a `!`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.domain.tables import Unit
from qualcode.study import Study, open_study
from qualcode.study.counts.asking import Asked
from qualcode.study.counts.counted import Counted
from qualcode.study.counts.counting import Counting
from tests.benchmarks import analysis_peers
from tests.support.coded_studies import CODERS, coded_study

SIZES = (10_000, 100_000, 1_000_000)
BAR = 2.0
# What is linear grows by less, as each table has costs that do not grow.
LINEAR = 1.2

LONGEST = 120


def counted(**asked: Any) -> Callable[[Study], Counted]:
    """Return what counts a table of frequencies before the gate decides what of it is shown."""

    def count(study: Study) -> Counted:
        session = study._session
        with session.reading() as connection:
            return Counting(session).counted(connection, Asked(**asked))

    return count


SOME = "position = officer and years >= 10 and participant has code under t1"
TABLES: dict[str, Callable[[Study], object]] = {
    "by position": counted(by=("position",)),
    "of segments": counted(unit=Unit.SEGMENT),
    "by a majority": counted(by=("position",), coder_rule="majority"),
    "of some participants": counted(where=SOME),
    "of what carries a theme": counted(where="code under t1"),
    "by position, released": lambda study: study.frequencies(by="position"),
    "together in a segment": lambda study: study.together.cooccurrence(unsuppressed=True),
    "overlapping": lambda study: study.together.cooccurrence("overlap", unsuppressed=True),
    "near each other": lambda study: study.together.cooccurrence("near", unsuppressed=True),
    "of one participant": lambda study: study.together.cooccurrence(
        "participant", unsuppressed=True
    ),
    "what follows what": lambda study: study.together.sequence(unsuppressed=True),
    "saturation": lambda study: study.saturation.table(unsuppressed=True),
    "typical words": lambda study: study.typical_words.table("t1", unsuppressed=True),
    "with an attribute": lambda study: study.associations.table(by="position", unsuppressed=True),
}
"""Every table that must not grow faster than the study, by what is printed of it."""

FIRST = "by position"
"""The table that others make as well."""


class Cost(NamedTuple):
    """Least seconds by the clock and on a core, highest memory in MB, and the sum of the table."""

    seconds: float
    on_core: float
    memory: float
    total: int


def main(folder: Path) -> int:
    """Print every measurement; return 1 if one misses its bar."""
    studies = {size: _study(folder, size) for size in SIZES}
    costs = {(name, size): _ours(studies[size], name) for name in TABLES for size in SIZES}
    largest = max(SIZES)
    first = costs[FIRST, largest]
    passed = first is not None and against_others(studies[largest], first, largest)
    return 0 if all([passed, *growth(costs)]) else 1


def against_others(study: Path, ours: Cost, size: int) -> bool:
    """Print what others take for the first table."""
    print(f"\nCodes by an attribute, {size:,} codings, {study.stat().st_size >> 20} MB of study")
    found = {name: _theirs(study, name) for name in analysis_peers.PEERS}
    print(f"  {'':<18}{'by the clock':>14}{'on a core':>12}{'memory':>10}")
    for name, cost in {**found, "qualcode": ours}.items():
        if cost is None:
            print(f"  {name:<18} not installed here")
            continue
        times = f"{cost.seconds:12.2f} s{cost.on_core:10.2f} s"
        print(f"  {name:<18}{times}{cost.memory:7.0f} MB")
        assert cost.total == ours.total, f"{name} counts {cost.total}, we {ours.total}"
    there = [cost for cost in found.values() if cost]
    ratio = ours.seconds / min(cost.seconds for cost in there)
    on_core = ours.on_core / min(cost.on_core for cost in there)
    print(f"  qualcode to the best of them {ratio:.2f} (at most {BAR:.0f}){_mark(ratio, BAR)}")
    print(f"  on a core, which a busy machine does not change: {on_core:.2f}")
    return ratio <= BAR


def growth(costs: dict[tuple[str, int], Cost | None]) -> Iterator[bool]:
    """Print how each table grows with the study."""
    print(
        "\nSeconds on a core by codings; growth from smallest to largest, and over the last tenfold"
    )
    heads = "".join(f"{size:>12,}" for size in SIZES)
    print(f"  {'table':<26}{heads}   growth   last     MB")
    for name in TABLES:
        found = [costs[name, size] for size in SIZES]
        told = "".join(f"{one.on_core:12.2f}" if one else f"{'-':>12}" for one in found)
        one, two, three = found
        if not (one and two and three):
            print(f"  {name:<26}{told}  ! - is more than {LONGEST} s")
            yield False
            continue
        whole, last = three.on_core / one.on_core, three.on_core / two.on_core
        linear = whole <= LINEAR * SIZES[2] / SIZES[0] and last <= LINEAR * SIZES[2] / SIZES[1]
        mark = "" if linear else "!"
        print(f"  {name:<26}{told}  {whole:6.1f}x {last:5.1f}x  {three.memory:5.0f}{mark}")
        yield linear


def _mark(value: float, bar: float) -> str:
    return "!" if value > bar else ""


def _study(folder: Path, size: int) -> Path:
    """Return the database of a study of this size, made unless it is there."""
    home = folder / str(size)
    if not (home / "study.db").exists():
        coded_study(home, size)
    return home / "study.db"


def _ours(study: Path, table: str) -> Cost | None:
    command = [sys.executable, "-m", "tests.benchmarks.analysis", str(study.parent), table]
    try:
        return _read(command)
    except subprocess.TimeoutExpired:
        return None


def _theirs(study: Path, peer: str) -> Cost | None:
    python = os.environ.get("PEERS_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        roll = Path(folder) / "roll.json"
        roll.write_text(json.dumps(_roll(study.parent)))
        return _read([python, analysis_peers.__file__, str(study), str(roll), peer])


def _read(command: list[str]) -> Cost | None:
    said = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=LONGEST
    ).stdout
    return Cost(*json.loads(said)) if said else None


def _roll(folder: Path) -> list[tuple[str, str]]:
    with open_study(folder) as study:
        book = study.catalogue.codebook
        return [(code.id, one) for code in book.codes for one in sorted(book.roll_up(code.id))]


def measured(folder: Path, name: str) -> None:
    """Print what one table of ours costs, as JSON."""
    with open_study(folder, coder=CODERS[0]) as study:
        *figures, made = analysis_peers.cost(lambda: TABLES[name](study))
    rows = made.table.rows if isinstance(made, Counted) else ()
    print(json.dumps([*figures, sum(row.n or 0 for row in rows)]))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measured(Path(sys.argv[1]), sys.argv[2])
    elif len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    else:
        with tempfile.TemporaryDirectory() as somewhere:
            sys.exit(main(Path(somewhere)))

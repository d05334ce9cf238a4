"""How many strokes the tasks of coding take here and in five other tools.

Run: python -m tests.benchmarks.keystrokes. That our keys do what is claimed, and that no tool needs
fewer, is tested in tests/tui/test_keystrokes.py.
"""

from __future__ import annotations

import sys

from tests.support.keystrokes import TASKS, Strokes, strokes_of

_TOOLS = ("qc", "QualCoder", "Taguette", "NVivo", "MAXQDA")


def _cell(strokes: Strokes | None) -> str:
    return "impossible" if strokes is None else f"{strokes} {strokes.seconds:.1f} s"


def main() -> None:
    """Print a row a task."""
    rows = [("task", "qualcode", *_TOOLS)]
    for task in TASKS:
        peers = [_cell(task.peers[tool]) for tool in _TOOLS]
        rows.append((task.name, _cell(strokes_of(task.ours)), *peers))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.write("K a key (a chord is two), C a click, D a drag; seconds of hand motion\n")


if __name__ == "__main__":
    main()

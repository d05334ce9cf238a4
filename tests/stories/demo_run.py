"""Runs of the demo that all tests share, also where several processes share the tests."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

from tests.support.cli import Answer, run


@dataclass(frozen=True)
class DemoRun:
    """What `qualcode demo DIR` said, and the study that it left."""

    folder: Path
    answer: Answer


def demo_run(
    factory: pytest.TempPathFactory, name: str, start: Callable[[Path], Answer] | None = None
) -> DemoRun:
    """Run the demo as a process, once in the whole session; `start` is given its folder."""
    shared = factory.getbasetemp()
    if shared.name.startswith("popen-"):  # one of several processes that pytest-xdist started
        shared = shared.parent
    folder, said = shared / name / "study", shared / f"{name}.json"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            folder.parent.mkdir()
            answer = start(folder) if start else run("demo", folder, cwd=folder.parent)
            said.write_text(json.dumps(astuple(answer)), encoding="utf-8")
    return DemoRun(folder, Answer(*json.loads(said.read_text(encoding="utf-8"))))

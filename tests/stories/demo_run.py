"""One run of the demo for all tests, also where several processes share the tests."""

from __future__ import annotations

import fcntl
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.cli import Answer, run


@dataclass(frozen=True)
class DemoRun:
    """What `qualcode demo DIR` said, and the study that it left."""

    folder: Path
    answer: Answer


def demo_run(factory: pytest.TempPathFactory) -> DemoRun:
    """Run the demo as a process, once in the whole session."""
    shared = factory.getbasetemp()
    if "xdist" in sys.modules and shared.name.startswith("popen-"):
        shared = shared.parent
    folder, said = shared / "the demo" / "study", shared / "demo.json"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            folder.parent.mkdir()
            answer = run("demo", folder, cwd=folder.parent)
            said.write_text(json.dumps([answer.code, answer.out, answer.err]), encoding="utf-8")
    return DemoRun(folder, Answer(*json.loads(said.read_text(encoding="utf-8"))))

"""A first day with suggestions: one's own choice first, then what the machine proposes, or not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from qualcode.domain.coding import Origin
from qualcode.domain.provenance import PLAIN, WorkOrder
from qualcode.study import open_study
from qualcode.study.demonstration import material
from tests.support.cli import run
from tests.tui.sitting import kept
from tests.tui.terminal import Terminal

QUESTION = "red-flags"
REFUSING = """\
import os, socket
def refuse(*_, **__):
    open(os.environ["CALLED_OUT"], "w").close()
    raise OSError("this must not speak to a network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a new study with the codebook and the answers of the demo, in which nobody coded."""
    found, study = material(), tmp_path / "first"
    texts = found.transcripts
    survey = ("--instrument", texts / "instrument.yaml", texts / "survey")
    for words in (
        ("init", study, "--coder", "nora"),
        ("-C", study, "codebook", "add", *found.codebook_files),
        ("-C", study, "import", "--yes", *survey),
    ):
        answer = run(*words, cwd=tmp_path)
        assert answer.code == 0, answer.err
    return study


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which no process can reach a network, and says if it tries."""
    (tmp_path / "refusing").mkdir()
    (tmp_path / "refusing" / "sitecustomize.py").write_text(REFUSING, encoding="utf-8")
    before = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, (str(tmp_path / "refusing"), before)))
    return {"PYTHONPATH": path, "CALLED_OUT": str(tmp_path / "called-out")}


def sit_down(folder: Path, environment: dict[str, str]) -> Terminal:
    words = ("-C", folder, "code", "--coder", "nora", "--question", QUESTION)
    at = Terminal(*words, size=(140, 40), environment=environment)
    at.until("bakery's shop window")
    return at


def workers(parent: int) -> list[int]:
    """Return the processes that suggest for another one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if above == parent and b"qualcode.study.suggestions.worker" in command:
            found.append(int(stat.parent.name))
    return found


def is_gone(process: int, seconds: float = 30) -> bool:
    last = time.monotonic() + seconds
    command = Path(f"/proc/{process}/cmdline")
    while time.monotonic() < last:
        # Of a zombie nothing is left but its number.
        if not command.exists() or not command.read_bytes():
            return True
        time.sleep(0.05)
    return False


def test_a_first_day_with_suggestions(
    folder: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    at = sit_down(folder, environment)
    at.until("after your own first choice")
    assert "✓ ✗" not in at.text
    at.press("7")
    at.until("No free time put on R001")
    shown = at.until("✓ ✗", 120)
    assert " %" not in shown.split("SUGGESTIONS", 1)[1].splitlines()[1]
    at.press("a")
    at.until(lambda text: "put on R001" in text and "No free time put on R001" not in text)
    at.until("✓ ✗", 120)
    at.press("x")
    at.until("not wanted on R001")
    at.press("u")
    at.until("undone:")
    at.until("✓ ✗", 120)
    at.press("x")
    at.until(lambda text: "not wanted on R001" in text and "undone" not in text)
    (worker,) = workers(at.process)
    at.press("qq")
    assert at.end() == 0, at.raw[-3000:].decode()
    assert b"Traceback" not in at.raw
    assert is_gone(worker)
    assert not (tmp_path / "called-out").exists()
    with open_study(folder, "nora") as study:
        own, accepted = kept(study, "nora")
        assert (own.code, own.origin, own.provenance) == ("flag-no-free-time", Origin.HUMAN, PLAIN)
        seen = accepted.provenance
        assert accepted.origin is Origin.ACCEPTED
        assert (seen.hint_visible, seen.rank, seen.probability) == (True, 1, None)
        assert (len(seen.model), seen.order) == (16, WorkOrder.DOCUMENT)
        (rejection,) = study.suggestions.rejections()
        assert (rejection.segment, rejection.provenance.rank) == (own.segment, 1)
        again = {one.code for one in study.suggestions.of([own.segment])}
        assert not again & {own.code, accepted.code, rejection.code}
        assert study.check() == []


def test_nothing_is_left_of_it_when_the_power_fails(
    folder: Path, environment: dict[str, str]
) -> None:
    at = sit_down(folder, environment)
    last = time.monotonic() + 60
    while not (found := workers(at.process)) and time.monotonic() < last:
        at.until("bakery's shop window")
        time.sleep(0.05)
    at.kill()
    assert is_gone(found[0])
    with open_study(folder, "nora") as study:
        assert study.check() == []

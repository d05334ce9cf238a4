"""The process that suggests: answers while it reads, follows, and never outlives who started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.domain.codebook import Code
from qualcode.domain.identity import Id
from qualcode.study import Study, open_study
from qualcode.study.suggestions.messages import Message, line_of, message_of, suggestion_of
from tests.tui.sitting import make_study

WORKER = (sys.executable, "-P", "-m", "qualcode.study.suggestions.worker")
QUESTION = "what-helped"


class Started:
    """The process, as a screen would start it."""

    def __init__(self, place: Path | str, coder: str = "anna") -> None:
        self.process = subprocess.Popen(WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.say({"place": str(place), "coder": coder})

    def say(self, message: Message) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line_of(message))
        self.process.stdin.flush()

    def hear(self, *kinds: str) -> Message:
        """Return the next answer of a kind; others are passed over."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message = message_of(line)
            if not kinds or any(kind in message for kind in kinds):
                return message
        raise AssertionError(f"It ended without {kinds}.")

    def ask(self, segments: list[Id], round_: str = "") -> Message:
        self.say({"ask": segments, "round": round_})
        return self.hear("answer", "failed")

    def end(self) -> int:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return self.process.wait(30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_study(tmp_path / "winter")
    return tmp_path / "winter"


@pytest.fixture
def study(folder: Path) -> Iterator[Study]:
    with open_study(folder, "anna") as opened:
        yield opened


@pytest.fixture
def ids(study: Study) -> list[Id]:
    return [one.segment.id for one in study.desk.question_page(QUESTION).entries]


@pytest.fixture
def started(folder: Path) -> Iterator[Started]:
    worker = Started(folder)
    yield worker
    worker.end()


def codes(message: Message, segment: Id) -> list[str]:
    found = map(suggestion_of, message["suggestions"])
    return [one.code for one in found if one.segment == segment]


def order(number: int, name: str, **more: Any) -> dict[str, Any]:
    scope = {"question": QUESTION, "source": None, "round": "", "above": 0.8}
    return {"order": name, "number": number, **scope, **more}


def test_it_answers_as_the_study_would_and_follows_what_is_decided(
    started: Started, study: Study, ids: list[Id]
) -> None:
    first = started.ask(ids)
    assert codes(first, ids[0])[0] == "neighbours"
    assert len(first["model"]) == 16
    started.hear("fresh")
    again = started.ask(ids)
    assert list(map(suggestion_of, again["suggestions"])) == study.suggestions.of(ids)
    assert again["model"] == study.suggestions.model
    study.suggestions.reject("neighbours", ids[0])
    started.say({"follow": True})
    started.hear("fresh")
    assert "neighbours" not in codes(started.ask(ids), ids[0])
    assert study.history.undo().kinds
    started.say({"follow": True})
    started.hear("fresh")
    assert codes(started.ask(ids), ids[0])[0] == "neighbours"


def test_a_new_code_is_learnt_about_from_all_texts_again(
    started: Started, study: Study, ids: list[Id]
) -> None:
    study.codings.apply("money", study.desk.question_page(QUESTION).entries[0].segment)
    started.ask(ids)
    started.hear("fresh")
    first = started.ask(ids)["model"]
    study.catalogue.add_codes([Code("soup", "Soup", definition="Soup that somebody brought.")])
    started.say({"follow": True})
    # Once for the codebook alone, once more when all texts and decisions were read with it.
    started.hear("fresh")
    started.hear("fresh")
    again = started.ask(ids)
    assert list(map(suggestion_of, again["suggestions"])) == study.suggestions.of(ids)
    assert again["model"] == study.suggestions.model
    assert again["model"] != first


def test_it_puts_in_order_or_says_why_not(started: Started, ids: list[Id]) -> None:
    started.say(order(1, "random audit"))
    answer = started.hear("ordered", "refused")
    assert (sorted(answer["ordered"]), answer["number"]) == (sorted(ids), 1)
    started.say(order(2, "most certain first"))
    assert "25" in started.hear("ordered", "refused")["refused"]
    started.say(order(3, "rare codes first", question="nothing"))
    assert "nothing" in started.hear("ordered", "refused")["refused"]
    started.say(order(4, "least certain first"))
    assert sorted(started.hear("ordered", "refused")["ordered"]) == sorted(ids)


def test_what_is_gone_is_answered_with_nothing(started: Started) -> None:
    answer = started.ask([Id("gone")])
    assert (answer["answer"], answer["suggestions"], answer["none"]) == (["gone"], [], [])


def test_it_ends_with_its_input_and_not_by_the_keys_of_the_terminal(started: Started) -> None:
    started.hear("fresh")
    started.process.send_signal(signal.SIGINT)
    assert started.ask([Id("gone")])["answer"] == ["gone"]
    assert started.end() == 0


@pytest.mark.parametrize(("coder", "said"), [("eve", "There is no coder 'eve'")])
def test_what_cannot_be_is_said_in_one_line_and_ends_it(
    folder: Path, coder: str, said: str
) -> None:
    worker = Started(folder, coder)
    assert said in worker.hear("failed")["failed"]
    assert worker.process.wait(30) == 1
    worker.end()


def test_a_defect_is_said_in_one_line_too(folder: Path) -> None:
    worker = Started(folder)
    worker.say({"ask": 7, "round": ""})
    assert worker.hear("failed")["failed"].startswith("TypeError: ")
    assert worker.process.wait(30) == 1
    worker.end()


def test_it_dies_with_who_started_it_even_in_the_middle_of_its_work(folder: Path) -> None:
    starter = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({list(WORKER)!r}, stdin=subprocess.PIPE,"
        " stdout=subprocess.PIPE, start_new_session=True)\n"
        f"child.stdin.write({line_of({'place': str(folder), 'coder': 'anna'})!r})\n"
        "child.stdin.flush()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    last = time.monotonic() + 30
    while is_alive(child) and time.monotonic() < last:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    # Where nobody collects the dead of others, one stays as a zombie.
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"

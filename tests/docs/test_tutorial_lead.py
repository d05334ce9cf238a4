"""The tutorial for leads is followed to its end: every command typed, every key pressed."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from qualcode import open_study
from tests.docs.pages import HOME, commands, fences, tables
from tests.docs.reader import Reader, not_said, opens_a_screen
from tests.tui.terminal import Terminal

PAGE = HOME / "docs" / "tutorial-lead.md"
_FILE = re.compile(r"`(?P<name>[\w.-]+)`, [^\n]*:\n\n```\w*\n(?P<content>.*?)```", re.DOTALL)
_KEYS = {"Enter": "\r", "Ctrl+N": "\x0e"}
_CTRL_Q = "\x11"


def _at_the_screen(folder: Path, words: list[str]) -> None:
    at = Terminal("-C", folder, *words, size=(100, 30))
    if "code" in words:
        _code(at, folder, words[words.index("--round") + 1], words[words.index("--coder") + 1])
    else:
        _adjudicate(at)
    at.press(_CTRL_Q)
    assert at.end() == 0


def _code(at: Terminal, folder: Path, name: str, coder: str) -> None:
    typed = {row["respondent"]: row[f"{coder} types"] for row in tables(PAGE) if len(row) == 3
             and f"{coder} types" in row}  # fmt: skip
    with open_study(folder, coder) as study:
        queue = [one.participant for one in study.in_round(name).desk.round_page().entries]
    order = [person.name for person in queue if person is not None]
    assert set(order) == set(typed)
    at.until(order[0])
    at.press("C")
    for person in order:
        at.press("".join(_KEYS.get(key, key) for key in typed[person].split()))
    at.until(f"{len(order)}/{len(order)} done")
    at.press("\x1b")
    at.until(lambda text: " CODE " not in text)


def _adjudicate(at: Terminal) -> None:
    steps = [row for row in tables(PAGE) if "answer" in row]
    total, decided = len({row["answer"] for row in steps}), 0
    at.until(f"0/{total} decided")
    for row in steps:
        at.until(row["answer"])
        key, _, reason = row["keys"].partition(" ")
        at.press(key + reason.replace(" Enter", "\r"))
        decided += not reason and key != "e"
        at.until(reason.removesuffix(" Enter") or f"{decided}/{total} decided")


def test_it_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for found in _FILE.finditer(PAGE.read_text(encoding="utf-8")):
        (tmp_path / found["name"]).write_text(found["content"], encoding="utf-8")
    reader, missing, said = Reader(tmp_path, monkeypatch), [], ""
    for command in commands(PAGE):
        words = shlex.split(command.line)
        if words[0] == "qualcode" and opens_a_screen(words):
            _at_the_screen(reader.folder, words[1:])
        answer = reader.follow(command)
        missing += not_said("\n".join(command.shown), answer)
        said += answer
    assert missing == []

    table, methods = fences(PAGE, "text")
    assert not_said(table, said) == []
    report = json.loads((tmp_path / "pilot.json").read_text(encoding="utf-8"))
    assert " ".join(methods.split()) in report["methods"]
    assert "<table" in (tmp_path / "pilot.html").read_text(encoding="utf-8")
    book = (reader.folder / "codebook.yaml").read_text(encoding="utf-8")
    assert "atypical" in book
    assert "The uncle answered instead of a translator." in book
    for rule, percent in (("any", 50), ("all", 30), ("consensus", 40)):
        asked = ("--as", "ann", "frequencies", "--coder-rule", rule, "--unsuppressed", "--json")
        rows = json.loads(reader.typed(*asked))["rows"]
        assert next(row["percent"] for row in rows if row["code"] == "distrust") == percent

"""What the pages show is what the program says: tutorials are followed, the demo is run."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.cli.main import main
from tests.docs.pages import HOME, Command, commands, fences
from tests.support.cli import run

COLUMNS = {"COLUMNS": "96"}
_FILE = re.compile(r"`(?P<name>[\w.-]+)`, [^\n]*:\n\n```\w*\n(?P<content>.*?)```", re.DOTALL)
_SCREEN = ("code",)


@dataclass
class Reader:
    """Somebody who types what a page says, in one folder after the other."""

    folder: Path
    shell: pytest.MonkeyPatch

    def follow(self, command: Command) -> str:
        """Type one line; return all that was said."""
        program, *words = shlex.split(command.line)
        if program == "cd":
            self.folder = self.folder / words[0]
        if program != "qualcode" or words[0] in _SCREEN:
            return ""
        return self.typed(*words)

    def typed(self, *words: str) -> str:
        """Run a command line that must succeed."""
        said = io.StringIO(newline="")
        self.shell.chdir(self.folder)
        self.shell.setenv("COLUMNS", COLUMNS["COLUMNS"])
        self.shell.delenv("QUALCODE_CODER", raising=False)
        self.shell.setattr(sys, "stdin", io.StringIO())
        with redirect_stdout(said), redirect_stderr(said):
            code = main(list(words))
        assert code == 0, f"{words}\n{said.getvalue()}"
        return said.getvalue()


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = " ".join(re.sub(r"─+", "", line).split())
        if plain and plain != "...":
            yield plain


def _not_said(shown: str, said: str) -> list[str]:
    spoken = set(_lines(said))
    return [line for line in _lines(shown) if line not in spoken]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the demo once; give the folder that it stands in, and what it said."""
    folder = tmp_path_factory.mktemp("docs")
    answer = run("demo", "demo-study", cwd=folder, env=COLUMNS)
    assert answer.code == 0, answer.err
    return folder, answer.out


def test_the_tutorial_for_leads_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HOME / "docs" / "tutorial-lead.md"
    for found in _FILE.finditer(page.read_text(encoding="utf-8")):
        (tmp_path / found["name"]).write_text(found["content"], encoding="utf-8")
    reader = Reader(tmp_path, monkeypatch)
    missing: list[str] = []
    report = ""
    for command in commands(page):
        said = reader.follow(command)
        missing += _not_said("\n".join(command.shown), said)
        report = said if command.line == "qualcode agreement" else report
    assert missing == []
    shown = next(one for one in fences(page, "") if one.lstrip().startswith("code "))
    assert _not_said(shown, report) == []


def test_the_tutorial_for_coders_can_be_followed(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HOME / "docs" / "tutorial-coder.md"
    reader = Reader(demo[0], monkeypatch)
    for command in commands(page)[1:]:
        assert _not_said("\n".join(command.shown), reader.follow(command)) == []


def test_the_tutorial_for_analysts_can_be_followed(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HOME / "docs" / "tutorial-analyst.md"
    reader = Reader(demo[0], monkeypatch)
    said = []
    for command in commands(page)[1:]:
        if command.line.startswith("qualcode init"):  # from here on it needs the published survey
            break
        said.append(reader.follow(command))
    shown = next(one for one in fences(page, "") if "Restricted movement" in one)
    assert _not_said(shown[: shown.index("Base:")], "\n".join(said)) == []


@pytest.mark.parametrize(("rule", "percent"), [("any", 32), ("consensus", 39)])
def test_the_coder_rules_give_what_the_pages_say(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, rule: str, percent: int
) -> None:
    reader = Reader(demo[0] / "demo-study", monkeypatch)
    said = reader.typed(
        "frequencies", "--question", "services-needed", "--coder-rule", rule, "--json"
    )
    rows = {row["code"]: row for row in json.loads(said)["rows"]}
    assert round(rows["service-medical"]["percent"]) == percent


def test_the_readme_shows_what_the_demo_prints(demo: tuple[Path, str]) -> None:
    blocks = [one for one in fences(HOME / "README.md", "text") if one.strip()]
    assert blocks
    assert [line for block in blocks for line in _not_said(block, demo[1])] == []


def test_the_example_in_the_readme_runs(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo[0])
    for example in fences(HOME / "README.md", "python"):
        exec(compile(example, "README.md", "exec"), {})
    assert "Red flags investigator 84 84 100" in capsys.readouterr().out

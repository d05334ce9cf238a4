"""What the pages show is what the program says: tutorials are followed, the demo is run."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.docs.pages import HOME, commands, fences
from tests.docs.reader import COLUMNS, Reader, not_said
from tests.support.cli import run


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the demo once; give the folder that it stands in, and what it said."""
    folder = tmp_path_factory.mktemp("docs")
    answer = run("demo", "demo-study", cwd=folder, env=COLUMNS)
    assert answer.code == 0, answer.err
    return folder, answer.out


def test_the_tutorial_for_coders_can_be_followed(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = HOME / "docs" / "tutorial-coder.md"
    reader = Reader(demo[0], monkeypatch)
    for command in commands(page)[1:]:
        assert not_said("\n".join(command.shown), reader.follow(command)) == []


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
    assert not_said(shown[: shown.index("Base:")], "\n".join(said)) == []


@pytest.mark.parametrize(("rule", "percent"), [("any", 32), ("consensus", 39)])
def test_the_coder_rules_give_what_the_pages_say(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, rule: str, percent: int
) -> None:
    reader = Reader(demo[0] / "demo-study", monkeypatch)
    said = reader.typed(
        "--as", "c1", "frequencies", "--question", "services-needed", "--coder-rule", rule,
        "--json", "--unsuppressed",
    )  # fmt: skip
    rows = {row["code"]: row for row in json.loads(said)["rows"]}
    assert round(rows["service-medical"]["percent"]) == percent


def test_the_page_of_suggestions_shows_what_is_suggested(
    demo: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [one for one in commands(HOME / "docs" / "suggestions.md") if one.shown]
    assert shown
    for command in shown:
        said = Reader(demo[0], monkeypatch).follow(command)
        lost = not_said("\n".join(command.shown), said)
        # Which words come first changes with the method, what stands around them does not.
        assert [line for line in lost if not re.search(r"“\w+”", line)] == []


def test_the_readme_shows_what_the_demo_prints(demo: tuple[Path, str]) -> None:
    blocks = [one for one in fences(HOME / "README.md", "text") if one.strip()]
    assert blocks
    assert [line for block in blocks for line in not_said(block, demo[1])] == []


def test_the_example_in_the_readme_runs(
    demo: tuple[Path, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo[0])
    for example in fences(HOME / "README.md", "python"):
        exec(compile(example, "README.md", "exec"), {})
    assert "Red flags investigator 84 84 100" in capsys.readouterr().out
